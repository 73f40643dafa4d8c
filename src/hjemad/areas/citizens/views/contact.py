"""Where a person can be reached, and fetching from the CPR register."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from hjemad.areas.citizens.forms import AddressForm
from hjemad.areas.citizens.reads.register import addresses_of, register
from hjemad.areas.citizens.views.person import about
from hjemad.areas.citizens.writes.register import Fetched, fetch, set_address
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.organisations.queries import municipalities
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, saved
from hjemad.integrations.cpr_register.register import RegisterAway
from hjemad.kernel.errors import InputRejected


def address(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The addresses that stand, and a new one."""
    actor, this = actor_of(request), about(request, public_id, title=gettext("Address"))
    named = [(str(one.id), one.name) for one in municipalities(day=actor.on)]
    form = AddressForm.for_request(request, municipalities=named, initial={"since": actor.on})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        del given["submission"]
        where = given.pop("municipality")

        def do() -> str:
            place = Organisation.objects.get(pk=int(where)) if where else None
            set_address(this.record, by=actor, at=clock.now(), municipality=place, **given)
            return reverse("citizens:person", args=[public_id])

        answer = saved(
            request,
            form,
            do=do,
            said=gettext("The address is saved"),
            twice=gettext("You sent twice. The address is saved once"),
            fields={InputRejected: "text"},
        )
        if answer is not None:
            return answer
    context = {
        "form": form,
        "about": this,
        "public_id": public_id,
        "known": this.known,
        "addresses": addresses_of(actor, record_id=this.record.pk),
        "crumbs": this.crumbs,
    }
    return render(request, "citizens/address.html", context)


@require_POST
def from_register(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the CPR register tells is written; when it is away, nothing is and the page says so."""
    actor, this = actor_of(request), about(request, public_id)
    asked = register()
    try:
        if asked is None:
            messages.info(request, gettext("No CPR register is connected here. Write what the person says"))
        else:
            done = fetch(this.record, by=actor, register=asked, at=clock.now())
            messages.success(request, _words(done))
            if done.protected:
                messages.warning(request, gettext("The register protects name and address. So do we now"))
    except (RegisterAway, InputRejected) as error:
        messages.warning(request, error.text(reader_language()))
    return redirect("citizens:person", public_id=public_id)


def _words(done: Fetched) -> str:
    if not done.known:
        return gettext("The CPR register does not know the number. Check the digits")
    if not (done.name or done.address or done.protected or done.notes):
        return gettext("The CPR register tells nothing new")
    return gettext("Fetched from the CPR register")
