"""A list of stays in a shelter nobody has named before: the shelter stands, and its list is kept."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hjemad.areas.shelters.models import StayFile
from hjemad.areas.shelters.writes.incoming import Elsewhere, keep_list
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.organisations.actions import create_organisation
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.kernel.errors import InputRejected


class CodeTaken(InputRejected):
    """A shelter with that code is here already."""

    code = "shelter_code_taken"


def keep_list_of_new(
    *, by: Actor, code: str, name: str, file_name: str, raw: bytes, origin: str, at: datetime
) -> StayFile:
    """A shelter nobody has named before stands with its code and name, and its list is kept; both or none.

    Raises `CodeTaken`, and `FileRefused` for what is no table.
    """
    by.require(Permission.IMPORT_STAYS_ELSEWHERE)
    with transaction.atomic():
        if Organisation.objects.filter(kind=Kind.SHELTER, code=code).exists():
            raise CodeTaken(
                en="There is already a shelter with that code. Choose it above, or check the code",
                da="Der er allerede en boform med den kode. Vælg den ovenfor, eller se koden efter",
            )
        day = timezone.localdate(at)
        made = create_organisation(Kind.SHELTER, code=code, name=name, valid_from=day, at=at, by=by)
        return keep_list(
            by=by, name=file_name, raw=raw, about="stays", at=at, elsewhere=Elsewhere(made.pk, origin)
        )
