"""Nights, people and how a stay ended, in the reader's words."""

from collections import Counter
from datetime import date, datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.citizens.queries import Called
from hjemad.areas.shelters.forms.late import LATE_WORDS
from hjemad.areas.shelters.forms.places import TRAITS
from hjemad.areas.shelters.forms.questions import SLEPT_WORDS
from hjemad.areas.shelters.models import Agreed, DischargeMode, LateWhy, NoticeKind, NoticeWay, Stay, Trait
from hjemad.areas.shelters.reads.house import HouseTonight
from hjemad.areas.shelters.reads.leaving import MODES
from hjemad.areas.shelters.reads.undo import UNDONE
from hjemad.areas.shelters.rules import notice_deadline
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.queries import settings_of
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.naming import named
from hjemad.kernel.municipalities import MunicipalityCode
from hjemad.law.finding import Finding
from hjemad.law.settings import Settings

ONE_DAY = timedelta(days=1)
_AGREED = {
    Agreed.YES: gettext_lazy("agreed with the citizen"),
    Agreed.NO: gettext_lazy("not agreed with the citizen"),
    Agreed.UNKNOWN: gettext_lazy("whether agreed is not known"),
}

# The end of the address of a notice, by its kind.
ADDRESSES = {NoticeKind.ADMISSION.value: "optagelse", NoticeKind.DISCHARGE.value: "udskrivning"}
WAYS = {
    NoticeWay.INBOX: gettext_lazy("in the municipality's inbox here"),
    NoticeWay.LETTER: gettext_lazy("as a letter"),
    NoticeWay.SECURE_MAIL: gettext_lazy("by secure mail"),
    NoticeWay.PHONE: gettext_lazy("on the phone"),
}
TWICE = gettext_lazy("You sent twice. The stay is saved once")


def night(first: date) -> str:
    """Both dates spelled out, what they share said once: `natten mandag 23. til tirsdag 24. nov. 2026`."""
    until = first + ONE_DAY
    return gettext("the night %(first)s to %(second)s") % {
        "first": _weekday(first) + " " + _as_far_as_it_differs(first, until=until),
        "second": f"{_weekday(until)} {formats.day(until, language=reader_language())}",
    }


def capital(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def reason(version: Stay) -> str:
    """Why a version was written, in the reader's words; empty where nobody was asked."""
    return gettext("undone within five minutes") if version.reason == UNDONE else version.reason


def day_of(found: Stay) -> date:
    """A day on which the stay lasts: today while it is open, else its first."""
    return max(clock.today(), found.valid_from) if found.valid_to is None else found.valid_from


def day(value: date) -> str:
    """The day, with its weekday instead of its year when it is near, as `fredag 27. nov.`."""
    today = clock.today()
    near = abs(value - today) <= formats.NEAR and value.year == today.year
    return formats.near_day(value, today=today, language=reader_language(), year=not near)


def municipality(code: str) -> str:
    """What the municipality is called: `Horsens Kommune`."""
    return gettext("%(name)s municipality") % {"name": MunicipalityCode(code).name}


def notice_law(found: Stay, *, chosen: Settings | None = None) -> Finding:
    """When notice of the admission is due, as the house reads the law's open question about Saturdays.

    `chosen` is how the house reads the law that day; a query where the caller has not asked.
    """
    if chosen is None:
        chosen = settings_of(found.shelter_id, on=found.decided_on)
    return notice_deadline(found.decided_on, settings=chosen)


def mode(code: str) -> str:
    """How the stay, or a part of it, ended; empty while it lasts."""
    if code == DischargeMode.MOVED_BED:
        return gettext("moved to another place in the house")
    return str(MODES[DischargeMode(code)]) if code else ""


def trait_codes(traits: str) -> list[str]:
    """The codes and words a place has."""
    return [word.strip() for word in traits.split(",") if word.strip()]


def traits(text: str) -> str:
    """What a place is fit for: `par · hund`; a word nobody made a code of stands as it was written."""
    return " · ".join(str(TRAITS[Trait(one)]) if one in Trait.values else one for one in trait_codes(text))


def free_places(house: HouseTonight) -> list[tuple[str, str]]:
    """The free places with the words about them; two of one number are told apart by their department."""
    labels = Counter(place.label for place in house.places)
    return [
        (
            str(place.id),
            " · ".join(
                word
                for word in (
                    place.label,
                    department.name if labels[place.label] > 1 else "",
                    traits(place.traits),
                )
                if word
            ),
        )
        for department in house.departments
        for place in department.places
        if place.is_free
    ]


def age(birth_date: date | None) -> str:
    """`43 år`; empty where the birth date is not known."""
    if birth_date is None:
        return ""
    today = clock.today()
    years = today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))
    return gettext("%(years)d years") % {"years": years}


def _weekday(value: date) -> str:
    return formats.WEEKDAYS[reader_language()][value.weekday()]


def _as_far_as_it_differs(first: date, *, until: date) -> str:
    language = reader_language()
    if (first.year, first.month) == (until.year, until.month):
        return f"{first.day}." if language == "da" else str(first.day)
    return formats.day(first, language=language, year=first.year != until.year)


def crumbs(*titles: str) -> list[Crumb]:
    """The way here from tonight's house."""
    return [Crumb(gettext("Tonight"), reverse("shelters:tonight")), *(Crumb(title) for title in titles)]


def left(found: Stay) -> str:
    """Where to and whether it was agreed, as far as anybody said: `Hos andre, aftalt med borgeren`."""
    parts = [found.left_to]
    if found.discharged_to:
        parts.append(str(SLEPT_WORDS.get(found.discharged_to, gettext("where to is not known"))))
    if found.agreed:
        parts.append(str(_AGREED[Agreed(found.agreed)]))
    return ", ".join(part for part in parts if part)


def late(found: Stay) -> str:
    """That it was written later than it happened, and why; empty where it was not."""
    texts = []
    if found.late_why:
        texts.append(
            gettext("Written later: the citizen came %(came)s. %(why)s")
            % {"came": _moment(found.decided_at), "why": LATE_WORDS[LateWhy(found.late_why)]}
        )
    if found.discharge_late_why and found.discharged_at:
        texts.append(
            gettext("The discharge was written later than the day out. %(why)s")
            % {"why": LATE_WORDS[LateWhy(found.discharge_late_why)]}
        )
    return ". ".join(texts)


def _moment(value: datetime) -> str:
    return formats.moment(timezone.localtime(value), language=reader_language())


def crumbs_of(request: HttpRequest, found: Stay, called: Called, title: str) -> list[Crumb]:
    """The way here from tonight's house, over the page of the stay."""
    person = Crumb(named(request, called), reverse("shelters:stay", args=[found.fact_id]))
    return [*crumbs(), person, Crumb(title)]
