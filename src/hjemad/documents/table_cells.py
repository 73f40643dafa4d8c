"""Text that goes into a table file: a cell that a spreadsheet would run as a formula is made plain text."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROLS = ("\t", "\r", "\n")


def neutral(text: str) -> str:
    """A text cell no spreadsheet reads as a formula: an apostrophe goes before what would begin one.

    For columns of text only. A column of amounts keeps its minus.
    """
    if text.startswith(_CONTROLS) or text.lstrip(" \"'\u00a0\t\r\n").startswith(_STARTS_A_FORMULA):
        return f"'{text}"
    return text
