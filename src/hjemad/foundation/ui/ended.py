"""A role that ended while its page stood open: said plainly; its writer reads once more what was typed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from hjemad.foundation.access.middleware import SESSION_KEY
from hjemad.foundation.access.queries import ended_assignment
from hjemad.foundation.organisations.queries import name_on
from hjemad.foundation.ui import kept
from hjemad.foundation.ui.context import role_name

# What a browser sends that nobody typed.
_NOT_TYPED = frozenset({"submission", "expected", "next", "ask"})


@dataclass(frozen=True)
class Ended:
    """The role that ended, and the texts of the form that can no longer be sent."""

    role: str
    organisation: str
    last_day: date
    texts: tuple[str, ...]


def ended_role(request: HttpRequest, *, at: datetime) -> Ended | None:
    """The role this session worked in, or wrote in, where it has ended; None where it holds."""
    user_id = request.user.pk
    if user_id is None:
        return None
    written = kept.waiting_text(request)
    chosen = written.made_for.assignment_id if written else request.session.get(SESSION_KEY)
    found = (
        ended_assignment(user_id, assignment_id=chosen, on=timezone.localdate(at), at=at) if chosen else None
    )
    if found is None:
        return None
    return Ended(
        role=role_name(found.role),
        organisation=name_on(found.organisation_id, day=found.last_day),
        last_day=found.last_day,
        texts=_typed(written) if written else (),
    )


def _typed(written: kept.Kept) -> tuple[str, ...]:
    """The texts in the order of the form."""
    data = written.data()
    texts = [text for name in data if name not in _NOT_TYPED for text in data.getlist(name)]
    return tuple(text for text in texts if text.strip())
