from datetime import date

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.claim.change import Change, read_change
from hjemad.law.claim.tests.written import LAW
from hjemad.law.serviceloven.par_177 import REFUND_NIGHTS, REFUND_SHARE
from hjemad.law.settings import Settings

SIXTY = "parameters: {sel.177.refund_nights: [{from: 2026-04-01, value: 60}]}"


def read(*lines: str, title: str = "title: Tried") -> Change:
    return read_change("\n".join([title, *lines]), where="c.yaml", law=LAW)


def nights(change: Change, *, parameter: str = REFUND_NIGHTS) -> list[tuple[str, str, str]]:
    """(value, from, to) after the change."""
    return [
        (one.value, str(one.in_force_from), str(one.in_force_to or ""))
        for one in change.after.law.parameter(parameter).values
    ]


def test_a_value_tried_takes_the_place_of_the_laws_from_its_day() -> None:
    change = read(SIXTY)

    assert nights(change) == [("120", "2023-10-01", "2026-04-01"), ("60", "2026-04-01", "")]
    assert change.before.law == LAW
    assert change.before.settings == change.after.settings == Settings.default()
    assert (change.title, change.first, change.as_of) == ("Tried", None, None)


def test_a_value_tried_between_holds_until_the_laws_next_one() -> None:
    change = read("parameters: {sel.177.refund_nights: [{from: 2024-01-01, value: 100}]}")

    assert nights(change) == [
        ("120", "2023-10-01", "2024-01-01"),
        ("100", "2024-01-01", "2026-04-01"),
        ("90", "2026-04-01", ""),
    ]


def test_a_value_tried_is_marked_as_no_law() -> None:
    kept, tried = read(SIXTY).after.law.parameter(REFUND_NIGHTS).values

    assert (kept.certainty, tried.certainty) == ("sourced", "unknown")
    assert "not law" in tried.source.en
    assert "ikke gældende ret" in tried.source.da
    assert tried.source == tried.checked_by_means
    assert tried.checked == tried.in_force_from


def test_values_may_stand_in_any_order_and_the_share_may_be_tried() -> None:
    change = read(
        "parameters:",
        "  sel.177.refund_share:",
        "    - {from: 2027-01-01, value: 0}",
        "    - {from: 2026-01-01, value: 100}",
    )

    assert nights(change, parameter=REFUND_SHARE) == [
        ("50", "2007-01-01", "2026-01-01"),
        ("100", "2026-01-01", "2027-01-01"),
        ("0", "2027-01-01", ""),
    ]


def test_other_readings_are_chosen_after_and_before() -> None:
    change = read(
        "before: {settings: {period_anchor: chain}}",
        "settings: {disputed_night_uses_quota: no, first_day_of_90: 2026-04-02}",
    )

    assert change.before.settings == Settings.default().with_values({"period_anchor": "chain"})
    assert change.after.settings == Settings.default().with_values(
        {"period_anchor": "chain", "disputed_night_uses_quota": "no", "first_day_of_90": "2026-04-02"}
    )


def test_yes_is_a_reading_though_yaml_takes_it_for_true() -> None:
    change = read(
        "before: {settings: {disputed_night_uses_quota: no}}", "settings: {disputed_night_uses_quota: yes}"
    )

    assert change.after.settings.disputed_night_uses_quota == "yes"


def test_a_tried_law_may_be_compared_with_another_tried_one() -> None:
    change = read(
        f"before: {{{SIXTY}}}", "parameters: {sel.177.refund_nights: [{from: 2026-04-01, value: 30}]}"
    )

    assert change.before.law.parameter(REFUND_NIGHTS).values[-1].value == "60"
    assert change.after.law.parameter(REFUND_NIGHTS).values[-1].value == "30"


def test_days_say_which_nights_are_seen() -> None:
    change = read(SIXTY, "from: 2026-01-01", "as_of: 2026-10-01")

    assert (change.first, change.as_of) == (date(2026, 1, 1), date(2026, 10, 1))
    assert change.seen_as_of(date(2026, 5, 1)).as_of == date(2026, 5, 1)
    assert change.seen_as_of(date(2026, 5, 1)).first == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "changes nothing"),
        (["settings: {cap_mode: per_day}"], "changes nothing"),
        (["parameters: {sel.177.refund_nights: [{from: 2026-04-01, value: 90}]}"], "changes nothing"),
        ([SIXTY, "form: 2026-01-01"], "form is not a key"),
        (["parameters: {sel.177.nights: [{from: 2026-04-01, value: 60}]}"], "sel.177.nights is not a key"),
        (["settings: {saturday_is_weekday: yes}"], "saturday_is_weekday is not a key"),
        (["settings: {cap_mode: sometimes}"], "cap_mode cannot be 'sometimes'"),
        (["before: {settings: {cap_mode: period_start}, title: x}", SIXTY], "title is not a key"),
        (
            ["parameters: {sel.177.refund_nights: [{from: 2026-04-01, value: 367}]}"],
            "value must be a whole number",
        ),
        (["parameters: {sel.177.refund_share: [{from: 2026-04-01, value: 101}]}"], "from 0 to 100"),
        (["parameters: {sel.177.refund_share: [{from: 2026-04-01, value: -1}]}"], "from 0 to 100"),
        (["parameters: {sel.177.refund_share: [{from: 2026-04-01, value: yes}]}"], "from 0 to 100"),
        (["parameters: {sel.177.refund_share: [{from: 2026-04-01, value: 33.3}]}"], "from 0 to 100"),
        (["parameters: {sel.177.refund_share: [{from: 2026-04-01}]}"], "from 0 to 100"),
        (["parameters: {sel.177.refund_share: [{from: 2026-04-01, value: 1, to: 2}]}"], "to is not a key"),
        (["parameters: {sel.177.refund_share: [{value: 1}]}"], "from is missing"),
        (
            ["parameters:", "  sel.177.refund_nights:", *["    - {from: 2026-04-01, value: 1}"] * 2],
            "sel.177.refund_nights[1]: from stands twice",
        ),
        (["as_of: tomorrow", SIXTY], "as_of must be a date"),
    ],
)
def test_what_is_wrong_is_told_by_file_and_key(lines: list[str], told: str) -> None:
    with pytest.raises(InputRejected) as rejected:
        read(*lines)

    assert told in rejected.value.en
    if "cannot be" not in told:
        assert "c.yaml" in rejected.value.en


def test_a_title_is_asked_for() -> None:
    with pytest.raises(InputRejected, match="title is missing"):
        read(SIXTY, title="")


@pytest.mark.parametrize("value", [0, 366])
def test_the_least_and_the_most_nights_there_can_be(value: int) -> None:
    change = read(f"parameters: {{sel.177.refund_nights: [{{from: 2026-04-01, value: {value}}}]}}")

    assert change.after.law.parameter(REFUND_NIGHTS).values[-1].value == str(value)
