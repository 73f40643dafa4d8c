"""`hjemad keys make | rotate | rehash`: new keys, and everything sealed written anew under them."""

import argparse
import os
import secrets
from collections.abc import Sequence

from cryptography.fernet import Fernet

from hjemad.config.cli.main import language
from hjemad.config.environment import process_environment

_TEXTS = {
    "da": {
        "description": "Nøgler. Sæt en ny nøgle først i HJEMAD_CPR_KEYS, kør rotate, og tag den gamle ud.",
        "make": "vis nye nøgler til de tre indstillinger",
        "rotate": "krypter alt igen med den første nøgle; tjenesten må køre imens",
        "rehash": "find CPR-numre med den nye HJEMAD_LOOKUP_KEY; den gamle står i HJEMAD_OLD_LOOKUP_KEY; "
        "tjenesten skal stå stille imens",
        "dry": "tæl kun",
        "said": "{rows} rækker skrevet igen.",
        "would": "{rows} rækker skal skrives igen.",
    },
    "en": {
        "description": "Keys. Put a new one first in HJEMAD_CPR_KEYS, run rotate, and take the old one out.",
        "make": "show new keys for the three settings",
        "rotate": "encrypt everything anew with the first key; the service may run meanwhile",
        "rehash": "find CPR numbers by the new HJEMAD_LOOKUP_KEY, with the old one in HJEMAD_OLD_LOOKUP_KEY; "
        "the service must stand still meanwhile",
        "dry": "only count",
        "said": "{rows} rows written anew.",
        "would": "{rows} rows are to be written anew.",
    },
}


def run(argv: Sequence[str]) -> int:
    """0 once everything rests on the present keys."""
    words = _TEXTS[language()]
    parser = argparse.ArgumentParser(prog="hjemad keys", description=words["description"])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("make", help=words["make"])
    for name in ("rotate", "rehash"):
        commands.add_parser(name, help=words[name]).add_argument(
            "--dry-run", action="store_true", help=words["dry"]
        )
    asked = parser.parse_args(list(argv))
    if asked.command == "make":
        print(f"HJEMAD_SECRET_KEY={secrets.token_urlsafe(48)}")
        print(f"HJEMAD_CPR_KEYS={Fernet.generate_key().decode()}")
        print(f"HJEMAD_LOOKUP_KEY={secrets.token_urlsafe(48)}")
        return 0
    return _change(asked.command, dry_run=asked.dry_run)


def _change(command: str, *, dry_run: bool) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemad.config.settings")
    import django  # noqa: PLC0415 - settings are read only when the command is asked for

    django.setup()
    from hjemad.config import key_rotation  # noqa: PLC0415 - models load after the apps
    from hjemad.foundation.audit import clock  # noqa: PLC0415

    now, write = clock.now(), not dry_run
    if command == "rotate":
        rows = key_rotation.reencrypt(at=now, write=write)
    else:
        old_key = process_environment().required_secret("HJEMAD_OLD_LOOKUP_KEY")
        rows = key_rotation.rehash(old_key=old_key, at=now, write=write)
    print(_TEXTS[language()]["would" if dry_run else "said"].format(rows=rows))
    return 0
