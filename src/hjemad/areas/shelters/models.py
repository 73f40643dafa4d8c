"""Places and stays; what hangs on them (presence, leave, notices, disputed nights) stands in `tables`."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hjemad.areas.shelters.tables.agreements import Apart as Apart
from hjemad.areas.shelters.tables.agreements import Appointment as Appointment
from hjemad.areas.shelters.tables.answers import AnswerState as AnswerState
from hjemad.areas.shelters.tables.answers import ContactPerson as ContactPerson
from hjemad.areas.shelters.tables.answers import Question as Question
from hjemad.areas.shelters.tables.answers import StayAnswer as StayAnswer
from hjemad.areas.shelters.tables.answers import asked_bits as asked_bits
from hjemad.areas.shelters.tables.answers import asked_in as asked_in
from hjemad.areas.shelters.tables.dispute_workers import DisputeWorker as DisputeWorker
from hjemad.areas.shelters.tables.disputes import DisputeDecision as DisputeDecision
from hjemad.areas.shelters.tables.house_log import About as About
from hjemad.areas.shelters.tables.house_log import IncidentKind as IncidentKind
from hjemad.areas.shelters.tables.house_log import LineKind as LineKind
from hjemad.areas.shelters.tables.house_log import LogLine as LogLine
from hjemad.areas.shelters.tables.house_log import PersonLine as PersonLine
from hjemad.areas.shelters.tables.house_log import WhoFollows as WhoFollows
from hjemad.areas.shelters.tables.imports import ImportedRow as ImportedRow
from hjemad.areas.shelters.tables.imports import StayFile as StayFile
from hjemad.areas.shelters.tables.leaves import Kept as Kept
from hjemad.areas.shelters.tables.leaves import Leave as Leave
from hjemad.areas.shelters.tables.leaves import LeaveGround as LeaveGround
from hjemad.areas.shelters.tables.notices import Notice as Notice
from hjemad.areas.shelters.tables.notices import NoticeKind as NoticeKind
from hjemad.areas.shelters.tables.notices import NoticeState as NoticeState
from hjemad.areas.shelters.tables.notices import NoticeWay as NoticeWay
from hjemad.areas.shelters.tables.places import ClosedGround as ClosedGround
from hjemad.areas.shelters.tables.places import PlaceClosed as PlaceClosed
from hjemad.areas.shelters.tables.places import Trait as Trait
from hjemad.areas.shelters.tables.presences import Expected as Expected
from hjemad.areas.shelters.tables.presences import Outcome as Outcome
from hjemad.areas.shelters.tables.presences import Presence as Presence
from hjemad.areas.shelters.tables.refusals import Refusal as Refusal
from hjemad.areas.shelters.tables.refusals import RefusalWhy as RefusalWhy
from hjemad.areas.shelters.tables.sharing import HouseContact as HouseContact
from hjemad.areas.shelters.tables.sharing import NearbyPlace as NearbyPlace
from hjemad.areas.shelters.tables.sharing import PlaceSharing as PlaceSharing
from hjemad.areas.shelters.tables.shifts import MessageRead as MessageRead
from hjemad.areas.shelters.tables.shifts import Shift as Shift
from hjemad.areas.shelters.tables.shifts import ShiftWorker as ShiftWorker
from hjemad.areas.shelters.tables.wishes import MissingForMove as MissingForMove
from hjemad.areas.shelters.tables.wishes import MissingKind as MissingKind
from hjemad.areas.shelters.tables.wishes import MoveAnswer as MoveAnswer
from hjemad.areas.shelters.tables.wishes import MoveWish as MoveWish
from hjemad.areas.shelters.tables.wishes import SaidBy as SaidBy
from hjemad.areas.shelters.tables.wishes import WhoCan as WhoCan
from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class Place(models.Model):
    """A bed or room one can be given in `[valid_from, valid_to)`.

    `traits` are codes (`Trait`) or words about the place only, with commas between.
    """

    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=40)
    traits = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="shelters_place_in_order",
            ),
            models.UniqueConstraint(
                fields=["department", "label"],
                condition=Q(valid_to__isnull=True),
                name="shelters_place_label_once",
            ),
        ]


class DischargeMode(models.TextChoices):
    """How a stay ended. `MOVED_BED` ends a part of a stay: the person sleeps on in another place here."""

    MOVED_HOME = "moved_home"
    MOVED_ELSEWHERE = "moved_elsewhere"
    OTHER_SHELTER = "other_shelter"
    INSTITUTION = "institution"
    LEFT = "left"
    EXPELLED = "expelled"
    DIED = "died"
    UNKNOWN = "unknown"
    MOVED_BED = "moved_bed"


class LateWhy(models.TextChoices):
    """Why something is written later than it happened."""

    NO_NETWORK = "no_network"
    PAPER = "paper"
    FORGOTTEN = "forgotten"


class Agreed(models.TextChoices):
    """Whether the person and the house agreed on the end of the stay."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Stay(FactVersion):
    """A person sleeps in a shelter in the nights of `[valid_from, valid_to)`; `valid_to` None is still there.

    `decided_at` is the moment of the decision to let the person in, from which notice is reckoned;
    `place` None where the bed is not known (imports). `left_to` is where the person went, in words, and
    `discharged_to` as a code of the official figures; `agreed` whether both wanted it. Empty where nobody
    said; versions from before the fields were there say empty too. `late_why` says why the admission was
    written later than it happened, `discharge_late_why` the same of the discharge.

    Who moves to another place in the house goes on in a new part: `part_of` is the fact of the first part,
    None on that one. The law's days, notices, leaves, presence and answers hang on the first part (`whole`).
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    shelter = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField()
    night_note = models.CharField(max_length=200, blank=True)
    discharged_at = models.DateTimeField(null=True, blank=True)
    discharge_mode = models.CharField(max_length=20, blank=True, choices=DischargeMode.choices)
    left_to = models.CharField(max_length=200, blank=True, db_default="")
    part_of = models.UUIDField(null=True, blank=True)
    late_why = models.CharField(max_length=12, blank=True, db_default="", choices=LateWhy.choices)
    discharged_to = models.CharField(max_length=20, blank=True, db_default="")
    agreed = models.CharField(max_length=10, blank=True, db_default="", choices=Agreed.choices)
    discharge_late_why = models.CharField(max_length=12, blank=True, db_default="", choices=LateWhy.choices)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True, discharged_at__isnull=True, discharge_mode="")
                | (Q(valid_to__isnull=False, discharged_at__isnull=False) & ~Q(discharge_mode="")),
                name="shelters_stay_discharge_said_together",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("fact_id")),
                name="shelters_stay_no_part_of_itself",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["shelter", "valid_from"],
                condition=Q(superseded_at__isnull=True, voided=False),
                name="shelters_stay_in_house",
            ),
            models.Index(
                fields=["record", "valid_from"],
                condition=Q(superseded_at__isnull=True, voided=False),
                name="shelters_stay_of_record",
            ),
            # Most stays ended years ago; whom a house may see hangs on those that did not.
            models.Index(
                fields=["shelter", "valid_to"],
                condition=Q(superseded_at__isnull=True, voided=False),
                name="shelters_stay_house_until",
            ),
            # So does the claim of a quarter, whatever the house.
            models.Index(
                fields=["valid_to"],
                condition=Q(superseded_at__isnull=True, voided=False),
                name="shelters_stay_until",
            ),
        ]

    @property
    def whole(self) -> UUID:
        """The fact of the stay as the person was let in, whichever part of it this is."""
        return self.part_of or self.fact_id

    @property
    def decided_on(self) -> date:
        """The Danish day of the decision."""
        return timezone.localtime(self.decided_at).date()


declare(
    Place,
    controller="the shelter",
    purpose="knowing which bed is free",
    basis="no personal data",
    retention="kept",
    fields={
        "id": FieldClass.TECHNICAL,
        "department": FieldClass.ORDINARY,
        "label": FieldClass.ORDINARY,
        "traits": FieldClass.ORDINARY,
        "valid_from": FieldClass.ORDINARY,
        "valid_to": FieldClass.ORDINARY,
    },
)
declare(
    Stay,
    controller="the shelter; the paying municipality for its claim",
    purpose="a roof for the night; the law's deadlines; claims; official figures",
    basis="GDPR art. 6(1)(c) and (e), 9(2)(f); serviceloven § 110",
    retention="five years after the claim that holds its nights was closed, and never before the case",
    fields={
        **FACT_FIELDS,
        "valid_from": FieldClass.WHEREABOUTS,
        "valid_to": FieldClass.WHEREABOUTS,
        "record": FieldClass.TECHNICAL,
        "shelter": FieldClass.WHEREABOUTS,
        "department": FieldClass.WHEREABOUTS,
        "place": FieldClass.WHEREABOUTS,
        "decided_at": FieldClass.ORDINARY,
        "night_note": FieldClass.FREE_TEXT,
        "discharged_at": FieldClass.ORDINARY,
        "discharge_mode": FieldClass.WHEREABOUTS,
        "left_to": FieldClass.WHEREABOUTS,
        "part_of": FieldClass.TECHNICAL,
        "late_why": FieldClass.ORDINARY,
        "discharged_to": FieldClass.WHEREABOUTS,
        "agreed": FieldClass.ORDINARY,
        "discharge_late_why": FieldClass.ORDINARY,
    },
)
