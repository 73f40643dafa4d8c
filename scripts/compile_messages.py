"""Compile every message catalogue (.po) below src/ to the form Django reads (.mo), without a system gettext.

An entry marked fuzzy is a guess of a tool: an error here, since a guess must not be shown as a translation.
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent


def compile_catalogue(source: Path) -> list[str]:
    """What is wrong with the catalogue; when nothing is, the compiled file lies beside it."""
    try:
        with source.open("rb") as stream:
            catalogue = read_po(stream, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        return [f"{source.relative_to(ROOT)}: {error}"]
    problems = [
        f"{source.relative_to(ROOT)}:{message.lineno}: {problem}"
        for message, errors in catalogue.check()
        for problem in errors
    ]
    problems += [f"{source.relative_to(ROOT)}:{m.lineno}: fuzzy" for m in catalogue if m.id and m.fuzzy]
    if not problems:
        with source.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, catalogue)
    return problems


def main() -> int:
    """Exit code 1 when a catalogue was refused, with each reason on a line."""
    problems = [
        problem for source in sorted((ROOT / "src").glob("**/*.po")) for problem in compile_catalogue(source)
    ]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
