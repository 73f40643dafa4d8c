from pathlib import Path

import pytest

from scripts import check_messages, compile_messages

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: da\\n"\n\n'
TEMPLATE = """{% load i18n %}<p>Don't count {# it's #} this{% translate "Tonight's house" %}</p>
{% blocktranslate count n=nights %}{{ n }} night{% plural %}{{ n }} nights{% endblocktranslate %}
  (( <a title="{% translate "Close" context "door" %}">"""


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    sources = tmp_path / "src" / "hjemad"
    catalogue = sources / "locale" / "da" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    (sources / "templates").mkdir()
    for module in (check_messages, compile_messages):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(check_messages, "SOURCES", sources)
    monkeypatch.setattr(check_messages, "CATALOGUE", catalogue)
    monkeypatch.setattr(check_messages, "declared_messages", dict)
    return sources


def catalogue_with(house: Path, entries: str) -> Path:
    path = house / "locale" / "da" / "LC_MESSAGES" / "django.po"
    path.write_text(HEAD + entries, encoding="utf-8")
    return path


def test_texts_of_templates_and_code_are_found(house: Path) -> None:
    (house / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    (house / "forms.py").write_text(
        'A = gettext_lazy("Which " "bed")\nB = pgettext("door", "Open")', encoding="utf-8"
    )

    assert set(check_messages.messages()) == {
        (None, "Tonight's house"),
        (None, "%(n)s night"),
        ("door", "Close"),
        (None, "Which bed"),
        ("door", "Open"),
    }


def test_a_text_without_danish_is_named_with_its_place(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (house / "forms.py").write_text('A = gettext("Which bed")', encoding="utf-8")
    catalogue_with(house, 'msgid "Which bed"\nmsgstr ""\n')

    assert check_messages.main() == 1
    assert "src/hjemad/forms.py:1: no Danish for 'Which bed'" in capsys.readouterr().out


def test_a_declared_text_without_danish_is_named(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {("register", "thirty days"): "declared beside a model", ("register", "kept"): "another"}
    monkeypatch.setattr(check_messages, "declared_messages", lambda: said)
    catalogue_with(house, 'msgctxt "register"\nmsgid "kept"\nmsgstr "gemmes"\n')

    assert check_messages.main() == 1
    assert (
        "declared beside a model: no Danish for 'thirty days'\n2 texts, 1 problems" in capsys.readouterr().out
    )


def test_a_plural_needs_both_its_forms(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "forms.py").write_text('A = ngettext("one", "many", n)', encoding="utf-8")
    catalogue_with(house, 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "en"\nmsgstr[1] ""\n')

    assert check_messages.main() == 1
    assert "no Danish for 'one'" in capsys.readouterr().out


def test_an_entry_nobody_shows_is_named(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalogue_with(house, 'msgid "Gone"\nmsgstr "Væk"\n')

    assert check_messages.main() == 1
    assert "nobody shows 'Gone'" in capsys.readouterr().out


def test_an_entry_for_a_text_of_django_may_stay(house: Path) -> None:
    catalogue_with(house, '#. Django\nmsgid "This field is required."\nmsgstr "Skriv noget her."\n')

    assert check_messages.main() == 0


def test_a_complete_catalogue_passes_and_compiles(house: Path) -> None:
    (house / "forms.py").write_text('A = gettext("Which bed")', encoding="utf-8")
    path = catalogue_with(house, 'msgid "Which bed"\nmsgstr "Hvilken seng"\n')

    assert check_messages.main() == 0
    assert compile_messages.main() == 0
    assert path.with_suffix(".mo").exists()


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param('#, fuzzy\nmsgid "Bed"\nmsgstr "Seng"\n', id="a guess"),
        pytest.param(
            '#, python-format\nmsgid "%(n)s beds"\nmsgstr "%(m)s senge"\n', id="another placeholder"
        ),
        pytest.param("no entry at all\n", id="broken"),
        pytest.param('msgid "Bed"\nmsgstr[x] "Seng"\n', id="broken plural"),
        pytest.param('msgid "Bed"\n', id="cut in half"),
    ],
)
def test_a_wrong_entry_does_not_compile(entry: str, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = catalogue_with(house, entry)

    assert compile_messages.main() == 1
    assert "django.po" in capsys.readouterr().err
    assert not path.with_suffix(".mo").exists()
