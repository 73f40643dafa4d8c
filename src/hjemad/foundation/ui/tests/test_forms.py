"""Forms in the shape of the design system, and fields that read what people write."""

from datetime import date
from uuid import UUID

import html5lib
import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from hjemad.foundation.ui.fields import CprField, DanishDateField, DanishMoneyField
from hjemad.foundation.ui.forms import HjForm, problems_of
from hjemad.foundation.ui.tests.reading import HTML
from hjemad.foundation.ui.widgets import HintedLabel, Pick
from hjemad.kernel.money import Money
from hjemad.kernel.person_number import PersonNumber

KEY = "4b0c7f0e-6f5d-4a54-8a5e-1d8f6a1f1111"
NUMBER = PersonNumber.invented(7, birth_date=date(1983, 6, 12))


class Example(HjForm):
    not_saved = "Opholdet er ikke gemt"

    day = DanishDateField(label="Udskrevet", help_text="Fx 1. feb. 2026")
    rate = DanishMoneyField(label="Takst", required=False)
    cpr = CprField(label="CPR-nummer", required=False)
    bed = forms.ChoiceField(label="Hvilken plads?", widget=Pick, choices=[("206", "206"), ("104", "104")])
    match = forms.ChoiceField(
        label="Er det en af dem?",
        required=False,
        widget=forms.RadioSelect,
        choices=[("1", HintedLabel("Jonna", hint="Boede her")), ("2", "Nej")],
    )
    note = forms.CharField(label="Note", required=False, max_length=10)


def filled(**fields: str) -> Example:
    data = QueryDict(mutable=True)
    data.update({"submission": KEY, "day": "1/2-26", "bed": "206", **fields})
    return Example(data)


@pytest.fixture(autouse=True)
def at_a_desk(time_machine):
    time_machine.move_to("2026-11-23T12:00:00+01:00")


def tree(form: forms.BaseForm):
    return html5lib.parseFragment(str(form))


def by_id(form: forms.BaseForm, identity: str):
    return next(node for node in tree(form).iter() if node.get("id") == identity)


@pytest.mark.parametrize("typed", ["1. feb. 2026", "1/2-26", "010226", "2026-02-01", "1 Feb 2026"])
def test_a_day_is_read_as_people_write_it_and_echoed_in_full(typed):
    form = filled(day=typed)

    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 2, 1)
    assert by_id(form, "id_day").get("value") == "1.\u00a0feb. 2026"


def test_yesterday_is_a_day():
    form = filled(day="i går")

    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 11, 22)


def test_the_last_day_of_the_calendar_is_refused_and_the_day_before_is_not():
    """What ends with a day is stored by the day after it, and there is none."""
    form = filled(day="9999-12-31")

    assert form.errors["day"] == ["Kalenderen slutter med den dag. Skriv en tidligere"]
    assert filled(day="9999-12-30").is_valid()


def test_what_is_shown_can_be_sent_as_it_stands():
    once = filled(day="1/2-26", rate="1500,5")

    again = filled(day=by_id(once, "id_day").get("value"), rate=str(once["rate"].value()))

    assert again.is_valid()
    assert again.cleaned_data["day"] == date(2026, 2, 1)
    assert again.cleaned_data["rate"] == Money.parse("1500.50")


def test_an_english_page_shows_a_day_it_can_read_again():
    with translation.override("en"):
        form = filled()
        assert by_id(form, "id_day").get("value") == "1\u00a0Feb 2026"
        assert filled(day=by_id(form, "id_day").get("value")).is_valid()


def test_a_day_that_is_none_stays_in_the_field_with_a_sentence_about_it():
    form = filled(day="31. feb. 2026")

    assert not form.is_valid()
    assert by_id(form, "id_day").get("value") == "31. feb. 2026"
    assert form.errors["day"] == [
        "Den dag findes ikke i kalenderen. Se efter i dag og måned, og skriv datoen igen"
    ]


def test_an_amount_that_is_missing_is_none_and_never_zero():
    form = filled(rate="")

    assert form.is_valid()
    assert form.cleaned_data["rate"] is None


def test_an_amount_is_shown_with_a_decimal_comma_in_both_languages():
    with translation.override("en"):
        form = Example(initial={"rate": Money.parse("1500.25")})
        assert by_id(form, "id_rate").get("value") == "1.500,25"


def test_a_number_with_letters_is_refused_without_repeating_it():
    form = filled(cpr="11058a1111")

    assert not form.is_valid()
    assert form.errors["cpr"] == ["Et CPR-nummer har 10 cifre. Du skrev 9 og et bogstav"]


def test_a_number_that_fails_modulus_11_is_warned_of_and_kept():
    # Nobody has this number yet: it is somebody's who is born in 2050.
    form = filled(cpr="010150-5001")

    assert form.is_valid()
    assert form.cleaned_data["cpr"].digits == "0101505001"
    assert form.warnings == [
        "Nummeret består ikke modulus 11-prøven. Det gør nye numre ofte ikke. Se efter",
        "Fødselsdatoen i nummeret ligger ude i fremtiden. Se efter",
    ]
    assert "hj-warning" in str(form)


def test_a_number_without_anything_odd_has_no_warning():
    form = filled(cpr=NUMBER.full())

    assert form.is_valid()
    assert form.cleaned_data["cpr"] == NUMBER
    assert form.warnings == []


def test_each_showing_of_a_form_has_its_own_key_for_being_sent_once():
    first, second = Example(), Example()

    assert UUID(str(first["submission"].value())) != UUID(str(second["submission"].value()))
    assert filled().is_valid()


def test_the_error_summary_leads_to_each_field():
    form = filled(day="", bed="", note="for lang en note")

    links = [(a.get("href"), a.text) for a in tree(form).iter(f"{HTML}a")]

    assert links == [
        ("#id_day", "Udskrevet: Skriv en dato, for eksempel 1. feb. 2026 eller 1/2-26"),
        ("#id_bed_0", "Hvilken plads? Vælg én"),
        ("#id_note", "Note: Teksten er længere, end vi kan gemme (10 tegn). Den ligger stadig i feltet"),
    ]
    assert "Opholdet er ikke gemt. Ret 3 ting:" in str(form)
    assert {href[1:] for href, _ in links} <= {node.get("id") for node in tree(form).iter()}


def test_a_field_with_an_error_names_it_to_a_screen_reader():
    field = by_id(filled(day=""), "id_day")

    assert field.get("aria-invalid") == "true"
    assert field.get("aria-describedby") == "id_day_helptext id_day_error"


def test_a_right_form_has_no_summary():
    assert problems_of(filled()) == []
    assert problems_of(Example()) == []


def test_nothing_is_chosen_beforehand():
    assert not any(node.get("checked") is not None for node in tree(Example()).iter())


def test_what_may_be_left_out_says_so():
    shown = str(Example())

    assert shown.count("(frivilligt)") == 4
    assert "required" not in shown


def test_a_choice_can_carry_a_line_of_explanation():
    first = by_id(Example(), "id_match_0")

    assert first.get("aria-describedby") == "id_match_0_hint"
    assert by_id(Example(), "id_match_0_hint").text == "Boede her"


def test_what_people_write_is_never_markup():
    form = filled(day="<b>1</b>", note="<script>")

    assert "<script>" not in str(form)
    assert "<b>1</b>" not in str(form)
