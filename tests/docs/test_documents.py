"""Documents keep their word: links lead somewhere, commands exist, versions agree, decisions are numbered."""

import re
from pathlib import Path

import pytest

import hjemad
from hjemad.config.cli.main import COMMANDS
from tests.guards.house import ROOT, python_files, shown, tracked_files

DOCUMENTS = [path for path in tracked_files() if path.suffix == ".md"]
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
SHELL_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
WORDS_IN_A_DECISION = 400


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def commands(path: Path) -> list[str]:
    blocks = SHELL_BLOCK.findall(text_of(path))
    return [line for block in blocks for line in block.replace("\\\n", " ").splitlines() if line.strip()]


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown)
def test_every_link_leads_somewhere(path: Path) -> None:
    links = [link for link in LINK.findall(text_of(path)) if "://" not in link]

    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown)
def test_every_recipe_named_exists(path: Path) -> None:
    recipes = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = {word for line in commands(path) for word in re.findall(r"^make ([a-z-]+)", line)}
    named |= set(re.findall(r"`make ([a-z-]+)`", text_of(path)))

    assert named - recipes == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown)
def test_every_command_of_hjemad_named_exists(path: Path) -> None:
    named = {word for line in commands(path) for word in re.findall(r"bin/hjemad ([a-z]+)", line)}
    named |= set(re.findall(r"`hjemad ([a-z]+)", text_of(path)))

    assert named - set(COMMANDS) == set()


def test_every_recipe_is_listed_with_what_it_does() -> None:
    makefile = text_of(ROOT / "Makefile")
    recipes = re.findall(r"^([a-z-]+):(.*)$", makefile, re.MULTILINE)

    assert [name for name, rest in recipes if "##" not in rest] == []
    assert {"setup", "demo", "test", "test-full", "check", "fix", "bench", "docs"} <= dict(recipes).keys()


def test_the_changelog_opens_with_the_version_of_the_package() -> None:
    headings = re.findall(r"^## (\S+)", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)

    assert headings[0] == hjemad.__version__


def test_the_first_screen_of_the_readme_says_what_for_whom_how_and_in_what_state() -> None:
    readme = text_of(ROOT / "README.md")

    assert "docs/images/anmodning.png" in readme
    for said in ("**For**", "make demo", "hjemad refund", "## State", "MPL-2.0"):
        assert said in readme


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_the_number_of_its_file_and_is_short(path: Path) -> None:
    text = text_of(path)

    assert text.startswith(f"# {path.name[:4]}. ")
    assert len(text.split()) <= WORDS_IN_A_DECISION
    for part in ("## Context", "## Decision", "We will", "## Consequences", "## Rejected"):
        assert part in text


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(len(DECISIONS)))


def test_every_setting_is_described_and_every_described_one_is_read() -> None:
    # Set by a test run for its own workers.
    inner = {"HJEMAD_TEST_SQLITE_FOLDER", "HJEMAD_TEST_OWN_SERVER"}
    settings_page = text_of(ROOT / "docs" / "reference" / "settings.md")
    outside_tests = [path for path in python_files() if "tests" not in path.parts or "plugins" in path.parts]
    code = "\n".join(text_of(path) for path in outside_tests)
    read = set(re.findall(r"\"(HJEMAD_[A-Z_]+|DATABASE_URL)\"", code)) - inner
    described = set(re.findall(r"^\| `([A-Z_]+)`", settings_page, re.MULTILINE))

    assert read == described


def terms() -> list[tuple[str, str]]:
    rows = re.findall(r"^\| ([^|]+) \| `([^`]+)` \|", text_of(ROOT / "GLOSSARY.md"), re.MULTILINE)
    return [(danish.strip(), identifier) for danish, identifier in rows]


def test_every_term_has_one_identifier_of_its_own() -> None:
    danish, identifiers = [term[0] for term in terms()], [term[1] for term in terms()]

    assert len(terms()) > 30
    assert [name for name in identifiers if identifiers.count(name) > 1] == []
    assert [name for name in danish if danish.count(name) > 1] == []


def test_every_identifier_of_the_glossary_is_used() -> None:
    product = "\n".join(text_of(path) for path in python_files() if ROOT / "src" in path.parents)
    used = {*re.findall(r"\w+", product), *re.findall(r"\w+(?:-\w+)+", product)}
    words = "".join(f"\n{word}" for word in used)

    assert [name for _, name in terms() if f"\n{name}" not in words] == []
