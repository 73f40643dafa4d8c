"""What waits about requests and statements, for economist and auditor: from what was done, no law is run.

What a new request would ask for stands on its own page; here it is only said that one can be drawn up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from hjemad.areas.refunds.models import (
    AuditRemark,
    Claim,
    OpeningBalance,
    RemarkAnswer,
    RequestStep,
    StatementKind,
    StepKind,
    YearStatement,
)
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.tasks import Task
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.parameters_reader import load_law
from hjemad.law.serviceloven.refund_calendar import statement_due

_SLUGS = {"provisional": "foreloebig", "final": "endelig"}


@dataclass(frozen=True)
class Latest:
    """The latest closed request: its quarter in words, and what it asks for."""

    quarter: str
    total: Money


def tasks(actor: Actor) -> list[Task]:
    """What the economist can do now; seven queries."""
    actor.require(Permission.CLOSE_CLAIMS)
    claims = _claims(actor)
    return [
        *_next_request(actor, claims),
        *_not_sent(claims),
        *_stopped(claims),
        *_remarks(actor),
        *_opening(actor, claims),
        *_statements(actor, claims),
    ]


def to_endorse(actor: Actor) -> list[Task]:
    """Final statements that were sent and have no endorsement; one query."""
    actor.require(Permission.ENDORSE_CLAIMS)
    rows = YearStatement.objects.filter(municipality_id=actor.organisation_id, kind=StatementKind.FINAL)
    waiting = rows.filter(_has(StepKind.SENT), ~_has(StepKind.ENDORSED)).order_by("year")
    return [
        Task(
            what=gettext("Endorse the final statement %(year)s") % {"year": one.year},
            why=gettext("it was sent, and no auditor has endorsed it"),
            reasons=(gettext("Read the statement, its evidence and your remarks before you endorse it."),),
            verb=gettext("Read it"),
            address=reverse("refunds:statement", args=[one.year, _SLUGS["final"]]),
            since=timezone.localtime(one.drawn_up_at).date(),
        )
        for one in waiting
    ]


def open_remarks(actor: Actor) -> list[Task]:
    """Remarks nobody has answered, as whoever must answer or has asked sees them; one query."""
    actor.require(Permission.SEE_CLAIMS)
    return _remarks(actor)


def latest(actor: Actor) -> Latest | None:
    """The latest closed request; one query."""
    actor.require(Permission.SEE_CLAIMS)
    found = Claim.objects.filter(municipality_id=actor.organisation_id).order_by("-number").first()
    return (
        None if found is None else Latest(_words(Quarter.parse(found.quarter)), Money(found.total_half_ore))
    )


def _claims(actor: Actor) -> list[Claim]:
    sent = RequestStep.objects.filter(claim_id=OuterRef("pk"), kind=StepKind.SENT)
    rows = Claim.objects.filter(municipality_id=actor.organisation_id).order_by("number")
    return list(rows.annotate(is_sent=Exists(sent)))


def _next_request(actor: Actor, claims: list[Claim]) -> Iterator[Task]:
    quarter = Quarter.parse(claims[-1].quarter).next() if claims else Quarter.of(actor.on).previous()
    steps = RequestStep.objects.filter(
        municipality_id=actor.organisation_id, quarter=str(quarter), kind=StepKind.DRAWN_UP
    )
    drawn = steps.select_related("by").order_by("-pk").first()
    if drawn is not None:
        own = drawn.by_id == actor.user_id
        yield Task(
            what=gettext("Check the request of %(quarter)s") % {"quarter": _words(quarter)},
            why=gettext("you drew it up, another person checks it")
            if own
            else gettext("a colleague drew it up"),
            reasons=(gettext("A request takes two persons. What is closed never changes again."),),
            verb=gettext("See it") if own else gettext("Check"),
            address=reverse("refunds:draft" if own else "refunds:check", args=[str(quarter)]),
            since=timezone.localtime(drawn.at).date(),
            place=drawn.by.full_name,
        )
    elif quarter.end <= actor.on:
        yield Task(
            what=gettext("The request of %(quarter)s can be drawn up") % {"quarter": _words(quarter)},
            why=gettext("the quarter is over"),
            reasons=(gettext("The draft says what it asks for, line by line, and which lines wait."),),
            verb=gettext("See the draft"),
            address=reverse("refunds:draft", args=[str(quarter)]),
            since=quarter.end,
        )


def _not_sent(claims: list[Claim]) -> Iterator[Task]:
    for claim in claims:
        if not claim.is_sent and claim.drawn_up_by_id is not None:  # type: ignore[attr-defined] # by _claims
            yield Task(
                what=gettext("Send the request of %(quarter)s")
                % {"quarter": _words(Quarter.parse(claim.quarter))},
                why=gettext("it is checked and closed, and nobody has noted that it was sent"),
                reasons=(gettext("Send it, and note here how and when. The proof stands with the request."),),
                verb=gettext("Note that it is sent"),
                address=reverse("refunds:send", args=[claim.number]),
                since=timezone.localtime(claim.closed_at).date(),
            )


def _stopped(claims: list[Claim]) -> Iterator[Task]:
    waiting = claims[-1].lines.filter(kind="stopped").count() if claims else 0
    if waiting:
        quarter = Quarter.parse(claims[-1].quarter).next()
        yield Task(
            what=ngettext(
                "%(n)s line waited in the latest request", "%(n)s lines waited in the latest request", waiting
            )
            % {"n": waiting},
            why=gettext("a fact was missing, or a rule waits for acceptance"),
            reasons=(
                gettext(
                    "A line that waits asks for nothing. It comes in the next request when the fact is there."
                ),
            ),
            verb=gettext("See what is missing"),
            address=reverse("refunds:draft", args=[str(quarter)]),
        )


def _remarks(actor: Actor) -> list[Task]:
    answered = RemarkAnswer.objects.filter(remark_id=OuterRef("pk"))
    rows = AuditRemark.objects.filter(~Exists(answered), claim__municipality_id=actor.organisation_id)
    return [
        Task(
            what=gettext("The auditor's remark on request %(number)s is not answered")
            % {"number": one.claim.number},
            why=gettext("nobody has answered it"),
            reasons=(gettext("An answer says why, or names the difference that corrects it."),),
            verb=gettext("See the remark"),
            address=reverse("refunds:remark", args=[one.pk]),
            since=timezone.localtime(one.at).date(),
        )
        for one in rows.select_related("claim").defer("claim__seen").order_by("pk")
    ]


def _opening(actor: Actor, claims: list[Claim]) -> Iterator[Task]:
    if claims or OpeningBalance.objects.current().filter(municipality_id=actor.organisation_id).exists():
        return
    yield Task(
        what=gettext("Write what was requested before Hjemad"),
        why=gettext("nothing before the first quarter is claimed without it"),
        reasons=(gettext("Nights used before Hjemad count in the running year of each person."),),
        verb=gettext("Write it"),
        address=reverse("refunds:openings"),
    )


def _statements(actor: Actor, claims: list[Claim]) -> Iterator[Task]:
    """Of the year before, where anything was requested for it."""
    year = actor.on.year - 1
    if not any(claim.quarter.startswith(str(year)) for claim in claims):
        return
    rows = YearStatement.objects.filter(_has(StepKind.SENT), municipality_id=actor.organisation_id, year=year)
    sent = set(rows.values_list("kind", flat=True))
    for kind in (StatementKind.PROVISIONAL, StatementKind.FINAL):
        if kind not in sent:
            yield Task(
                what=gettext("Provisional statement %(year)s") % {"year": year}
                if kind == StatementKind.PROVISIONAL
                else gettext("Final statement %(year)s") % {"year": year},
                why=gettext("a statement is due every year"),
                reasons=(gettext("The day stands in the law page, read on older wording."),),
                verb=gettext("See the statement"),
                address=reverse("refunds:statement", args=[year, _SLUGS[kind.value]]),
                due=_due(kind, year),
                day_of="law",
            )


def _due(kind: StatementKind, year: int) -> date:
    provisional = kind == StatementKind.PROVISIONAL
    return statement_due("provisional" if provisional else "final", year=year, law=load_law())


def _has(kind: StepKind) -> Exists:
    return Exists(RequestStep.objects.filter(statement_id=OuterRef("pk"), kind=kind))


def _words(quarter: Quarter) -> str:
    return formats.span(quarter.period, language=reader_language())
