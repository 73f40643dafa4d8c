"""A browser without a screen: how tests of pages sign in and read the hidden fields of a form."""

import re

from django.test import Client

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.middleware import SESSION_KEY
from hjemad.foundation.access.models import User


def signed_in(actor: Actor) -> Client:
    """The actor's browser, in Danish, working under the actor's assignment."""
    client = Client(headers={"accept-language": "da"})
    client.force_login(User.objects.get(pk=actor.user_id))
    session = client.session
    session[SESSION_KEY] = actor.assignment_id
    session.save()
    return client


def hidden_fields(client: Client, address: str) -> dict[str, str]:
    """The hidden fields of the form at the address, as the page gives them."""
    page = client.get(address).content.decode()
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
