"""Addresses about a person. Each says on its line who may use it."""

from hjemad.areas.citizens.views import contact, disputes, finding, hiding, identity, person, same_person
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import page

app_name = "citizens"

_PERSON = "borger/<uuid:public_id>/"
_HIDE = _PERSON + "del-ikke-med/"
_PROTECTION = _PERSON + "beskyttelse/"
_SAME = _PERSON + "samme-person/"
_IDENTITY = Permission.WRITE_IDENTITY
_ACTS = Permission.WRITE_RESPONSIBLE_MUNICIPALITY

urlpatterns = [
    page("find-en-person/", finding.find, permission=Permission.LOOK_UP, name="find"),
    page(_PERSON + "oplysninger/", person.person, permission=_IDENTITY, name="person"),
    page(_PERSON + "identitet/", identity.identity, permission=_IDENTITY, name="identity"),
    page(_PERSON + "cpr/", identity.cpr, permission=_IDENTITY, name="cpr"),
    page(_PERSON + "adresse/", contact.address, permission=_IDENTITY, name="address"),
    page(_PERSON + "hent-fra-cpr/", contact.from_register, permission=_IDENTITY, name="from_register"),
    page(_PERSON + "set/<uuid:fact_id>/", person.seen, permission=_IDENTITY, name="seen"),
    page(_HIDE, hiding.hide, permission=Permission.WRITE_BLOCK, name="hide"),
    page(_HIDE + "<uuid:fact_id>/stop/", hiding.stop, permission=Permission.WRITE_BLOCK, name="stop_hiding"),
    page(_PROTECTION, hiding.protection, permission=Permission.WRITE_PROTECTION, name="protection"),
    page(
        _PROTECTION + "<uuid:fact_id>/ophaev/",
        hiding.end,
        permission=Permission.WRITE_PROTECTION,
        name="end_protection",
    ),
    page(_SAME, same_person.same_person, permission=Permission.LINK_RECORDS, name="same_person"),
    page(
        _SAME + "<uuid:other_id>/",
        same_person.change,
        permission=Permission.LINK_RECORDS,
        name="same_person_change",
    ),
    page(_PERSON + "uenighed/", disputes.dispute, permission=_ACTS, name="dispute"),
]
