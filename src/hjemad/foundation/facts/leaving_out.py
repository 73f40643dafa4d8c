"""A manager whose rows come without large columns that hardly anybody asks for."""

from typing import Any

from django.db import models


class LeavingOut(models.Manager[Any]):
    """Rows without these columns, each fetched when asked for. A joined row needs its own `defer`."""

    def __init__(self, *columns: str) -> None:
        super().__init__()
        self.columns = columns

    def get_queryset(self) -> models.QuerySet[Any]:
        """All rows, the columns left out."""
        return super().get_queryset().defer(*self.columns)
