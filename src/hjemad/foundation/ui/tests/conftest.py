"""The addresses and templates of these tests, and Ditte at her computer."""

from pathlib import Path

import pytest
from django.test import Client

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture
def pages(settings):
    """Our test pages beside the real ones."""
    settings.ROOT_URLCONF = "hjemad.foundation.ui.tests.pages"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [TEMPLATES]}]


@pytest.fixture
def house(db):
    """Åhuset."""
    # A conftest is loaded before the settings are: models are imported when a test asks for them.
    from tests import people

    return people.a_house()


@pytest.fixture
def at_work(house, pages, client: Client) -> Client:
    """Ditte, signed in and working as shelter staff in Åhuset."""
    from tests import people

    people.ditte(house)
    client.post("/log-paa/", {"username": "ditte", "password": people.PASSWORD}, follow=True)
    return client
