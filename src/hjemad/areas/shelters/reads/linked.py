"""What changes about stays when records are joined or separated, in lines for who is about to do it."""

from itertools import combinations

from django.utils.translation import gettext, ngettext

from hjemad.areas.citizens.reads.links import Groups
from hjemad.areas.shelters.models import Stay
from hjemad.foundation.access.actor import Actor
from hjemad.kernel.intervals import intersection, spans_of, total
from hjemad.kernel.periods import Period


def changed_by_link(actor: Actor, before: Groups, after: Groups) -> list[str]:
    """Lines about stays the actor may see: how many would stand together, and how many nights overlap."""
    records = {record for some in before.values() for record in some}
    rows = Stay.objects.visible_to(actor).current().filter(record_id__in=records)
    stays = [(record, Period(first, last)) for record, first, last in
             rows.values_list("record_id", "valid_from", "valid_to")]  # fmt: skip
    if not stays:
        return []
    lines = [
        ngettext(
            "%(n)s stay keeps its nights, its place and its last day for notice",
            "%(n)s stays keep their nights, their places and their last days for notice",
            len(stays),
        )
        % {"n": len(stays)}
    ]
    was, becomes = (_overlapping(actor, groups, stays) for groups in (before, after))
    if becomes > was:
        lines.append(
            ngettext(
                "%(n)s night lies in two houses and must be checked",
                "%(n)s nights lie in two houses and must be checked",
                becomes - was,
            )
            % {"n": becomes - was}
        )
    if was > becomes:
        lines.append(gettext("Nights that lay in two houses are no longer in dispute"))
    return lines


def _overlapping(actor: Actor, groups: Groups, stays: list[tuple[int, Period]]) -> int:
    """Nights of one citizen in two stays, as far as the actor sees them; open stays count until today."""
    return sum(
        total(intersection(spans_of([one], actor.on), spans_of([other], actor.on)))
        for records in groups.values()
        for (_, one), (_, other) in combinations([stay for stay in stays if stay[0] in records], 2)
    )
