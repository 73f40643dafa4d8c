"""The rule of every model, in the order of the floors. Read with `docs/adr/0012-rights-and-deletion.md`.

Models are named by their labels: this table stands below the areas and imports none of them.
"""

from hjemad.foundation.privacy.retention import (
    Period,
    RetentionRule,
    accounts,
    kept,
    own_day,
    unnamed,
    with_parent,
    with_person,
)

_STAFF = kept("who works here; named by facts and logs as long as those are kept")
_LOG = "the log is kept its own years, also after the person is deleted: it holds ids and codes only"
_SHIFTS = "the log of the house is kept its own years; it names no resident"
_SUMS = kept("sums and reading of the law; no person is named once its lines are gone")

RULES: dict[str, RetentionRule] = {
    "facts.LocalValue": kept("a value of the law with its source; no person"),
    "facts.Submission": own_day(
        "at", period=Period.SENT_FORM, why="a form is sent twice within days or never"
    ),
    "facts.DeletionDoor": kept("empty whenever no deletion runs"),
    "audit.Event": own_day("at", period=Period.LOG, why=_LOG),
    "audit.ReadEvent": own_day("at", period=Period.LOG, why=_LOG, or_unnamed=True),
    "audit.ReadOf": with_person(
        "record_id",
        counts=(),
        why="lines of the read log: with the person or the read",
        event="audit.ReadEvent",
    ),
    "audit.Disclosure": own_day("at", period=Period.LOG, why=_LOG, or_unnamed=True),
    "audit.DisclosureOf": with_person(
        "record_id", counts=(), why="lines of the log: with the person or it", disclosure="audit.Disclosure"
    ),
    "organisations.Organisation": kept("a body, no person"),
    "organisations.OrganisationName": kept("a body, no person"),
    "organisations.OrganisationParent": kept("a body, no person"),
    "organisations.ChosenSetting": kept("a reading of the law an organisation chose; no person"),
    "access.User": _STAFF,
    "access.Assignment": _STAFF,
    "signin.Account": _STAFF,
    "signin.AppFactor": _STAFF,
    "signin.PaperCode": _STAFF,
    "signin.ShortCode": _STAFF,
    "signin.Seat": own_day("password_at", period=Period.SENT_FORM, why="counts for hours at one computer"),
    "signin.Workplace": kept("an approved computer, no person"),
    "signin.Tries": own_day(
        "last_at", period=Period.SENT_FORM, why="tries to sign in are judged within days"
    ),
    "signin.HeldText": own_day(
        "at", period=Period.SENT_FORM, why="what was typed waits for its writer for days"
    ),
    "citizens.PersonRecord": with_person("id", counts=("created_at",)),
    "citizens.Identity": with_person(),
    "citizens.Citizen": unnamed("a citizen is the records joined to it; without records it is nobody"),
    "citizens.CitizenCpr": with_parent(citizen="citizens.Citizen"),
    "citizens.RecordLink": with_person(),
    "citizens.Clock": with_person(counts=()),
    "citizens.LookUp": own_day("at", period=Period.LOG, why=_LOG, citizen_ref="citizens.Citizen"),
    "citizens.NotSamePerson": with_person("record", "other"),
    "citizens.ResponsibleMunicipality": with_person(counts=("recorded_at", "valid_from", "valid_to")),
    "citizens.Address": with_person(),
    "citizens.RegisterNote": with_person(),
    "citizens.ActingDispute": with_person(),
    "citizens.Protection": with_person(),
    "citizens.RelationBlock": with_person(),
    "decisions.DecisionRecord": with_person(counts=("recorded_at", "valid_to"), nobodys_day="decided_at"),
    "decisions.Appeal": with_person(nobodys_day="recorded_at"),
    "shelters.Refusal": with_person(nobodys_day="asked_at"),
    "shelters.PlaceSharing": kept("an agreement between houses, no person"),
    "shelters.NearbyPlace": kept("a place to go to, no person"),
    "shelters.HouseContact": kept("a telephone of a house, no person"),
    "shelters.Place": kept("a bed, no person"),
    "shelters.Stay": with_person(
        counts=("recorded_at", "valid_from", "valid_to"), open_while_empty="valid_to"
    ),
    "shelters.Notice": with_person(),
    "shelters.StayAnswer": with_person(),
    "shelters.ContactPerson": with_person(),
    "shelters.MoveWish": with_person(),
    "shelters.MissingForMove": with_person(),
    "shelters.DisputeDecision": with_person(),
    "shelters.DisputeWorker": with_person(),
    "shelters.StayFile": own_day(
        "sent_at", period=Period.SENT_FORM, why="a list on its way in is gone after hours, or with sent forms"
    ),
    "shelters.ImportedRow": with_person(counts=(), why="says which row became a stay; goes with the person"),
    "shelters.PlaceClosed": kept("a bed, no person"),
    "shelters.Leave": with_person(
        counts=("recorded_at", "valid_from", "valid_to"), open_while_empty="valid_to"
    ),
    "shelters.Presence": with_person(counts=("written_at",)),
    "shelters.Expected": own_day(
        "night", period=Period.SENT_FORM, why="who was announced is of use that night and the days after"
    ),
    "shelters.PersonLine": with_person(),
    "shelters.Appointment": with_person(counts=("recorded_at", "starts_at")),
    "shelters.Apart": with_person(counts=("recorded_at", "valid_to")),
    "shelters.LogLine": own_day("recorded_at", period=Period.LOG, why=_SHIFTS, shift="shelters.Shift"),
    "shelters.MessageRead": own_day("read_at", period=Period.LOG, why=_SHIFTS, shift="shelters.Shift"),
    "shelters.ShiftWorker": with_parent(shift="shelters.Shift"),
    "shelters.Shift": own_day("began_at", period=Period.LOG, why=_SHIFTS),
    "billing.Rate": kept("a price, no person"),
    "billing.ResidentPayment": with_person(counts=("recorded_at", "valid_to")),
    "billing.Absence": with_person(counts=("recorded_at", "valid_to")),
    "billing.Bill": _SUMS,
    "billing.BillLine": accounts(day="bill__issued_at"),
    "billing.InvoiceFile": own_day(
        "received_at", period=Period.ACCOUNTS, why="a file as it came: accounts, full years after its year"
    ),
    "billing.Invoice": _SUMS,
    "billing.InvoiceLine": accounts(day="invoice__recorded_at"),
    "billing.InvoiceAnswer": own_day("at", period=Period.ACCOUNTS, why="what was answered: accounts"),
    "billing.InvoiceMessage": own_day("at", period=Period.ACCOUNTS, why="what was told: accounts"),
    "refunds.Claim": _SUMS,
    "refunds.ClaimLine": accounts(day="claim__closed_at"),
    "refunds.YearStatement": _SUMS,
    "refunds.RequestStep": _SUMS,
    "refunds.Acceptance": own_day("at", period=Period.ACCOUNTS, why="what was accepted: accounts"),
    "refunds.OpeningBalance": accounts(day="recorded_at"),
    "refunds.AuditRemark": own_day("at", period=Period.ACCOUNTS, why="an audit's words: accounts"),
    "refunds.RemarkAnswer": own_day("at", period=Period.ACCOUNTS, why="an audit's answer: accounts"),
    "lawbook.CaseTable": kept("an organisation's own cases about the law; no person"),
    "lawbook.CaseReview": kept("what its own cases answered; no person"),
    "rights.Disagreement": with_person(),
    "rights.EmergencyAccess": with_person(),
    "rights.ReadingQuestion": with_person(),
    "rights.AccessRequest": with_person(),
    "rights.LegalHold": with_person(counts=()),
    "rights.Breach": own_day(
        "recorded_at", period=Period.LOG, why="what leaked and what was done: as the logs"
    ),
    "rights.UnusualNote": own_day("recorded_at", period=Period.LOG, why="who looked at it: as the logs"),
    "rights.RetentionRun": kept("that something was deleted, by which rule and when; never what or who"),
    "rights.Tombstone": kept("that something was deleted, by which rule and when; never what or who"),
    "rights.Release": with_person("record_id", counts=(), why="agreed for one record; goes with it"),
}
