"""A person's way on paper, in words: what the page says, for the person to take along."""

from datetime import datetime

from django.utils.translation import gettext

from hjemad.areas.overview.line_words.life import words_for
from hjemad.areas.overview.line_words.seers import who_may_see
from hjemad.areas.overview.reads.way import Way
from hjemad.documents.case_document import Column, Report, Section, Table
from hjemad.documents.life_list import Entry, listed
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.queries import own_name
from hjemad.foundation.ui.languages import reader_language
from hjemad.kernel.municipalities import MunicipalityCode


def printed_way(actor: Actor, way: Way, *, called: str, at: datetime) -> Report:
    """One query, for the name of the reader's organisation."""
    told = listed(way.line, words=words_for(way.line, known=False))
    acts = way.acts_on(actor.on)
    return Report(
        title=gettext("A person's way"),
        language=reader_language(),
        reader=own_name(actor),
        purpose=actor.purpose,
        reference=str(way.record_id),
        made_at=at,
        facts=(
            (gettext("Name"), called),
            (gettext("Who acts"), MunicipalityCode(acts.acts_code).name if acts else gettext("Not known")),
        ),
        sections=(
            Section(gettext("The way in words"), tables=(_table(told.entries),)),
            Section(gettext("Deadlines and phases"), tables=(_table(told.phases),)),
            Section(
                gettext("Who may see"),
                paragraphs=tuple(f"{who}: {what}." for who, what in who_may_see(actor, way)),
            ),
        ),
    )


def _table(entries: tuple[Entry, ...]) -> Table:
    columns = (Column(gettext("When")), Column(gettext("What")), Column(gettext("More")))
    return Table(columns, tuple((one.when, one.label, one.note) for one in entries))
