"""Who acts for a person, disagreements about it and protection, as they stand on the person's life line."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from hjemad.areas.citizens.models import ActingDispute, LawArea, Protection, ResponsibleMunicipality
from hjemad.documents.life_line import Mark, Part, Phase
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language
from hjemad.kernel.municipalities import MunicipalityCode
from hjemad.kernel.periods import Period


def timeline(actor: Actor, *, record_ids: Collection[int], known_at: datetime | None = None) -> Part:
    """Three queries. `known_at`: what was written by then, of what the actor may see today."""
    records = list(record_ids)
    acting = list(
        _known(ResponsibleMunicipality.objects.visible_to(actor), known_at)
        .filter(record_id__in=records, law_area=LawArea.SERVICELOVEN)
        .select_related("acts")
        .order_by("valid_from", "pk")
    )
    disputes = list(
        _known(ActingDispute.objects.visible_to(actor), known_at)
        .filter(record_id__in=records)
        .select_related("result")
        .order_by("valid_from", "pk")
    )
    protections = list(
        _known(Protection.objects.visible_to(actor), known_at)
        .filter(record_id__in=records)
        .order_by("valid_from", "pk")
    )
    return Part(
        marks=(*_acting(acting), *_disputes(disputes)),
        phases=tuple(_protection(row) for row in protections),
    )


def _known(rows: Any, known_at: datetime | None) -> Any:
    return rows.current() if known_at is None else rows.as_of(known_at)


def _acting(rows: Sequence[ResponsibleMunicipality]) -> list[Mark]:
    """Each day on which somebody begins to act, and not when only the payer changes."""
    marks, before = [], None
    for row in rows:
        if row.acts_id != before:
            label = gettext("%(name)s acts") % {"name": _name(row.acts)}
            marks.append(Mark("decided", row.valid_from, label, note=row.basis_text))
        before = row.acts_id
    return marks


def _disputes(rows: Sequence[ActingDispute]) -> list[Mark]:
    marks = []
    for row in rows:
        if row.result and row.valid_to:
            label = gettext("Settled: %(name)s acts") % {"name": _name(row.result)}
            marks.append(Mark("decided", row.valid_to, label))
        else:
            marks.append(
                Mark(
                    "missing",
                    row.valid_from,
                    gettext("Disagreement about who acts"),
                    who=gettext("the two municipalities"),
                )
            )
    return marks


def _name(municipality: Organisation) -> str:
    return MunicipalityCode(municipality.code).name


def _protection(row: Protection) -> Phase:
    """It never ends by itself: the day it expires is a day to ask."""
    ask = row.remind_on or row.expires_on
    if row.valid_to is not None:
        return Phase("done", Period(row.valid_from, row.valid_to), gettext("Protection, ended"))
    if ask is None:
        return Phase("open", Period(row.valid_from, None), gettext("Protection, until somebody ends it"))
    words = {"day": formats.day(ask, language=reader_language())}
    label = gettext("Protection: ask again %(day)s, it never ends by itself") % words
    return Phase("open", Period(row.valid_from, None), label, who=gettext("whoever knows the person"))
