"""What the page of a rule and its calculator share: the rule asked for, the day, the readings in use."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.lawbook.views.words import Words
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.queries import settings_of
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.day_asked import DayAsked, day_asked
from hjemad.foundation.ui.languages import reader_language
from hjemad.law.coverage import CoveredRule
from hjemad.law.parameters_reader import load_law
from hjemad.law.rule_page import rule_page
from hjemad.law.settings import Settings


@dataclass(frozen=True)
class Asked(DayAsked):
    """One rule in the reader's words, on a day."""

    covered: CoveredRule
    words: Words

    def crumbs(self, *last: str) -> list[Crumb]:
        """The way to the page."""
        title = self.words.said(self.covered.title)
        first = Crumb(gettext("Provisions"), reverse("lawbook:index"))
        if not last:
            return [first, Crumb(title)]
        return [first, Crumb(title, reverse("lawbook:rule", args=[self.covered.slug])), Crumb(last[0])]


def asked_for(request: HttpRequest, slug: str) -> Asked:
    """The rule, and the day in `?dag=` (today without one); Http404 for a rule nobody has heard of."""
    covered = load_law().coverage.get(slug)
    if covered is None:
        raise Http404
    asked = day_asked(request, otherwise=clock.today())
    return Asked(asked.typed, asked.day, asked.problem, covered, Words(rule_page(slug), reader_language()))


def readings_of(request: HttpRequest) -> Settings:
    """How the reader's organisation reads the open questions today; the defaults for everybody else."""
    actor: Actor | None = getattr(request, "actor", None)
    return settings_of(actor.organisation_id, on=clock.today()) if actor else Settings.default()
