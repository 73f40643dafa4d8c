"""Step two of an admission: what was saved, what is known, and the rest as questions to the person."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.citizens.writes.answers import answer_identity, answer_municipality
from hjemad.areas.shelters import queries, rules
from hjemad.areas.shelters.forms.questions import QuestionsForm, RemoveContactForm
from hjemad.areas.shelters.reads import questions as reads
from hjemad.areas.shelters.reads.asked import MUNICIPALITY, NoYes
from hjemad.areas.shelters.views import answered, words
from hjemad.areas.shelters.views.known import Asked, asked_of, known_of
from hjemad.areas.shelters.views.stays import shown
from hjemad.areas.shelters.views.undo import offered
from hjemad.areas.shelters.writes.questions import NewContact, save_answers, withdraw_contact
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.queries import municipalities
from hjemad.foundation.ui.saving import actor_of, note, saved, sent_before


def questions(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The open questions, in the order of what they unblock. `?ret=` asks one again, to correct it."""
    twice = gettext("You sent twice. The answers are saved once")
    before = sent_before(request, twice=twice)
    if before is not None:
        return before
    actor = actor_of(request)
    found, earlier = queries.stay_with_earlier(actor, fact_id=fact_id)
    note(request, "page", [found.record_id])
    asked = asked_of(actor, found, earlier=earlier, corrects=request.GET.get("ret", ""))
    asks_where = MUNICIPALITY in asked.asks
    of_all = {one.id: one.name for one in municipalities(day=clock.today())} if asks_where else {}
    form = QuestionsForm.for_request(
        request,
        asks=asked.asks,
        municipalities=[(str(pk), name) for pk, name in of_all.items()],
        send_by=rules.send_by(words.notice_law(found)) if asks_where else None,
        initial={"since": found.valid_from, **answered.initial(asked.answers.get(asked.corrects))},
    )

    def do() -> str:
        _write(actor, asked, form, of_all=of_all)
        return reverse("shelters:questions", args=[fact_id])

    if request.method == "POST" and form.is_valid():
        said = gettext("The answers are saved. What is empty stands as “not asked”")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={NoYes: "contact_yes"})
        if answer is not None:
            return answer
    return render(request, "shelters/questions.html", {**_page(request, asked), "form": form})


def remove_contact(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The yes is taken back: a page of its own, since what is emptied does not come back."""
    twice = gettext("You sent twice. It is deleted once")
    before = sent_before(request, twice=twice)
    if before is not None:
        return before
    actor, found = actor_of(request), queries.stay_for(actor_of(request), fact_id=fact_id)
    note(request, "page", [found.record_id])
    called = citizens.called(actor, record_ids=[found.record_id])[found.record_id]
    there = reads.contact_of(actor, record_id=found.record_id, withheld=called.shown.withheld)
    form = RemoveContactForm.for_request(request, initial={"contact": there.id if there else None})

    def do() -> str:
        withdraw_contact(by=actor, stay=found, contact_id=form.cleaned_data["contact"], at=clock.now())
        return reverse("shelters:stay", args=[fact_id])

    if request.method == "POST" and form.is_valid():
        said = gettext("Deleted. Nobody is called any more")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={})
        if answer is not None:
            return answer
    way = words.crumbs_of(request, found, called, gettext("Whom to call"))
    context = {**shown(found), "form": form, "who": called, "contact": there, "crumbs": way}
    return render(request, "shelters/remove_contact.html", context)


def _write(actor: Actor, asked: Asked, form: QuestionsForm, *, of_all: dict[int, str]) -> None:
    """Who the person is goes to the person, the rest to the stay; what is empty changes nothing."""
    given, found, now = form.cleaned_data, asked.stay, clock.now()
    who = {name: given[name] for name in ("full_name", "cpr", "birth_date") if given.get(name)}
    if who:
        answer_identity(found.record, by=actor, at=now, **who)
    if given.get("municipality"):
        answer_municipality(
            found.record,
            by=actor,
            at=now,
            on=clock.today(),
            lived_in=int(given["municipality"]),
            since=given["since"],
            newest=asked.payers[-1] if asked.payers else None,
            named=of_all,
        )
    contact = None
    if given.get("contact_name"):
        contact = NewContact(
            name=given["contact_name"],
            phone=given["contact_phone"],
            relation=given["contact_relation"],
            agreed=given["contact_yes"],
        )
    save_answers(
        by=actor, stay=found, answers=form.answers(), at=now, contact=contact, corrects=asked.corrects
    )


def _page(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    found = asked.stay
    return {
        **shown(found, with_department=False),
        **known_of(asked),
        "undo": offered(request, found),
        "corrects": asked.corrects,
        "crumbs": words.crumbs_of(request, found, asked.known.called, gettext("The questions")),
    }
