"""Deletion by rule: what would go and what is held, the run, and the proof that is left."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.citizens.reads import whole_person
from hjemad.areas.rights.actions import retention as actions
from hjemad.areas.rights.forms.duties import EndHoldForm, HoldForm, RunForm
from hjemad.areas.rights.queries import retention as queries
from hjemad.areas.rights.queries.retention import Plan
from hjemad.areas.rights.views.frame import FormPage, form_page
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit import clock
from hjemad.foundation.privacy.register_words import in_words
from hjemad.foundation.ui.components import Answer, Crumb
from hjemad.foundation.ui.formats import number
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, saved


def retention(request: HttpRequest) -> HttpResponse:
    """The preview, and the run of exactly what it shows. People stand by a reference; no file is opened."""
    actor = actor_of(request)
    today = clock.today()
    plan = queries.plan(actor.organisation_id, on=today)
    form = RunForm.for_request(request, initial={"expected": plan.fingerprint})

    def do() -> str:
        done = actions.run(by=actor, on=today, at=clock.now(), expected=form.cleaned_data["expected"])
        return reverse("rights:retention_proof", args=[done.public_id])

    if request.method == "POST" and form.is_valid():
        said = gettext("It is archived and deleted")
        answer = saved(request, form, do=do, said=said, twice=gettext("It is deleted once"), fields={})
        if answer is not None:
            return answer
    references = _references(plan)
    context = {
        "plan": plan,
        "form": form,
        "answers": _answers(plan),
        "people": [references[records[0]] for records in plan.people],
        "waiting": [references[one] for one in plan.waiting],
        "held": [(references[one], why) for why in plan.held for one in why.records],
        "rows": [(label, count, in_words(queries.rule_of(label).why)) for label, count in plan.counts],
        "holds": queries.holds_of(actor.organisation_id, on=today),
        "runs": queries.runs_of(actor.organisation_id),
    }
    return render(request, "rights/retention.html", context)


def proof(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What a run left behind: which rules, how many rows, and the digest of the archive."""
    actor = actor_of(request)
    done = next((one for one in queries.runs_of(actor.organisation_id) if one.public_id == public_id), None)
    if done is None:
        raise NotVisible.standard()
    title = gettext("Proof of deletion")
    crumbs = [Crumb(gettext("Deletion by rule"), reverse("rights:retention")), Crumb(title)]
    gone = [(one, in_words(one.rule)) for one in done.tombstones.all()]
    return render(request, "rights/retention_proof.html", {"run": done, "gone": gone, "crumbs": crumbs})


def hold(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A record that must stay, and why."""
    actor = actor_of(request)
    record_id = whole_person.record_id_of(public_id, organisation_id=actor.organisation_id)
    if record_id is None:
        raise NotVisible.standard()
    form = HoldForm.for_request(request)
    back = reverse("rights:retention")

    def do() -> str:
        given = form.cleaned_data
        actions.hold(record_id, by=actor, ground=given["ground"], until=given["until"], at=clock.now())
        return back

    if request.method == "POST" and form.is_valid():
        said = gettext("It is held back")
        answer = saved(request, form, do=do, said=said, twice=gettext("It is held back once"), fields={})
        if answer is not None:
            return answer
    page = FormPage(
        title=gettext("Hold back from deletion"),
        lines=(gettext("Reference %(reference)s.") % {"reference": str(public_id)[:8]},),
        button=gettext("Hold back"),
        back=back,
    )
    return form_page(request, form, page, crumbs=_crumbs(page.title))


def end_hold(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The hold ends today."""
    actor = actor_of(request)
    standing = next(
        (one for one in queries.holds_of(actor.organisation_id, on=clock.today()) if one.fact_id == fact_id),
        None,
    )
    if standing is None:
        raise NotVisible.standard()
    form = EndHoldForm.for_request(request)
    back = reverse("rights:retention")

    def do() -> str:
        actions.end_hold(standing, by=actor, why=form.cleaned_data["words"], at=clock.now())
        return back

    if request.method == "POST" and form.is_valid():
        said = gettext("The hold has ended")
        answer = saved(request, form, do=do, said=said, twice=gettext("It has ended once"), fields={})
        if answer is not None:
            return answer
    page = FormPage(
        title=gettext("End the hold"), lines=(standing.ground,), button=gettext("End the hold"), back=back
    )
    return form_page(request, form, page, crumbs=_crumbs(page.title))


def _references(plan: Plan) -> dict[int, tuple[UUID, str]]:
    """The public id and the neutral reference of every record the page names."""
    records = {one for some in plan.people for one in some} | set(plan.waiting)
    records |= {one for why in plan.held for one in why.records}
    return {pk: (uuid, str(uuid)[:8]) for pk, uuid in whole_person.public_ids_of(records).items()}


def _answers(plan: Plan) -> list[Answer]:
    language = reader_language()
    return [
        Answer(gettext("People"), number(len(plan.people), language=language), gettext("would be deleted")),
        Answer(gettext("Held"), number(len(plan.held), language=language), gettext("stay, and why")),
        Answer(
            gettext("Rows"),
            number(sum(count for _, count in plan.counts), language=language),
            gettext("in all tables"),
        ),
    ]


def _crumbs(title: str) -> list[Crumb]:
    return [Crumb(gettext("Deletion by rule"), reverse("rights:retention")), Crumb(title)]
