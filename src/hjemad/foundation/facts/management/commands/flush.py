"""`flush` in this house: refused in production; elsewhere triggers are lifted, then put back."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as DjangoFlush
from django.db import connections

from hjemad.foundation.facts import triggers


class Command(DjangoFlush):
    """Empties a test, development or demo database."""

    def handle(self, **options: Any) -> None:
        """The tables are empty and every trigger stands, or nothing happened."""
        if settings.HJEMAD_ENV == "production":
            raise CommandError("flush is refused in production: facts are never deleted all at once.")
        connection = connections[options["database"]]
        triggers.remove(connection)
        try:
            super().handle(**options)
        finally:
            triggers.install(connection)
