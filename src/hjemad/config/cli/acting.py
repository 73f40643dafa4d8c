"""Who acts in a command on the database: `--as USER --purpose TEXT`, judged and logged like on the web.

Start at `acting`; `noted` writes the read log where a page would have.
"""

import argparse
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from hjemad.kernel.errors import WrongUsage

if TYPE_CHECKING:
    from hjemad.foundation.access.actor import Actor
    from hjemad.foundation.access.permissions import Permission

_BETWEEN = "/"


def add_acting(parser: argparse.ArgumentParser) -> None:
    """The two options every such command has."""
    parser.add_argument(
        "--as", dest="user", required=True, metavar="USER",
        help="user name; USER/CODE where the user may do this for several organisations",
    )  # fmt: skip
    parser.add_argument("--purpose", required=True, metavar="TEXT", help="why; it stands in the log")


def acting(user: str, *, purpose: str, permission: "Permission", on: date) -> "Actor":
    """The user under the one assignment that may do this today. Raises `WrongUsage` for none or several."""
    from hjemad.foundation.access.queries import actor_for, assignments_of  # noqa: PLC0415 - needs Django
    from hjemad.foundation.access.roles import role_named  # noqa: PLC0415

    name, _, code = user.partition(_BETWEEN)
    if not purpose.strip():
        raise WrongUsage(en="Say why with --purpose; it stands in the log", da="Skriv hvorfor med --purpose")
    fitting = [
        one
        for one in assignments_of(_user_id(name), on=on)
        if permission in role_named(one.role).permissions and code in {"", one.organisation.code}
    ]
    if len(fitting) > 1:
        raise WrongUsage(
            en="The user may do this for several organisations. Write --as USER/CODE",
            da="Brugeren kan gøre dette for flere organisationer. Skriv --as BRUGER/KODE",
        )
    found = None
    if fitting:
        found = actor_for(fitting[0].user_id, assignment_id=fitting[0].pk, on=on, purpose=purpose.strip())
    if found is None:
        raise WrongUsage(
            en="There is no such active user who may do this today. Check the name and the roles",
            da="Der er ingen aktiv bruger med det navn, som kan gøre dette i dag. Se efter navn og roller",
        )
    return found


def _user_id(name: str) -> int:
    from hjemad.foundation.access.models import User  # noqa: PLC0415 - needs Django

    return User.objects.filter(username=name, is_active=True).values_list("pk", flat=True).first() or 0


def noted(actor: "Actor", *, kind: str, records: Iterable[int], command: str, at: datetime) -> None:
    """The command read these records: it stands in the read log, with the actor's purpose."""
    from hjemad.foundation.audit.actions import log_reads  # noqa: PLC0415 - needs Django
    from hjemad.foundation.audit.reads import Reads  # noqa: PLC0415

    reads = Reads()
    reads.add(kind, records)
    log_reads(reads, by=actor, at=at, path_name=f"command:{command}")
