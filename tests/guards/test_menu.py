"""Every page in the menu has an address in the house."""

from django.urls import reverse

from hjemad.foundation.ui import menu


def test_every_menu_entry_leads_somewhere() -> None:
    assert len(menu.entries()) >= 3
    assert all(reverse(entry.route).startswith("/") for entry in menu.entries())
