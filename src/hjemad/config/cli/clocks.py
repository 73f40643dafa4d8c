"""`hjemad clocks rebuild`: every deadline is made again from the facts it follows from."""

import argparse
import os
from collections.abc import Sequence

from hjemad.config.cli.main import language
from hjemad.kernel.errors import Language

_TEXTS = {
    "da": {
        "description": "Frister følger af oplysninger. Her laves de igen, og antallet, der afveg, siges.",
        "rebuild": "lav alle frister igen",
        "said": "Fristerne i {records} registreringer er lavet igen; {changed} afveg.",
    },
    "en": {
        "description": "Deadlines follow from facts. They are made again, and how many differed is said.",
        "rebuild": "make every deadline again",
        "said": "The deadlines of {records} records are made again; {changed} differed.",
    },
}


def run(argv: Sequence[str]) -> int:
    """0 once every deadline is as the facts give it."""
    words = _TEXTS[language()]
    parser = argparse.ArgumentParser(prog="hjemad clocks", description=words["description"])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("rebuild", help=words["rebuild"])
    parser.parse_args(list(argv))
    return _rebuild(language())


def _rebuild(reader: Language) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemad.config.settings")
    import django  # noqa: PLC0415 - commands on files never load it

    django.setup()
    from hjemad.areas.citizens.actions import rebuild_clocks  # noqa: PLC0415 - models load after the apps
    from hjemad.foundation.audit import clock  # noqa: PLC0415

    records, changed = rebuild_clocks(at=clock.now())
    print(_TEXTS[reader]["said"].format(records=records, changed=changed))
    return 0
