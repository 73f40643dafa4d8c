"""How claims are read: without what only the ledger asks for."""

from typing import Any

from django.db import models


class ClaimManager(models.Manager[Any]):
    """Claims without `seen`: it grows with everybody the municipality pays for, and only the ledger asks."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Each claim; `seen` is fetched when it is asked for."""
        return super().get_queryset().defer("seen")
