"""Reads a page as a browser would: parsed strictly, forms with their fields."""

from typing import Any, Protocol

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"


class Answered(Protocol):
    """Whatever came back from a request."""

    @property
    def content(self) -> bytes:
        """The page."""


def parsed(content: str | bytes) -> Any:
    """The tree of a page without parse errors."""
    return html5lib.HTMLParser(strict=True).parse(content)


def text_of(response: Answered) -> str:
    """All words of the page, spaces made one."""
    return " ".join("".join(parsed(response.content).itertext()).split())


def fields_of(response: Answered, *, action: str = "") -> dict[str, list[str]]:
    """What a browser would send for the form inside main with this action, as the page shows it."""
    main = parsed(response.content).find(f".//{HTML}main")
    assert main is not None
    form = next(f for f in main.iter(f"{HTML}form") if f.get("action", "") == action)
    sent: dict[str, list[str]] = {}
    for node in form.iter():
        name = node.get("name")
        if name is None or node.tag == f"{HTML}button":
            continue
        box = node.get("type") in {"radio", "checkbox"}
        value = node.get("value", "on" if box else "")
        if node.tag == f"{HTML}textarea":
            value = "".join(node.itertext()).removeprefix("\n")
        if not box or node.get("checked") is not None:
            sent.setdefault(name, []).append(value)
    return sent
