"""What the person answered the day after they came, and whom we may call."""

from typing import ClassVar

from django.db import models
from django.db.models import Case, IntegerField, Q, Subquery, Sum, Value, When

from hjemad.areas.shelters.tables.whole_stays import OF_WHOLE_STAY, WHOLE_STAY
from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.asked import Asked
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class Question(models.TextChoices):
    """Tomorrow's questions, in the order of what they unblock."""

    NAME = "name"
    NUMBER = "number"
    MUNICIPALITY = "municipality"
    SLEPT = "slept"
    CONTACT = "contact"
    ALONG = "along"
    LANGUAGE = "language"


class AnswerState(models.TextChoices):
    """How a question was answered. Without a row it was not asked."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    DECLINED = "declined"


class StayAnswer(FactVersion):
    """The answer to one of tomorrow's questions about one stay; official figures read where one slept before.

    `chosen` are codes with commas between them. What is answered by a name, a number or a municipality
    stands with the person (`citizens`); here stands only that the person does not know or will not say.
    `number` and `ages` are the children who came along: they are counted, and get no record of their own.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    stay_fact = models.UUIDField()
    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=20, choices=Question.choices)
    state = models.CharField(max_length=10, choices=AnswerState.choices)
    chosen = models.CharField(max_length=200, blank=True)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    ages = models.CharField(max_length=60, blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(state="answered") & ~Q(chosen=""))
                | Q(state__in=["unknown", "declined"], chosen="", number__isnull=True, ages=""),
                name="shelters_stayanswer_says_what",
            ),
            models.UniqueConstraint(
                fields=["stay_fact", "question"],
                condition=Q(superseded_at__isnull=True, voided=False),
                name="shelters_stayanswer_one_a_question",
            ),
        ]


_BITS = {one.value: 1 << place for place, one in enumerate(Question)}


def asked_bits() -> Asked:
    """Which questions about a stay (the row) have an answer, as one number."""
    return Asked(WHOLE_STAY, _asked_bits)


def _asked_bits() -> Subquery:
    answers = StayAnswer.objects.everything(reason="of stays the caller has narrowed").current()
    of_stay = answers.filter(stay_fact=OF_WHOLE_STAY).order_by().values("stay_fact")
    bits = [When(question=one, then=Value(bit)) for one, bit in _BITS.items()]
    return Subquery(of_stay.annotate(bits=Sum(Case(*bits, output_field=IntegerField()))).values("bits"))


def asked_in(bits: int | None) -> frozenset[str]:
    """The questions of such a number; None is a stay nobody has asked about."""
    return frozenset(one for one, bit in _BITS.items() if (bits or 0) & bit)


class ContactPerson(models.Model):
    """Whom we may call if something happens. Stands only as long as the person's yes does.

    Not a fact: when the yes is taken back, name, telephone and relation are emptied, and the two days stay.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    relation = models.CharField(max_length=100, blank=True)
    consent_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_under = models.ForeignKey("access.Assignment", on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "access.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True) & ~Q(name="") & ~Q(phone="")
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False, name="", phone="", relation=""),
                name="shelters_contactperson_only_with_a_yes",
            ),
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(withdrawn_on__isnull=True),
                name="shelters_contactperson_one_at_a_time",
            ),
        ]


declare(
    StayAnswer,
    controller="the shelter",
    purpose="the right municipality, the right bed, letters that can be read; official figures",
    basis="GDPR art. 6(1)(c) and (e); serviceloven § 110; databekendtgørelsen",
    retention="five years after the last fact about the person; then archived and deleted by rule",
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "stay_fact": FieldClass.TECHNICAL,
        "shelter": FieldClass.WHEREABOUTS,
        "question": FieldClass.ORDINARY,
        "state": FieldClass.ORDINARY,
        "chosen": FieldClass.WHEREABOUTS,
        "number": FieldClass.ORDINARY,
        "ages": FieldClass.ORDINARY,
    },
)
declare(
    ContactPerson,
    controller="the shelter",
    purpose="calling somebody the person has named, if something happens",
    basis="GDPR art. 6(1)(a): the person's dated yes, which can be taken back",
    retention="emptied on the day the yes is taken back; the days of it go with the person",
    fields={
        "id": FieldClass.TECHNICAL,
        "record": FieldClass.TECHNICAL,
        "shelter": FieldClass.WHEREABOUTS,
        "name": FieldClass.IDENTITY,
        "phone": FieldClass.CONTACT,
        "relation": FieldClass.CONTACT,
        "consent_on": FieldClass.ORDINARY,
        "recorded_at": FieldClass.TECHNICAL,
        "recorded_by": FieldClass.TECHNICAL,
        "recorded_under": FieldClass.TECHNICAL,
        "withdrawn_on": FieldClass.ORDINARY,
        "withdrawn_by": FieldClass.TECHNICAL,
    },
)
