"""The option `--out FILE` of the commands that write one."""

from collections.abc import Iterable
from pathlib import Path

from hjemad.kernel.errors import WrongUsage


def spare_what_is_read(out: Path, read: Iterable[Path]) -> None:
    """Nothing happens unless the file to be written is one of those that are read: then WrongUsage."""
    if any(same_file(out, path) for path in read):
        raise WrongUsage(
            en="--out is one of the files that are read. Choose another name, so that nothing is lost",
            da="--out er en af de filer, der læses. Vælg et andet navn, så intet går tabt",
        )


def same_file(one: Path, other: Path) -> bool:
    """Whether both paths lead to one file, there or not yet."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()
