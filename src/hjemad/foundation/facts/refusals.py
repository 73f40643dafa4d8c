"""Turns a refusal of the database into an error that says what to do, and lets no row values out with it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from hjemad.kernel.errors import HjemadError


@contextmanager
def translated(errors: Mapping[str, Callable[[], HjemadError]]) -> Iterator[None]:
    """All inside is one transaction; a refusal by a named constraint or trigger raises its error instead.

    Other refusals pass unchanged: they are defects of ours.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refusal:
        text = str(refusal)
        for name, error in errors.items():
            if name in text:
                # The database's own text prints the row it refused; it goes no further.
                raise error() from None
        raise
