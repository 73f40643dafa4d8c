"""How a stay ended, as columns of its next version: as said, as corrected, or that it lasts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from hjemad.areas.shelters.models import Agreed, DischargeMode, LateWhy, Stay

# How a stay ended, in the words of every page.
MODES = {
    DischargeMode.MOVED_HOME: gettext_lazy("Moved to a home of their own"),
    DischargeMode.MOVED_ELSEWHERE: gettext_lazy("Moved elsewhere"),
    DischargeMode.OTHER_SHELTER: gettext_lazy("To another shelter"),
    DischargeMode.INSTITUTION: gettext_lazy("To hospital, treatment or prison"),
    DischargeMode.LEFT: gettext_lazy("Left without saying where to"),
    DischargeMode.EXPELLED: gettext_lazy("Expelled (bortvisning)"),
    DischargeMode.DIED: gettext_lazy("Died"),
    DischargeMode.UNKNOWN: gettext_lazy("Not known"),
}

NOT_ENDED = {
    "discharged_at": None,
    "discharge_mode": "",
    "left_to": "",
    "discharged_to": "",
    "agreed": "",
    "discharge_late_why": "",
}


@dataclass(frozen=True)
class Leaving:
    """What is known of how somebody left. Empty is not said; unknown is an answer of its own.

    `left_to` is where to in words, `discharged_to` as a code of the official figures, `agreed` yes, no or
    unknown; `left_at` the hour where it is known, `late_why` why it is written later.
    """

    left_to: str = ""
    discharged_to: str = ""
    agreed: str = ""
    left_at: datetime | None = None
    late_why: str = ""


def ended(leaving: Leaving, *, mode: str, at: datetime) -> dict[str, Any]:
    """The stay ended like that."""
    return {
        "discharged_at": leaving.left_at or at,
        "discharge_mode": DischargeMode(mode).value,
        "left_to": leaving.left_to.strip(),
        "discharged_to": leaving.discharged_to,
        "agreed": Agreed(leaving.agreed).value if leaving.agreed else "",
        "discharge_late_why": LateWhy(leaving.late_why).value if leaving.late_why else "",
    }


def ended_after_all(stay: Stay, *, mode: str | None, at: datetime) -> dict[str, Any]:
    """A correction says that it ended; what was said of it stands, and what nobody said is unknown."""
    code = mode or stay.discharge_mode or DischargeMode.UNKNOWN
    return {"discharged_at": stay.discharged_at or at, "discharge_mode": DischargeMode(code).value}
