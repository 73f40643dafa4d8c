import pytest
from django.test import Client
from django.urls import resolve

from hjemad.foundation.access.middleware import SESSION_KEY
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import declaration_of, open_page
from tests.people import LONG_AGO, a_house, a_user, an_assignment

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hjemad.foundation.access.tests.pages")]


def as_night_worker(client: Client) -> Client:
    assignment = an_assignment("Ditte", role="shelter_staff", organisation=a_house().shelter)
    client.force_login(assignment.user)
    session = client.session
    session[SESSION_KEY] = assignment.pk
    session.save()
    return client


def test_a_role_with_the_permission_gets_the_page(client: Client) -> None:
    assert as_night_worker(client).get("/house/").content == b"indhold"


def test_a_role_without_the_permission_gets_403(client: Client) -> None:
    assert as_night_worker(client).get("/claims/").status_code == 403


def test_another_house_s_object_is_404(client: Client) -> None:
    assert as_night_worker(client).get("/other/").status_code == 404


def test_an_action_beyond_the_role_is_403(client: Client) -> None:
    assert as_night_worker(client).get("/beyond/").status_code == 403


def test_whoever_is_signed_out_is_led_to_sign_in_and_back(client: Client) -> None:
    response = client.get("/house/?natten=i-gaar")

    assert response.status_code == 302
    assert response["Location"] == "/log-paa/?next=/house/%3Fnatten%3Di-gaar"


def test_whoever_has_chosen_no_assignment_is_led_to_choose(client: Client) -> None:
    client.force_login(a_user("Ditte"))

    response = client.get("/house/")

    assert response["Location"] == "/vaelg-rolle/?next=/house/"
    assert client.get("/me/").status_code == 200


def test_an_assignment_that_has_ended_gives_no_page_any_more(client: Client) -> None:
    browser = as_night_worker(client)
    assignment = an_assignment("Niels", role="shelter_staff", organisation=a_house(code="102").shelter)
    assignment.valid_from, assignment.valid_to = LONG_AGO, LONG_AGO.replace(year=2016)
    assignment.save()
    session = browser.session
    session[SESSION_KEY] = assignment.pk
    session.save()

    assert browser.get("/house/").status_code == 302


def test_an_open_page_is_for_everybody_and_a_page_of_one_s_own_only_for_the_signed_in(client: Client) -> None:
    assert client.get("/law/").status_code == 200
    assert client.get("/me/").status_code == 302


def test_each_route_says_who_may_use_it() -> None:
    found = {address: declaration_of(resolve(address).func) for address in ("/house/", "/law/", "/me/")}

    assert all(found.values())
    assert [one.permission for one in found.values() if one] == [Permission.SEE_HOUSE, None, None]


def test_an_open_page_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="say why"):
        open_page("x/", lambda _: None, reason=" ", name="x")  # type: ignore[arg-type,return-value]
