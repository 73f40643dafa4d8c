"""Where the house itself uses a rule: a page or a duty, and the module that asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hjemad.law.finding import Text


@dataclass(frozen=True, slots=True)
class Use:
    """What is made with the rule, and in which module; a test looks into the module for the rule."""

    what: Text
    module: str


_CLAIM = Use(
    Text(
        da="Anmodninger: hvilke nætter staten refunderer, og hvor meget",
        en="Claims: which nights the State refunds, and how much",
    ),
    "hjemad.law.claim.rules",
)
_WHO_ACTS = Text(
    da="Borgerens side: hvem handler, og hvem betaler", en="The page of a citizen: who acts and who pays"
)
_DISPUTE = Text(da="Uenighed mellem to kommuner", en="A disagreement between two municipalities")
_GUIDANCE = Text(
    da="Afgørelser: klagevejledningen på arket og i brevet",
    en="Decisions: guidance on appeal on the sheet and in the letter",
)
_APPEAL = Text(da="Afgørelser: sidste dag at klage", en="Decisions: the last day to appeal")
_FORWARD = Text(
    da="Afgørelser: sidste dag at sende en klage videre", en="Decisions: the last day to pass an appeal on"
)
_NOTICE = Text(
    da="Orienteringer: hvornår handlekommunen senest skal have besked",
    en="Notices: by when the acting municipality must be told",
)
_PLAN = Text(da="I dag: hvem der skal laves en plan for", en="Today: for whom a plan must be made")
_DECISIONS, _SHELTERS = "hjemad.areas.decisions.rules", "hjemad.areas.shelters.rules"

USES: Mapping[str, tuple[Use, ...]] = MappingProxyType(
    {
        "shelter-refund-nights": (_CLAIM,),
        "shelter-refund-amount": (_CLAIM,),
        "acting-municipality": (Use(_WHO_ACTS, "hjemad.areas.citizens.rules"),),
        "acting-municipality-disputed": (Use(_DISPUTE, "hjemad.areas.citizens.reads.disputes"),),
        "appealable": (Use(_GUIDANCE, _DECISIONS),),
        "appeal-deadline": (Use(_APPEAL, _DECISIONS),),
        "appeal-forwarding": (Use(_FORWARD, _DECISIONS),),
        "notice-deadline": (Use(_NOTICE, _SHELTERS),),
        "plan-duty": (Use(_PLAN, _SHELTERS),),
    }
)
