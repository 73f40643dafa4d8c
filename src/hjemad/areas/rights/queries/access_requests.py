"""Access requests, and the package that answers one: a PDF, a file for machines, a table per kind of row."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.utils import timezone
from django.utils.translation import gettext, override

from hjemad.areas.citizens.queries import responsible_of
from hjemad.areas.citizens.reads import whole_person
from hjemad.areas.citizens.reads.finding import look_ups_about
from hjemad.areas.rights.line_words import disclosed_words, seen_words
from hjemad.areas.rights.models import AccessRequest, Answer, Disagreement, RequestState
from hjemad.areas.rights.queries.subject_data import Entry, Holdings, Passage
from hjemad.areas.rights.rules.third_persons import masked
from hjemad.documents.case_document import Column, Report, Section, Table
from hjemad.documents.pdf import pdf_of
from hjemad.documents.table_cells import neutral
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.queries import places_of
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.queries import disclosures_of, reading, readings_of
from hjemad.foundation.organisations.queries import name_on, names_on
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.context import role_name
from hjemad.foundation.ui.languages import reader_language

_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Logged:
    """One line of a log as the package tells it: never a worker's name."""

    at: datetime
    who: str
    what: str
    why: str


def request_for(actor: Actor, *, fact_id: object) -> AccessRequest:
    """A request the actor's organisation answers, about a person the actor sees; else `NotVisible`."""
    actor.require(Permission.ANSWER_ACCESS_REQUESTS)
    found = (
        AccessRequest.objects.visible_to(actor)
        .current()
        .filter(fact_id=fact_id, organisation_id=actor.organisation_id)
        .first()
    )
    if not isinstance(found, AccessRequest):
        raise NotVisible.standard()
    return found


def requests_of(actor: Actor) -> list[AccessRequest]:
    """Requests the actor's organisation answers, those that wait first; one query."""
    rows = AccessRequest.objects.visible_to(actor).current().filter(organisation_id=actor.organisation_id)
    waiting = list(rows.select_related("record").order_by("due_on", "pk"))
    return sorted(waiting, key=lambda one: one.state == RequestState.RELEASED)


def logs_for(asked: AccessRequest, *, whole: bool) -> tuple[list[Logged], list[Logged]]:
    """Who has looked, and what was given to others, as the organisation that answers may tell it.

    `whole`: also looks from other houses; only the acting municipality gives that out. Eight queries.
    """
    citizen_of = whole_person.citizens_of([asked.record_id])
    citizens = sorted(set(citizen_of.values()))
    records = sorted(set(whole_person.records_of(citizens)) | {asked.record_id})
    reads = readings_of(records)
    look_ups = look_ups_about(citizens) if whole else []
    given = disclosures_of(records)
    house = _houses([*reads, *look_ups, *given], on=asked.valid_from)
    own = {pk for pk, (organisation, _) in house.items() if organisation == asked.organisation_id}
    seen = [
        Logged(one.at, house[one.assignment_id][1], seen_words(one.kind, one.path_name), one.purpose)
        for one in reads
        if whole or one.assignment_id in own
    ]
    seen += [
        Logged(one.at, house[one.assignment_id][1], seen_words("look_up", ""), one.purpose)
        for one in look_ups
    ]
    left = [
        Logged(one.at, gettext("you") if one.to == "self" else one.to, disclosed_words(one.what), "")
        for one in given
        if one.assignment_id in own
    ]
    return sorted(seen, key=lambda line: line.at, reverse=True), left


def _houses(lines: Sequence[Any], *, on: date) -> dict[int, tuple[int, str]]:
    """For each assignment that looked: its organisation, and house and role in words; never who."""
    places = places_of({one.assignment_id for one in lines if one.assignment_id})
    names = names_on({one.organisation_id for one in places.values()}, day=on)
    return {
        pk: (one.organisation_id, f"{names[one.organisation_id]}, {role_name(one.role)}")
        for pk, one in places.items()
    }


def package(
    asked: AccessRequest,
    held: Holdings,
    *,
    reader: str,
    language: Literal["da", "en"],
    at: datetime,
    whole: bool,
) -> bytes:
    """The ZIP that is handed to the person. No name of a file in it says who or where."""
    with override(language):
        seen, left = logs_for(asked, whole=whole)
        sections = [_section(part.title, part.entries, asked=asked) for part in held.parts]
        logs = [
            (gettext("Who has looked"), seen),
            (gettext("What was given to others"), left),
        ]
        report = Report(
            title=gettext("What we hold about you"),
            language=language,
            reader=gettext("the person it is about"),
            purpose=gettext("your right to a copy (GDPR art. 15)"),
            reference=str(asked.fact_id)[:8],
            made_at=at,
            facts=((gettext("Answered by"), reader),),
            sections=(
                *sections,
                *(_log_section(title, lines, language=language) for title, lines in logs),
                Section(gettext("Your rights"), (_rights(whole=whole),)),
            ),
        )
        files = {"indsigt.pdf" if language == "da" else "access.pdf": pdf_of(report)}
        files["data.json"] = _json(held, asked=asked, logs=logs)
        for number, part in enumerate(held.parts, start=1):
            files[f"{number:02}-{part.label.split('.')[1].lower()}.csv"] = _csv(part.entries, asked=asked)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def waiting_disagreements(actor: Actor) -> list[Disagreement]:
    """Words about visible records of the actor's organisation that wait for an answer, oldest first."""
    rows = Disagreement.objects.visible_to(actor).current().filter(answer=Answer.WAITS)
    return list(
        rows.filter(record__organisation_id=actor.organisation_id)
        .select_related("record")
        .order_by("recorded_at", "pk")
    )


def acts_for(actor: Actor, *, record_id: int) -> bool:
    """The actor's organisation acts for the person on the day: it may give out the whole log."""
    return any(
        one.acts_id == actor.organisation_id and one.period.contains(actor.on)
        for one in responsible_of(actor, record_id=record_id)
    )


def looked_words(event_id: int) -> str:
    """When and in what form somebody looked, for the house that must answer; empty when it is gone."""
    found = reading(event_id)
    if found is None:
        return ""
    moment = formats.moment(timezone.localtime(found.at), language=reader_language())
    return f"{moment}: {seen_words(found.kind, found.path_name)}. {found.purpose}"


def answerer(organisation_id: int, *, on: date) -> str:
    """What the organisation that answers is called."""
    return name_on(organisation_id, day=on)


def told(passage: Passage, *, asked: AccessRequest) -> str | None:
    """The passage as it is given out; None when it is left out. Masked, where nobody decided otherwise."""
    decision = asked.review.get(passage.key, "mask") if passage.marks else "show"
    if decision == "leave_out":
        return None
    return passage.text if decision == "show" else masked(passage.text, passage.marks)


def _lines(entry: Entry, *, asked: AccessRequest) -> list[tuple[str, str]]:
    words = [(one.term, told(one, asked=asked)) for one in entry.passages]
    return [*entry.facts, *((term, text) for term, text in words if text is not None)]


def _section(title: str, entries: tuple[Entry, ...], *, asked: AccessRequest) -> Section:
    return Section(
        heading=title,
        paragraphs=tuple(
            "\n".join(f"{term}: {text}" for term, text in _lines(entry, asked=asked)) for entry in entries
        ),
    )


def _log_section(title: str, lines: list[Logged], *, language: Literal["da", "en"]) -> Section:
    if not lines:
        return Section(title, (gettext("Nobody."),))
    headings = (gettext("When"), gettext("Who"), gettext("What"), gettext("Why"))
    rows = tuple((formats.moment(one.at, language=language), one.who, one.what, one.why) for one in lines)
    return Section(title, tables=(Table(tuple(Column(one) for one in headings), rows),))


def _rights(*, whole: bool) -> str:
    text = gettext(
        "You can say that something is wrong, have it put right, write your own words beside it, and "
        "complain to Datatilsynet. Other people's names are covered. Workers' names are not in the log: you "
        "can ask the house why somebody looked."
    )
    if whole:
        return text
    return (
        text
        + " "
        + gettext("Look-ups from other places stand in the copy you can ask your municipality for.")
    )


def _json(held: Holdings, *, asked: AccessRequest, logs: list[tuple[str, list[Logged]]]) -> bytes:
    said = {
        "reference": str(asked.fact_id),
        "parts": [
            {
                "title": part.title,
                "rows": [
                    [{"what": term, "value": text} for term, text in _lines(entry, asked=asked)]
                    for entry in part.entries
                ],
            }
            for part in held.parts
        ],
        "logs": [
            {
                "title": title,
                "rows": [
                    {"at": one.at.isoformat(), "who": one.who, "what": one.what, "why": one.why}
                    for one in lines
                ],
            }
            for title, lines in logs
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _csv(entries: tuple[Entry, ...], *, asked: AccessRequest) -> bytes:
    rows = [_lines(entry, asked=asked) for entry in entries]
    columns = list(dict.fromkeys(term for row in rows for term, _ in row))
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutral(one) for one in columns])
    for row in rows:
        known: dict[str, list[str]] = {}
        for term, text in row:
            known.setdefault(term, []).append(text)
        writer.writerow([neutral(" / ".join(known.get(one, []))) for one in columns])
    return target.getvalue().encode("utf-8-sig")
