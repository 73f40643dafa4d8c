"""The sheet in the hand: where to sleep first, then why, your words, how long, and how to disagree.

No name stands on it. It is made once, in the person's language, and stored with what it tells of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext, ngettext, override

from hjemad.areas.decisions.rules import (
    ANKESTYRELSEN,
    HOUSE_RULES,
    NOT_ANKESTYRELSEN,
    NOT_TARGET_GROUP,
    SAFETY,
    appeal_deadline,
    day_in,
    forwarding,
)
from hjemad.documents.handout import Handout, HandoutPart
from hjemad.foundation.ui import formats
from hjemad.kernel.errors import Language

FULL, ELSEWHERE = "full", "elsewhere"


@dataclass(frozen=True)
class About:
    """All a sheet tells. `FULL` and `ELSEWHERE` are grounds on which nothing was decided: no reasons then."""

    house: str
    house_line: str
    ground: str
    is_resident: bool
    first: date
    last_day: date
    decided_at: datetime
    decider: str
    own_words: str
    not_heard_why: str
    reasons: str
    sleep_here: str
    practical: str
    route: str
    language: Language


@dataclass(frozen=True)
class Handed:
    """When, by whom and how a sheet reached the person."""

    at: datetime
    by: str
    read_aloud: bool


def sheet_of(about: About) -> dict[str, Any]:
    """The words of the sheet, as they are stored."""
    with override(about.language):
        box = about.sleep_here or gettext(
            "Ask us. We call until we have found a place, or tell you what we know."
        )
        return {
            "language": about.language,
            "from": about.house_line,
            "title": _title(about),
            "sub": _night(about),
            "box": {"heading": gettext("Here you can sleep tonight"), "paragraphs": box.splitlines()},
            "parts": [part for part in _parts(about) if part["paragraphs"] or part["facts"]],
        }


def handout_of(
    sheet: Mapping[str, Any], *, reference: str, reader: str, made_at: datetime, handed: Handed | None
) -> Handout:
    """The paper, made from what was stored: the same input, so the same bytes."""
    language: Language = sheet["language"]
    with override(language):
        return Handout(
            title=sheet["title"],
            language=language,
            reader=reader,
            purpose=gettext("Handed over"),
            reference=reference,
            made_at=made_at,
            sender=sheet["from"],
            sub=sheet["sub"],
            box=HandoutPart(sheet["box"]["heading"], tuple(sheet["box"]["paragraphs"])),
            parts=tuple(
                HandoutPart(
                    part["heading"],
                    tuple(part["paragraphs"]),
                    tuple((term, value) for term, value in part["facts"]),
                )
                for part in sheet["parts"]
            ),
            signs=_signs(handed, language=language),
            foot=gettext(
                "Ref. %(reference)s. Your name does not stand here. If you lose the sheet, nobody can use it."
            )
            % {"reference": reference},
        )


def _signs(handed: Handed | None, *, language: Language) -> tuple[tuple[str, str], ...]:
    aloud = ""
    if handed is not None:
        aloud = gettext("Yes") if handed.read_aloud else gettext("No")
    return (
        (gettext("Handed over"), formats.moment(handed.at, language=language) if handed else ""),
        (gettext("By"), handed.by if handed else ""),
        (gettext("Read aloud"), aloud),
    )


def _title(about: About) -> str:
    if about.ground == ELSEWHERE:
        return gettext("A place to sleep tonight")
    if about.is_resident:
        return gettext("You cannot live with us for now")
    return gettext("You could not get a place with us tonight")


def _night(about: About) -> str:
    morning = about.first + timedelta(days=1)
    if about.is_resident:
        return gettext("From %(day)s") % {"day": _day(about.first, about.language)}
    return gettext("The night to %(day)s") % {"day": _day(morning, about.language)}


def _parts(about: About) -> list[dict[str, Any]]:
    if about.ground in {FULL, ELSEWHERE}:
        full = gettext("The house is full. It is not a decision about you.")
        found = gettext("You sleep in another place tonight. It is not a decision about you.")
        return [
            _part(
                gettext("Why"),
                [
                    full if about.ground == FULL else found,
                    gettext("Knock again tomorrow, like everybody else."),
                ],
            ),
            _part(gettext("More"), about.practical.splitlines()),
        ]
    return [
        _part(gettext("Why"), [*about.reasons.splitlines(), _ground(about)]),
        _part(gettext("What you said"), _said(about)),
        _part(gettext("How long"), [_how_long(about), *about.practical.splitlines()]),
        _part(gettext("Do you disagree?"), _disagree(about), _facts(about)),
    ]


def _part(heading: str, paragraphs: list[str], facts: list[tuple[str, str]] | None = None) -> dict[str, Any]:
    return {
        "heading": heading,
        "paragraphs": [line for line in paragraphs if line.strip()],
        "facts": [list(one) for one in facts or []],
    }


def ground_word(ground: str) -> str:
    """A ground in one or two words, in the language in force."""
    return {
        NOT_TARGET_GROUP: gettext("the help here is not for what you need"),
        SAFETY: gettext("safety"),
        HOUSE_RULES: gettext("the house's rules"),
    }.get(ground, gettext("another reason, as written above"))


def _ground(about: About) -> str:
    return gettext(
        "The leader decides who can live here (serviceloven § 110, stk. 4). The ground is: %(ground)s. "
        "Decided by: %(decider)s."
    ) % {"ground": ground_word(about.ground), "decider": about.decider}


def _said(about: About) -> list[str]:
    if about.own_words:
        return [gettext("“%(words)s”") % {"words": about.own_words}]
    return [gettext("Nobody asked you: %(why)s") % {"why": about.not_heard_why}]


def _how_long(about: About) -> str:
    if about.last_day == about.first:
        return gettext("Tonight only. Tomorrow you can knock again, like everybody else.")
    return gettext(
        "Until and with %(day)s. It ends by itself. After that you can knock again, like everybody else."
    ) % {"day": _day(about.last_day, about.language)}


def _disagree(about: About) -> list[str]:
    if about.route == ANKESTYRELSEN:
        return [
            gettext(
                "You can appeal. Tell us, call or write. You need not write why. We are glad to "
                "help, and you "
                "may bring somebody."
            )
        ]
    look_again = gettext(
        "Tell us, call or write. The leader looks at it again. If you want Ankestyrelsen to look at "
        "it all the "
        "same, we pass it on."
    )
    if about.route == NOT_ANKESTYRELSEN:
        return [
            gettext("As we read the law, an expulsion (bortvisning) cannot be appealed to Ankestyrelsen."),
            look_again,
        ]
    return [
        gettext(
            "It is not settled whether this can be appealed to Ankestyrelsen. The Ombudsman held on "
            "18 September "
            "2023 that an expulsion for breaking house rules can."
        ),
        look_again,
    ]


def _facts(about: About) -> list[tuple[str, str]]:
    today = about.decided_at.date()
    last = day_in(appeal_deadline(today, read_aloud=False), "appeal_by")
    forward = day_in(forwarding(today), "forward_by")
    facts: list[tuple[str, str]] = []
    if about.route != NOT_ANKESTYRELSEN and last is not None:
        weeks = (last - today).days // 7
        facts.append((gettext("When"), _when(last, weeks=weeks, language=about.language)))
    if about.route == ANKESTYRELSEN and forward is not None:
        weeks = (forward - today).days // 7
        to_whom = ngettext(
            "To %(house)s. We look at it again. If we still say no, we pass it on to Ankestyrelsen within "
            "%(weeks)d week",
            "To %(house)s. We look at it again. If we still say no, we pass it on to Ankestyrelsen within "
            "%(weeks)d weeks",
            weeks,
        )
        facts.append((gettext("To whom"), to_whom % {"house": about.house, "weeks": weeks}))
    facts.append(
        (gettext("How sure"), gettext("Inferred. The act itself was not read; no lawyer has looked."))
    )
    return facts


def _when(last: date, *, weeks: int, language: Language) -> str:
    return ngettext(
        "At the latest %(day)s, if you get the sheet today. Else %(weeks)d week from the day you get it",
        "At the latest %(day)s, if you get the sheet today. Else %(weeks)d weeks from the day you get it",
        weeks,
    ) % {"day": _day(last, language), "weeks": weeks}


def _day(value: date, language: Language) -> str:
    return f"{formats.WEEKDAYS[language][value.weekday()]} {formats.day(value, language=language)}"
