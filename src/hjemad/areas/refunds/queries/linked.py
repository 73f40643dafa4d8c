"""What changes about claims when records are joined or separated: never a closed line, and no amount here."""

from django.utils.translation import gettext, ngettext

from hjemad.areas.citizens.reads.links import Groups
from hjemad.areas.refunds.models import ClaimLine
from hjemad.foundation.access.actor import Actor


def changed_by_link(actor: Actor, before: Groups, after: Groups) -> list[str]:
    """Whether nights of these records stand in closed claims, and where a change comes; one query.

    The actor sees the records; what is claimed for others is neither asked nor told.
    """
    del actor
    records = {record for some in before.values() for record in some}
    closed = ClaimLine.objects.filter(record_id__in=records).values("claim_id").distinct().count()
    lines = []
    if closed:
        lines.append(
            ngettext(
                "%(n)s closed request holds nights of theirs. It stays; changes come in the next",
                "%(n)s closed requests hold nights of theirs. They stay; changes come in the next",
                closed,
            )
            % {"n": closed}
        )
    if len(after) < len(before):
        lines.append(gettext("From now on their nights are counted as one person's: a night only once"))
    else:
        lines.append(gettext("From now on their nights are counted as two people's"))
    return lines
