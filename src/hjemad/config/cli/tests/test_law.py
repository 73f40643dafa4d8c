import io
import json
from pathlib import Path

import pytest

from hjemad.config.cli import main
from hjemad.config.cli.law import run
from hjemad.kernel.errors import HjemadError, InputRejected, Language, WrongUsage
from hjemad.law.coverage import load_coverage
from hjemad.law.rules_registry import RULES
from hjemad.law.tests.asking import UNMODELLED, with_a_rule_nobody_modelled

GIVEN = {"decided_on": "2024-11-08"}


def a_file(folder: Path, value: object, name: str = "facts.json") -> str:
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return str(path)


def typed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def a_table(folder: Path, *cases: dict[str, object]) -> str:
    return a_file(folder, {"schema": "law-cases-2", "cases": list(cases)}, "cases.json")


def a_case(case_id: str, rule: str, **expect: object) -> dict[str, object]:
    return {"id": case_id, "rule": rule, "facts": GIVEN, "expect": expect}


def test_decide_prints_one_object_that_scripts_rely_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["decide", "notice-deadline", "--facts", a_file(tmp_path, GIVEN), "--json"])

    printed = json.loads(capsys.readouterr().out)
    assert code == 0
    assert printed["due"] == "2024-11-13"
    assert printed["due_if_saturday_counts"] == "2024-11-12"
    assert printed["needs_review"] is True
    assert printed["finding"]["rule"] == "notice-deadline"


def test_decide_reads_the_facts_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, b'\xef\xbb\xbf{"decided_on": "2024-11-04"}')

    assert run(["decide", "notice-deadline", "--facts", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == "2024-11-07"


def test_a_setting_changes_the_reading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = a_file(tmp_path, GIVEN)

    run(["decide", "notice-deadline", "--facts", facts, "--set", "saturday_is_weekday=yes", "--json"])

    printed = json.loads(capsys.readouterr().out)
    assert printed["due"] == "2024-11-12"
    assert printed["finding"]["settings"] == {"saturday_is_weekday": "yes"}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["Answer:", "Why:", "To be looked at:", "Provisions:", "Parameters:", "Settings:", "sourced"]),
        ("da", ["Svar:", "Fordi:", "Skal ses efter:", "Bestemmelser:", "Værdier:", "Indstillinger:"]),
    ],
)
def test_decide_explains_itself_to_a_person(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
    told: list[str],
) -> None:
    monkeypatch.setenv("HJEMAD_LANGUAGE", language)

    run(["decide", "notice-deadline", "--facts", a_file(tmp_path, GIVEN)])

    printed = capsys.readouterr().out
    for word in [*told, "due: 2024-11-13", "§ 110, stk. 6", "sel.110.notice_weekdays = 3"]:
        assert word in printed


def test_an_unknown_outcome_is_exit_4_and_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = a_file(tmp_path, {"stay": {"from": "2022-12-28", "to": "2023-01-04"}, "income": "some"})

    assert run(["decide", "resident-payment", "--facts", facts]) == 4
    printed = capsys.readouterr().out
    assert "The outcome is unknown" in printed
    assert "2022" in printed
    assert "  payment_dkk:" not in printed.splitlines()
    assert "    from 2023-01-01, nights 3, full_per_day_dkk 96.71, payment_dkk 290.13" in printed.splitlines()

    assert run(["decide", "resident-payment", "--facts", facts, "--json"]) == 4
    assert json.loads(capsys.readouterr().out)["outcome"] == "unknown"


def test_a_known_answer_shows_what_is_not_there_as_a_dash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = a_file(tmp_path, {"stay": {"admitted": "2026-11-02", "discharged": None}, "plan": None})

    assert run(["decide", "plan-duty", "--facts", facts, "--on", "2026-11-22"]) == 0

    printed = capsys.readouterr().out
    assert "  statutory_deadline: -" in printed.splitlines()
    assert "  age_days: 20" in printed.splitlines()
    assert "No statutory deadline found" in printed


@pytest.fixture
def one_rule_is_not_modelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hjemad.config.cli.law.load_law", with_a_rule_nobody_modelled)


@pytest.mark.usefixtures("one_rule_is_not_modelled")
def test_a_rule_nobody_modelled_is_exit_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["decide", UNMODELLED, "--facts", a_file(tmp_path, {}), "--on", "2026-11-22"])

    assert code == 4
    assert "not modelled yet" in capsys.readouterr().out


@pytest.mark.parametrize(("facts", "code"), [({"housing": None}, 1), ({"housing": "own_home"}, 4), ({}, 0)])
def test_an_answer_that_is_no_is_exit_1(tmp_path: Path, facts: dict[str, object], code: int) -> None:
    ready = {"by": "municipality", "plan": "141", "housing": "placement_107", "can_move_in": True}

    on = ["--on", "2026-11-22"]
    assert run(["decide", "municipal-discharge", "--facts", a_file(tmp_path, ready | facts), *on]) == code


def test_facts_nobody_used_are_named_but_do_not_disturb_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = a_file(tmp_path, {**GIVEN, "decided_onn": "2024-11-09"})

    run(["decide", "notice-deadline", "--facts", facts, "--json"])
    out, err = capsys.readouterr()
    assert json.loads(out)["due"] == "2024-11-13"
    assert err == "Not used for this answer: decided_onn\n"

    monkeypatch.setenv("HJEMAD_LANGUAGE", "da")
    run(["decide", "notice-deadline", "--facts", facts, "--json"])
    assert capsys.readouterr().err == "Ikke brugt til dette svar: decided_onn\n"


@pytest.mark.parametrize(
    ("words", "facts", "error", "told"),
    [
        (["notice-deadlin"], GIVEN, WrongUsage, "Did you mean: notice-deadline"),
        (["notice-deadline", "--set", "saturday"], GIVEN, WrongUsage, "NAME=VALUE"),
        (["notice-deadline", "--set", "sunday=yes"], GIVEN, InputRejected, "no setting named"),
        (["notice-deadline", "--set", "cap_mode=x"], GIVEN, InputRejected, "per_day, period_start"),
        (["notice-deadline", "--on", "yesterday"], GIVEN, InputRejected, "2026-02-01"),
        (["notice-deadline"], {"decided_on": "2024-02-30"}, InputRejected, "decided_on"),
        (["notice-deadline"], ["2024-11-08"], InputRejected, "facts.json must hold one object"),
        (["notice-deadline"], '{"decided_on": ', InputRejected, "facts.json, line 1, column 16"),
        (["plan-duty"], {"stay": {"admitted": "2026-11-02"}, "plan": None}, InputRejected, "which day"),
    ],
)
def test_what_cannot_be_answered_is_told_with_what_to_do(
    tmp_path: Path, words: list[str], facts: object, error: type[HjemadError], told: str
) -> None:
    with pytest.raises(error) as raised:
        run(["decide", *words, "--facts", a_file(tmp_path, facts)])
    assert told in raised.value.text("en")


@pytest.mark.parametrize("words", [[], ["decide"], ["decide", "notice-deadline"], ["check"], ["guess"]])
def test_words_that_are_no_command_are_wrong_usage(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(words)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_the_command_turns_errors_into_one_sentence_and_an_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = a_file(tmp_path, {"decided_on": "soon"})

    assert main.run(["law", "decide", "notice-deadline", "--facts", facts]) == 3
    assert "decided_on" in capsys.readouterr().err
    assert main.run(["law", "decide", "no-such", "--facts", facts]) == 2
    assert main.run(["law", "check", str(tmp_path / "nowhere.json")]) == 2


@pytest.mark.usefixtures("one_rule_is_not_modelled")
def test_check_ends_with_the_counts_and_names_each_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = a_table(
        tmp_path,
        a_case("A-1", "notice-deadline", due="2024-11-13"),
        a_case("A-2", "notice-deadline", due="2024-11-12", due_if_saturday_counts="2024-11-12"),
        a_case("A-3", UNMODELLED, allowed=True),
    )

    code = run(["check", table])

    assert code == 1
    assert capsys.readouterr().out.splitlines() == [
        'A-2  due: expected "2024-11-12", got "2024-11-13"',
        "1 passed, 1 failed, 1 not modelled",
    ]


def test_check_is_done_when_nothing_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["check", a_table(tmp_path, a_case("A-1", "notice-deadline", due="2024-11-13"))])

    assert code == 0
    assert capsys.readouterr().out == "1 passed, 0 failed\n"


def test_check_gives_scripts_the_same_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["check", a_table(tmp_path, a_case("A-2", "notice-deadline", due="2024-11-12")), "--json"])

    out, err = capsys.readouterr()
    assert code == 1
    assert json.loads(out) == {
        "passed": 0,
        "failed": 1,
        "not_modelled": 0,
        "failures": [{"id": "A-2", "key": "due", "expected": "2024-11-12", "got": "2024-11-13"}],
    }
    assert err == "0 passed, 1 failed\n"


def test_a_malformed_table_is_told_by_case_and_key(tmp_path: Path) -> None:
    case = a_case("A-1", "notice-deadline")

    with pytest.raises(InputRejected, match=r"cases\.json: cases\[0\] \(A-1\), expect"):
        run(["check", a_table(tmp_path, case)])


@pytest.mark.usefixtures("one_rule_is_not_modelled")
@pytest.mark.parametrize("language", ["en", "da"])
def test_list_names_every_rule_and_how_far_it_is_modelled(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    monkeypatch.setenv("HJEMAD_LANGUAGE", language)

    assert run(["list"]) == 0

    printed = capsys.readouterr().out
    for slug, rule in load_coverage().items():
        assert f"\n{slug}  [" in f"\n{printed}"
        assert f"{', '.join(rule.refs)}, " in printed
        assert all(f": {one.text_read.in_language(language)}\n" in printed for one in rule.provisions)
        if rule.verified is not None:
            assert rule.verified.text.in_language(language) in printed
            assert f", {rule.verified.by.in_language(language)})\n" in printed
    modelled, others = len(RULES), len(load_coverage()) + 1 - len(RULES)
    last = {
        "en": f"{modelled} modelled, {others} not modelled",
        "da": f"{modelled} bygget, {others} ikke bygget",
    }
    assert printed.splitlines()[-1] == last[language]


@pytest.mark.usefixtures("one_rule_is_not_modelled")
def test_list_gives_scripts_slug_title_days_status_and_check(capsys: pytest.CaptureFixture[str]) -> None:
    run(["list", "--json"])

    printed = json.loads(capsys.readouterr().out)
    rules = {rule["slug"]: rule for rule in printed["provisions"]}
    assert rules["notice-deadline"]["status"] == "modelled"
    assert rules["notice-deadline"]["refs"] == ["R10"]
    assert rules["notice-deadline"]["in_force_from"] == "2023-10-01"
    assert rules["notice-deadline"]["verified"]["on"] == "2026-11-22"
    assert rules[UNMODELLED]["status"] == "not_modelled"
    assert rules[UNMODELLED]["verified"] is None
    assert printed["settings"][0]["alternatives"] == ["per_day", "period_start"]
