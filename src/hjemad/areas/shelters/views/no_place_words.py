"""Nights without a place in words: why, how many places are free elsewhere, and the answers on top."""

from datetime import date

from django.utils.translation import gettext, gettext_lazy, ngettext

from hjemad.areas.decisions.queries import Guidance, guidance, kind_of
from hjemad.areas.shelters.forms.no_place import GROUNDS, SayNoForm
from hjemad.areas.shelters.models import RefusalWhy
from hjemad.areas.shelters.reads.nearby import Near, nearest
from hjemad.areas.shelters.reads.no_place import MonthWithout
from hjemad.foundation.ui.components import Answer

WHY = {
    RefusalWhy.FULL.value: gettext_lazy("The house was full"),
    RefusalWhy.DECIDED.value: gettext_lazy("A decision"),
    RefusalWhy.ELSEWHERE.value: gettext_lazy("Found another place"),
    RefusalWhy.DID_NOT_STAY.value: gettext_lazy("Did not want to stay"),
}


def free_words(one: Near) -> str:
    """How many places are free, and what kind: `2 fri · hund`; or that one has to call."""
    if one.free is None:
        return gettext("number not known")
    count = ngettext("%(n)d free", "%(n)d free", one.free) % {"n": one.free}
    return " · ".join([count, *one.traits])


def guidance_of(form: SayNoForm, *, on: date) -> Guidance | None:
    """The guidance of the ground that was chosen; None before one is."""
    ground = form.data.get("ground", "") if form.is_bound else ""
    if ground not in GROUNDS:
        return None
    return guidance(kind_of(ground, is_resident=form.is_resident), ground=ground, on=on)


def facts(form: SayNoForm, *, places: list[Near], on: date) -> list[Answer]:
    """Is it a decision, can it be appealed, the nearest free place."""
    ground = form.data.get("ground", "") if form.is_bound else ""
    decision = Answer(gettext("Is it a decision?"), gettext("The ground tells"), gettext("see the list"))
    if ground in GROUNDS:
        decision = Answer(
            gettext("Is it a decision?"), gettext("Yes"), gettext("the leader's, § 110, stk. 4")
        )
    elif ground:
        decision = Answer(
            gettext("Is it a decision?"), gettext("No"), gettext("no decision about the person")
        )
    return [decision, _appeal(guidance_of(form, on=on)), _nearest(places)]


def _appeal(found: Guidance | None) -> Answer:
    term = gettext("Can it be appealed?")
    if found is None:
        return Answer(term, gettext("The ground tells"), gettext("and the day"))
    words = {
        "ankestyrelsen": (gettext("Yes"), gettext("from the hour the sheet is handed over")),
        "not_ankestyrelsen": (gettext("Not there"), gettext("not to Ankestyrelsen, as the law is read")),
    }
    value, small = words.get(found.route, (gettext("Not settled"), gettext("the Ombudsman held that it can")))
    return Answer(term, value, small)


def _nearest(places: list[Near]) -> Answer:
    term, found = gettext("Nearest free place"), nearest(places)
    if found is None:
        return Answer(term, gettext("Not known"), gettext("no list is written for this house"))
    return Answer(term, free_words(found) if found.free else gettext("Call"), found.name)


def counted(months: list[MonthWithout], *, on: date) -> list[Answer]:
    """This month and the last twelve, for the leader."""
    this = next((row for row in months if row.month == on.replace(day=1)), None)
    return [
        Answer(gettext("This month"), str(this.total if this else 0), gettext("nights without a place")),
        Answer(gettext("Of these full"), str(this.full if this else 0), gettext("no decision about anybody")),
        Answer(
            gettext("In a year"), str(sum(row.total for row in months)), gettext("nights without a place")
        ),
    ]
