"""`hjemad seed_denmark`: the regions and municipalities stand; running it again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.actions import seed_denmark


class Command(BaseCommand):
    """Writes what is missing of the five regions and the 98 municipalities."""

    help = "Writes what is missing of the five regions and the 98 municipalities."

    def handle(self, *args: Any, **options: Any) -> None:
        """One action, one line of summary."""
        new = seed_denmark(at=clock.now(), by=None)
        self.stdout.write(f"{new} organisations written.")
