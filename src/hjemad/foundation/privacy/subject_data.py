"""What of each kind of row is told to the person it is about, who answers for it, and what is not told.

Every model that hangs on a person stands here (a guard fails for one that does not): a copy of all that is
held is made from this registry and the field classes, so that a new table cannot be forgotten.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from hjemad.foundation.privacy.declarations import FieldClass

# Told as facts; free text and what was written down is told after a person has looked for others' names.
FACTS = frozenset(
    {
        FieldClass.IDENTITY,
        FieldClass.CONTACT,
        FieldClass.WHEREABOUTS,
        FieldClass.HEALTH,
        FieldClass.MONEY,
        FieldClass.ORDINARY,
    }
)
TEXTS = frozenset({FieldClass.FREE_TEXT, FieldClass.PROTECTION})


@dataclass(frozen=True)
class Told:
    """How rows of a model are told. `controller` leads to the organisation that answers for a row.

    `leave_out` are fields that say nothing to the person: keys for searching, copies of other rows.
    `written` are fields told as texts though their class is another, because somebody composed them.
    """

    title: Any
    controller: str = "record__organisation_id"
    leave_out: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()


_KEYS = frozenset({"search_key", "sort_key", "name_known", "record_key", "other_key"})

TOLD: dict[str, Told] = {
    "citizens.Identity": Told(gettext_lazy("Who you are"), leave_out=_KEYS),
    "citizens.Address": Told(gettext_lazy("Where you live or get letters")),
    "citizens.RegisterNote": Told(gettext_lazy("What the CPR register said")),
    "citizens.ResponsibleMunicipality": Told(
        gettext_lazy("Which municipality acts and pays"), controller="recorded_under__organisation_id"
    ),
    "citizens.RecordLink": Told(
        gettext_lazy("That records are about the same person"),
        controller="recorded_under__organisation_id",
        leave_out=frozenset({"citizen"}),
    ),
    "citizens.NotSamePerson": Told(
        gettext_lazy("Somebody you are not"),
        controller="recorded_under__organisation_id",
        leave_out=_KEYS,
    ),
    "citizens.ActingDispute": Told(
        gettext_lazy("Doubt about which municipality acts"), controller="recorded_under__organisation_id"
    ),
    "citizens.Protection": Told(gettext_lazy("Protection of your name and address")),
    "citizens.RelationBlock": Told(gettext_lazy("Who must not see you")),
    "citizens.Clock": Told(gettext_lazy("Days by which something must happen"), controller="organisation_id"),
    "decisions.DecisionRecord": Told(
        gettext_lazy("Decisions about you"),
        controller="organisation_id",
        leave_out=frozenset({"sheet", "guidance", "guidance_certainty", "language"}),
    ),
    "decisions.Appeal": Told(gettext_lazy("When you disagreed"), controller="organisation_id"),
    "shelters.Refusal": Told(
        gettext_lazy("Nights you could not get a place"),
        controller="shelter_id",
        leave_out=frozenset({"sheet"}),
    ),
    "shelters.Stay": Told(gettext_lazy("Your nights"), controller="shelter_id"),
    "shelters.StayAnswer": Told(gettext_lazy("What you answered when you came"), controller="shelter_id"),
    "shelters.ContactPerson": Told(gettext_lazy("Whom we may call"), controller="shelter_id"),
    "shelters.MoveWish": Told(gettext_lazy("What is said about your moving on"), controller="shelter_id"),
    "shelters.MissingForMove": Told(
        gettext_lazy("What is missing before you move on"), controller="shelter_id"
    ),
    "shelters.Notice": Told(
        gettext_lazy("What the municipality was told"),
        controller="shelter_id",
        written=frozenset({"content"}),
    ),
    "shelters.Leave": Told(gettext_lazy("Nights you were away"), controller="shelter_id"),
    "shelters.Presence": Told(gettext_lazy("When you were seen in the house"), controller="shelter_id"),
    "shelters.DisputeDecision": Told(
        gettext_lazy("Nights that were checked"), controller="recorded_under__organisation_id"
    ),
    "shelters.DisputeWorker": Told(
        gettext_lazy("Who was asked to check your nights"), controller="municipality_id"
    ),
    "shelters.PersonLine": Told(
        gettext_lazy("What the house wrote about you"),
        controller="shelter_id",
        leave_out=frozenset({"line_fact"}),
    ),
    "shelters.Appointment": Told(gettext_lazy("What you agreed to"), controller="shelter_id"),
    "shelters.Apart": Told(
        gettext_lazy("That you and somebody else do not have places beside each other"),
        controller="shelter_id",
        leave_out=frozenset({"pair"}),
    ),
    "billing.ResidentPayment": Told(
        gettext_lazy("What you were to pay"), controller="recorded_under__organisation_id"
    ),
    "billing.Absence": Told(gettext_lazy("Days you were away"), controller="recorded_under__organisation_id"),
    "billing.BillLine": Told(gettext_lazy("Lines of bills for your nights"), controller="bill__shelter_id"),
    "billing.InvoiceLine": Told(
        gettext_lazy("Lines of invoices for your nights"),
        controller="invoice__municipality_id",
        written=frozenset({"person_text"}),
    ),
    "refunds.ClaimLine": Told(
        gettext_lazy("Lines of requests for refund"),
        controller="claim__municipality_id",
        leave_out=frozenset({"basis"}),
    ),
    "refunds.OpeningBalance": Told(
        gettext_lazy("What was refunded before Hjemad"), controller="municipality_id"
    ),
    "rights.Disagreement": Told(gettext_lazy("Your own words")),
    "rights.EmergencyAccess": Told(
        gettext_lazy("What was opened in an emergency"), controller="organisation_id"
    ),
    "rights.ReadingQuestion": Told(
        gettext_lazy("Questions about look-ups"), controller="recorded_under__organisation_id"
    ),
    "rights.AccessRequest": Told(
        gettext_lazy("Your requests for a copy"),
        controller="organisation_id",
        leave_out=frozenset({"state", "review", "content_digest"}),
    ),
    "rights.LegalHold": Told(gettext_lazy("What is not deleted, and why")),
}

# Not told as rows of their own.
NOT_TOLD: dict[str, str] = {
    "citizens.PersonRecord": "the folder the rows lie in; it says nothing itself",
    "audit.ReadOf": "told as the log of who has looked",
    "audit.DisclosureOf": "told as the log of what was given to others",
    "rights.Release": "a step of a deletion; says nothing about the person",
    "shelters.ImportedRow": "hashes that make a list read twice change nothing; the stay is told",
}
