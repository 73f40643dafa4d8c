"""`hjemad import stays|residents FILE`: a house's own list, by the same code as its screen."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hjemad.config.cli.acting import acting, noted
from hjemad.config.cli.main import language
from hjemad.kernel.errors import WrongUsage

if TYPE_CHECKING:
    from hjemad.areas.shelters.reads.incoming import Plan
    from hjemad.areas.shelters.writes.incoming import Elsewhere

REJECTED = 3
_SHOWN = 20
_DOES = {
    "new": ("new", "nye"), "changed": ("changed", "ændrede"), "same": ("the same", "de samme"),
    "conflict": ("in conflict", "i strid"), "refused": ("rejected rows", "afviste rækker"),
}  # fmt: skip


def import_list(options: argparse.Namespace, raw: bytes) -> int:
    """The list stands; or, with --dry-run, it is only told what would happen."""
    from django.db import transaction  # noqa: PLC0415 - needs Django started

    from hjemad.areas.shelters.reads.incoming import opened, plan_of  # noqa: PLC0415
    from hjemad.areas.shelters.reads.refused_rows import refused_file  # noqa: PLC0415
    from hjemad.areas.shelters.writes.incoming import choose_columns, keep_list, save  # noqa: PLC0415
    from hjemad.foundation.access.permissions import Permission  # noqa: PLC0415
    from hjemad.foundation.audit import clock  # noqa: PLC0415

    today, at = clock.today(), clock.now()
    may = Permission.IMPORT_STAYS_ELSEWHERE if options.shelter else Permission.IMPORT_STAYS
    actor = acting(options.user, purpose=options.purpose, permission=may, on=today)
    with transaction.atomic():
        file = keep_list(
            by=actor, name=Path(options.file).name, raw=raw, about=options.what, at=at,
            elsewhere=_elsewhere(options),
        )  # fmt: skip
        places = _places(opened(file).header, dict(file.places), options.column)
        choose_columns(by=actor, file=file, places=places)
        found = plan_of(file, today=today)
        print("\n".join(_told(found)))
        if options.refused and found.refused:
            Path(options.refused).write_bytes(refused_file(file, found.refused, language=language(), at=at))
        if not options.dry_run:
            department = _department(options.open_places, house=actor.organisation_id)
            save(by=actor, file=file, open_places=department is not None, department_id=department, at=at)
        file.delete()  # a command asks for its refused rows at once
        transaction.set_rollback(options.dry_run)
    noted(actor, kind="list", records=found.record_ids, command=f"import {options.what}", at=at)
    return REJECTED if found.refused else 0


def _places(header: tuple[str, ...], places: dict[str, int], given: list[str]) -> dict[str, int]:
    """The proposed columns, and those named on the command line instead."""
    from hjemad.integrations.stay_files.columns import FIELDS  # noqa: PLC0415 - only for this command

    for pair in given:
        field, _, heading = pair.partition("=")
        if field not in FIELDS or heading not in header:
            raise WrongUsage(
                en=f"Write --column FIELD=HEADING: a heading of the file, and one of {', '.join(FIELDS)}",
                da=f"Skriv --column FELT=OVERSKRIFT: en overskrift i filen og et af {', '.join(FIELDS)}",
            )
        places = {name: at for name, at in places.items() if at != header.index(heading)}
        places[field] = header.index(heading)
    return places


def _elsewhere(options: argparse.Namespace) -> "Elsewhere | None":
    from hjemad.areas.shelters.writes.incoming import Elsewhere  # noqa: PLC0415 - needs Django
    from hjemad.foundation.organisations.models import Kind, Organisation  # noqa: PLC0415

    if not options.shelter:
        return None
    found = Organisation.objects.filter(kind=Kind.SHELTER, code=options.shelter).first()
    if found is None:
        raise WrongUsage(
            en="There is no shelter with that code. The administrator makes it first",
            da="Der er ingen boform med den kode. Administratoren opretter den først",
        )
    return Elsewhere(found.pk, options.origin)


def _department(code: str | None, *, house: int) -> int | None:
    from hjemad.foundation.audit import clock  # noqa: PLC0415 - needs Django
    from hjemad.foundation.organisations.models import Kind  # noqa: PLC0415
    from hjemad.foundation.organisations.queries import children_on  # noqa: PLC0415

    if code is None:
        return None
    for one in children_on(house, day=clock.today(), kind=Kind.DEPARTMENT):
        if one.code == code:
            return one.id
    raise WrongUsage(
        en="The house has no department with that code. Check --open-places",
        da="Huset har ingen afdeling med den kode. Se efter i --open-places",
    )


def _told(found: "Plan") -> list[str]:
    """Counts, then the rows that cannot be used: numbers and rules, never anything of a person."""
    from hjemad.integrations.stay_files.words import said  # noqa: PLC0415 - with the rest

    shown: list[str] = []
    danish = language() == "da"
    lines = [f"{words[danish]}: {found.counts[does]}" for does, words in _DOES.items()]
    if not found.writes:
        lines.append("Intet at skrive: listen står her allerede" if danish else "Nothing to write")
    for one in [*found.refused, *found.to_look_at]:
        for remark in one.remarks:
            text = said(remark, language())
            shown.append(f"  {'række' if danish else 'row'} {one.number}: {text} [{remark.rule}]")
    more = len(shown) - _SHOWN
    return [*lines, *shown[:_SHOWN], *([f"  … +{more}"] if more > 0 else [])]
