"""Every address written in a template or a view is one of the house: no page breaks on a lost name."""

import re

from django.urls import URLPattern, URLResolver, get_resolver

from tests.guards.house import product_files, shown, templates

IN_TEMPLATE = re.compile(r"""{%\s*url\s+["']([\w:]+)["']""")
IN_PYTHON = re.compile(r"""\b(?:reverse|redirect|resolve_url)\(\s*["'](\w+:\w+)["']""")


def names(resolver: URLResolver, *, space: str = "") -> set[str]:
    found: set[str] = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found |= names(entry, space=entry.namespace or space)
        elif isinstance(entry, URLPattern):
            found.add(f"{space}:{entry.name}" if space else str(entry.name))
    return found


def test_every_name_of_an_address_exists() -> None:
    known = names(get_resolver())
    written = [
        (shown(path), name)
        for files, pattern in ((templates(), IN_TEMPLATE), (product_files(), IN_PYTHON))
        for path in files
        for name in pattern.findall(path.read_text(encoding="utf-8"))
    ]

    assert len(written) > 50
    assert [(place, name) for place, name in written if name not in known] == []
