"""The reader's language, and the name of the other one."""

from django.utils.translation import get_language

from hjemad.kernel.errors import Language

# Each language is named in itself: that is what a reader looks for.
CALL = {"da": "På dansk", "en": "In English"}


def reader_language() -> Language:
    """English when chosen, else Danish."""
    return "en" if (get_language() or "").startswith("en") else "da"


def other_language() -> Language:
    """The one the page can be switched to."""
    return "da" if reader_language() == "en" else "en"
