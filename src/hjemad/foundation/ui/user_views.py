"""Users and their roles, for an administrator: no page here names a citizen."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.organisations.queries import names_on
from hjemad.foundation.privacy.encryption import decrypt_text, encrypt_text
from hjemad.foundation.signin import administration
from hjemad.foundation.signin.queries import factor_of, roles_on
from hjemad.foundation.ui.context import role_name
from hjemad.foundation.ui.fields import refusal
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, saved
from hjemad.foundation.ui.user_forms import EndForm, RoleForm, UserForm
from hjemad.kernel.errors import HjemadError

_PER_PAGE = 50
# The first password is shown once, and lies encrypted in the session on its way there.
_FIRST = "signin.first_password"


def users(request: HttpRequest) -> HttpResponse:
    """Everybody who can sign in, with the roles of today; four queries for one and for a thousand."""
    typed = request.GET.get("q", "").strip().replace("\0", "")[:100]
    found = User.objects.filter(Q(full_name__icontains=typed) | Q(username__icontains=typed))
    page = Paginator(found.order_by("full_name", "pk"), _PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    roles = roles_on([one.pk for one in shown], on=clock.today())
    names = names_on([one.organisation_id for some in roles.values() for one in some], day=clock.today())
    rows = [
        (user, [(role_name(one.role), names[one.organisation_id]) for one in roles.get(user.pk, [])])
        for user in shown
    ]
    return render(request, "ui/users.html", {"rows": rows, "page": page, "typed": typed})


@require_http_methods(["GET", "POST"])
def new_user(request: HttpRequest) -> HttpResponse:
    """A user with a first password, to be handed over."""
    form = UserForm.for_request(request)

    def do() -> str:
        user, password = administration.add_user(
            actor_of(request),
            username=form.cleaned_data["username"],
            full_name=form.cleaned_data["full_name"],
            at=clock.now(),
        )
        _show_once(request, user, password)
        return reverse("access:user", args=[user.pk])

    said = gettext("The user stands. Give a role below")
    if form.is_valid():
        answer = saved(request, form, do=do, said=said, twice=said, fields={})
        if answer is not None:
            return answer
    return render(request, "ui/new_user.html", {"form": form})


@require_http_methods(["GET", "POST"])
def user(request: HttpRequest, user: int) -> HttpResponse:
    """One user: roles with their days, how they sign in, and one more role."""
    actor, who = actor_of(request), get_object_or_404(User, pk=user)
    form = RoleForm.for_request(request, organisations=_organisations(), initial={"first": clock.today()})

    def do() -> str:
        given = form.cleaned_data
        administration.give_role(
            actor, who, role=given["role"], organisation=Organisation.objects.get(pk=given["organisation"]),
            valid_from=given["first"], at=clock.now(),
        )  # fmt: skip
        return reverse("access:user", args=[who.pk])

    if form.is_valid():
        said = gettext("The role is given")
        answer = saved(request, form, do=do, said=said, twice=said, fields={})
        if answer is not None:
            return answer
    assignments = list(Assignment.objects.filter(user=who).order_by("valid_from", "pk"))
    names = names_on([one.organisation_id for one in assignments], day=clock.today())
    shown = request.session.pop(_FIRST, "") if request.method == "GET" else ""
    told = decrypt_text(shown).partition(":") if shown else ("", "", "")
    context = {
        "who": who,
        "form": form,
        "roles": [(one, role_name(one.role), names[one.organisation_id]) for one in assignments],
        "factor": factor_of(who.pk),
        "first_password": told[2] if told[0] == str(who.pk) else "",
        "own": who.pk == actor.user_id,
    }
    return render(request, "ui/user.html", context)


@require_http_methods(["GET", "POST"])
def end_role(request: HttpRequest, assignment: int) -> HttpResponse:
    """The last day somebody works in a role."""
    one = get_object_or_404(Assignment.objects.select_related("user"), pk=assignment, valid_to__isnull=True)
    form = EndForm.for_request(request, initial={"last_day": clock.today()})
    back = reverse("access:user", args=[one.user_id])

    def do() -> str:
        last_day = form.cleaned_data["last_day"]
        administration.end_role(actor_of(request), one, last_day=last_day, at=clock.now())
        return back

    if form.is_valid():
        said = gettext("The role ends")
        answer = saved(request, form, do=do, said=said, twice=said, fields={})
        if answer is not None:
            return answer
    name = names_on([one.organisation_id], day=clock.today())[one.organisation_id]
    context = {"form": form, "one": one, "role": role_name(one.role), "organisation": name, "back": back}
    return render(request, "ui/end_role.html", context)


@require_POST
def change_user(request: HttpRequest, user: int) -> HttpResponse:
    """One of four things done to how somebody signs in; the button says which."""
    actor, who = actor_of(request), get_object_or_404(User, pk=user)
    changes: dict[str, tuple[Callable[[], object], str]] = {
        "password": (
            lambda: _show_once(request, who, administration.new_first_password(actor, who, at=clock.now())),
            gettext("There is a new first password"),
        ),
        "factor": (
            lambda: administration.reset_factor(actor, who, at=clock.now()),
            gettext("App and sheet are reset"),
        ),
        "close": (
            lambda: administration.set_active(actor, who, active=False, at=clock.now()),
            gettext("The account is closed"),
        ),
        "open": (
            lambda: administration.set_active(actor, who, active=True, at=clock.now()),
            gettext("The account is open"),
        ),
    }
    if request.POST.get("change") not in changes:
        raise Http404
    change, said = changes[request.POST["change"]]
    try:
        change()
    except HjemadError as error:
        messages.error(request, str(refusal(error).message))
    else:
        messages.success(request, said)
    return redirect("access:user", user=who.pk)


def _show_once(request: HttpRequest, user: User, password: str) -> None:
    request.session[_FIRST] = encrypt_text(f"{user.pk}:{password}")


def _organisations() -> list[tuple[str, str]]:
    """Every organisation one can work for, by name, with what sort it is where names are alike."""
    kinds = {
        "municipality": gettext("municipality"),
        "shelter": gettext("shelter"),
        "system": gettext("administration"),
    }
    found = dict(Organisation.objects.filter(kind__in=kinds).values_list("pk", "kind"))
    names = names_on(found, day=clock.today())
    language = reader_language()
    return sorted(
        ((str(pk), f"{name} ({kinds[found[pk]]})") for pk, name in names.items()),
        key=lambda one: (one[1].casefold(), language),
    )
