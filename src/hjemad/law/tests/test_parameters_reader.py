import hashlib
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from textwrap import dedent

import pytest

from hjemad.kernel.errors import HjemadError, InputRejected, NotInForce, WrongUsage
from hjemad.law.finding import Text
from hjemad.law.parameters_reader import UNITS, Parameter, digest, load_law, read_parameter, texts_below

RATE = "sel.163.resident_payment_110"
FILE = dedent("""
    id: test.rate
    title_da: Takst
    title_en: Rate
    unit: dkk_per_day
    period: each day
    source: {act: serviceloven, paragraph: "§ 1", text: a text}
    values:
      - {from: 2020-01-01, value: "10", source_da: k, source_en: s,
          certainty: sourced, checked: 2026-01-01,
          checked_by_means_da: l, checked_by_means_en: m}
      - {from: 2021-01-01, unknown: true, source_da: k, source_en: s, checked: 2026-01-01,
          checked_by_means_da: l, checked_by_means_en: m}
      - {from: 2022-01-01, value: "12", source_da: k, source_en: s,
          certainty: inferred, checked: 2026-01-01,
          checked_by_means_da: l, checked_by_means_en: m}
""")

SOURCE, MEANS = Text(da="k", en="s"), Text(da="l", en="m")


def rate(text: str = FILE) -> Parameter:
    return read_parameter(text, where="rate.yaml")


def refused(text: str) -> str:
    with pytest.raises(InputRejected) as error:
        rate(text)
    return str(error.value)


def test_the_value_of_a_day_is_the_one_in_force_that_day() -> None:
    assert rate().on(date(2020, 1, 1)).value == "10"
    assert rate().on(date(2020, 12, 31)).value == "10"
    assert rate().on(date(2022, 1, 1)).value == "12"
    assert rate().on(date(2999, 1, 1)).certainty == "inferred"


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2021, 1, 1), date(2021, 12, 31)])
def test_a_day_without_a_known_value_is_not_in_force(day: date) -> None:
    assert not rate().is_known_on(day)
    with pytest.raises(NotInForce) as error:
        rate().on(day)

    assert (error.value.parameter, error.value.day) == ("test.rate", day)
    assert (error.value.first_known, error.value.last_known) == (date(2020, 1, 1), None)


def test_the_last_known_day_is_the_day_before_a_gap_that_is_still_open() -> None:
    assert load_law().parameter(RATE).last_known == date(2023, 12, 31)
    assert load_law().parameter(RATE).first_known == date(2018, 1, 1)


def test_a_parameter_of_gaps_alone_has_no_known_days() -> None:
    text = FILE[: FILE.index("  - {from: 2020")] + "  - " + FILE.split("  - ")[2]

    assert (rate(text).first_known, rate(text).last_known) == (None, None)


def test_a_question_without_a_day_has_an_answer_only_when_nothing_ever_changed() -> None:
    assert load_law().parameter("sel.110.notice_weekdays").undated().value == "3"
    with pytest.raises(WrongUsage, match="has changed over time") as refused:
        rate().undated()
    assert refused.value.da.startswith("test.rate har ændret sig over tid")
    once = replace(rate(), values=rate().values[:1])
    with pytest.raises(WrongUsage):
        once.undated()
    assert replace(once, gaps=()).undated().value == "10"
    with pytest.raises(WrongUsage):
        replace(once, values=(), gaps=()).undated()


def test_a_use_carries_value_first_day_source_and_certainty() -> None:
    used = rate().use(rate().on(date(2022, 6, 1)))

    assert (used.id, used.value, used.unit, used.in_force_from) == (
        "test.rate", "12", "dkk_per_day", date(2022, 1, 1),
    )  # fmt: skip
    assert (used.source, used.certainty) == (SOURCE, "inferred")


def test_a_parameter_keeps_what_stands_in_its_file() -> None:
    first, last = rate().values
    [gap] = rate().gaps

    assert (rate().id, rate().unit, rate().period) == ("test.rate", "dkk_per_day", "each day")
    assert (rate().title.da, rate().title.en) == ("Takst", "Rate")
    assert (rate().act, rate().paragraph, rate().text) == ("serviceloven", "§ 1", "a text")
    assert (first.in_force_from, first.in_force_to) == (date(2020, 1, 1), date(2021, 1, 1))
    assert (last.in_force_from, last.in_force_to) == (date(2022, 1, 1), None)
    assert (last.source, last.checked, last.checked_by_means) == (SOURCE, date(2026, 1, 1), MEANS)
    assert (gap.start, gap.end) == (date(2021, 1, 1), date(2022, 1, 1))
    assert (gap.source, gap.checked, gap.checked_by_means) == (SOURCE, date(2026, 1, 1), MEANS)


def test_every_unit_is_used() -> None:
    assert set(UNITS) == {parameter.unit for parameter in load_law().parameters.values()}


def test_a_digest_is_twelve_characters_and_knows_where_a_text_ends() -> None:
    assert digest(["a", "b"]) == hashlib.sha256(b"a\0b\0").hexdigest()[:12]


def test_the_version_of_the_law_is_that_of_its_files_and_of_its_rules() -> None:
    law = load_law()
    texts = dict(sorted(texts_below(files("hjemad.law") / "parameters", prefix="")))
    rules = [f"{rule.slug} {rule.version}" for rule in law.coverage.values() if rule.is_modelled]

    assert law.version == digest([*texts.values(), *rules])
    assert law.with_parameter(rate()).version == f"{law.version}+{digest([repr(rate())])}"
    assert "parameters" not in repr(law)
    assert law == replace(law, parameters={}, coverage={})


def test_asking_for_a_parameter_that_does_not_exist_is_a_defect() -> None:
    with pytest.raises(HjemadError, match=r"sel\.177\.refund_nights") as error:
        load_law().parameter("sel.177.nights")
    assert error.value.exit_code == 70
    assert error.value.en.startswith("No parameter sel.177.nights. Known: abl.")
    assert error.value.da.startswith("Ingen parameter sel.177.nights. Kendte: abl.")
    assert "rsl.10.appeal_weeks, rsl." in error.value.da


def test_a_changed_parameter_gives_another_law_and_leaves_the_first_alone() -> None:
    law = load_law()
    changed = law.with_parameter(rate())

    assert changed.parameter("test.rate").id == "test.rate"
    assert "test.rate" not in law.parameters
    assert changed != law
    assert changed.version.startswith(f"{law.version}+")
    assert hash(law) == hash(load_law())


def test_only_the_yaml_files_of_the_folders_are_read(tmp_path: Path) -> None:
    (tmp_path / "act").mkdir()
    (tmp_path / "act" / "1_rate.yaml").write_text("text", encoding="utf-8")
    (tmp_path / "act" / "1_rate.yaml~").write_text("left by an editor", encoding="utf-8")

    assert list(texts_below(tmp_path, prefix="")) == [("act/1_rate.yaml", "text")]


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('value: "10"', "value: 10", "value must be text in quotes"),
        ('value: "10"', 'value: " "', "value must be text in quotes"),
        ("source_da: k, ", "", "source_da is missing"),
        ("source_en: s,", "", "source_en is missing"),
        ("certainty: sourced", "certainty: sure", "certainty must be one of sourced, inferred, unknown"),
        ("certainty: sourced", "certainty: local", "certainty must be one of"),
        ("from: 2020-01-01", 'from: "2020-01-01"', "from must be a date"),
        ("from: 2020-01-01", "from: 2020-01-01 10:00:00", "from must be a date"),
        ("from: 2020-01-01", "from: 2023-01-01", "values must stand oldest first"),
        ("from: 2020-01-01", "from: 2021-01-01", "each day once"),
        ("unknown: true", 'unknown: "yes"', "unknown must be true or false"),
        ("unit: dkk_per_day", "unit: euro", "unit must be one of nights"),
        ("id: test.rate", "", "id is missing"),
        ("id: test.rate", "id: test.rate\nidd: x", "idd is not a key"),
        ("act: serviceloven", "act: serviceloven, link: x", "source: link is not a key"),
        ("checked: 2026-01-01", "checkd: 2026-01-01", "checked is missing"),
        ("{act: serviceloven", "[a] #", "source must hold keys and values"),
    ],
)
def test_a_wrong_key_is_told_by_file_and_name(was: str, becomes: str, told: str) -> None:
    message = refused(FILE.replace(was, becomes, 1))

    assert message.startswith("rate.yaml")
    assert told in message


@pytest.mark.parametrize("text", ["id: [", "- a", "", "values: []"])
def test_a_file_that_is_no_parameter_is_refused(text: str) -> None:
    assert refused(text).startswith("rate.yaml")


def test_values_must_be_a_list_of_mappings() -> None:
    head = FILE[: FILE.index("values:")]

    assert "values must be a list with at least one entry" in refused(f"{head}values: 3")
    assert "values[0] must hold keys and values" in refused(f"{head}values: [3]")


def test_a_day_after_the_last_known_value_is_told_with_both_ends_of_what_is_known() -> None:
    with pytest.raises(NotInForce) as error:
        load_law().parameter(RATE).on(date(2024, 1, 1))

    assert (error.value.first_known, error.value.last_known) == (date(2018, 1, 1), date(2023, 12, 31))
