"""Typed readers of environment variables: refuse odd spellings and missing values, with directions.

No Django here, so that a wrong value is told in one clear sentence before anything else is loaded.
A secret may stand in a file: `NAME_FILE` names it, and `NAME` must then be unset.
"""

import contextlib
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

TRUE, FALSE = "yes", "no"


class WrongSetting(Exception):
    """A setting is missing or cannot be used; the text says what to set."""


@dataclass(frozen=True)
class Environment:
    """The environment variables of one process, read strictly."""

    values: Mapping[str, str]

    def text(self, name: str, *, default: str | None = None) -> str:
        """The value as it stands; an empty value counts as missing."""
        value = self.values.get(name, "")
        if value:
            return value
        if default is None:
            raise WrongSetting(f"Set {name}: it has no value, and there is no safe default.")
        return default

    def choice(self, name: str, *, choices: tuple[str, ...], default: str) -> str:
        """One of `choices`, spelt exactly."""
        value = self.text(name, default=default)
        if value not in choices:
            raise WrongSetting(f"Set {name} to one of {', '.join(choices)}; it has another value now.")
        return value

    def switch(self, name: str, *, default: bool) -> bool:
        """True for `yes`, false for `no`; every other spelling is refused."""
        value = self.choice(name, choices=(TRUE, FALSE), default=TRUE if default else FALSE)
        return value == TRUE

    def whole_number(self, name: str, *, default: int, least: int) -> int:
        """A whole number not below `least`."""
        text = self.text(name, default=str(default))
        if not (text.isascii() and text.isdigit()) or int(text) < least:
            raise WrongSetting(f"Set {name} to a whole number of at least {least}.")
        return int(text)

    def names(self, name: str) -> list[str]:
        """The comma separated parts, without blanks; an unset variable is an empty list."""
        return [part.strip() for part in self.values.get(name, "").split(",") if part.strip()]

    def secret(self, name: str) -> str | None:
        """The secret, from the variable or the file `NAME_FILE` names; None when neither is set."""
        value, file_name = self.values.get(name, ""), self.values.get(f"{name}_FILE", "")
        if value and file_name:
            raise WrongSetting(f"Set {name} or {name}_FILE, not both.")
        if not file_name:
            return value or None
        try:
            text = Path(file_name).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise WrongSetting(f"{name}_FILE names a file that cannot be read as text.") from error
        if not text:
            raise WrongSetting(f"{name}_FILE names an empty file: write the secret into it.")
        return text

    def required_secret(self, name: str) -> str:
        """The secret of that name; a missing one is refused with directions."""
        value = self.secret(name)
        if value is None:
            raise WrongSetting(
                f"Set {name}_FILE to a file that holds the secret (or {name} to the secret itself). "
                "`hjemad` generates it only for a demo; see docs/reference/settings.md."
            )
        return value


def process_environment() -> Environment:
    """The variables of this process."""
    return Environment(values=dict(os.environ))


def kept_secret(folder: Path, *, name: str, make: Callable[[], str]) -> str:
    """The secret kept in `folder/name`, made once when it is not there. For demo and development only."""
    file = folder / name
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        fresh = folder / f".{name}.{secrets.token_hex(4)}"
        fresh.touch(mode=0o600)
        fresh.write_text(make(), encoding="utf-8")
        # A hard link is refused when the file already stands: of two starting processes one wins.
        with contextlib.suppress(FileExistsError):
            file.hardlink_to(fresh)
        fresh.unlink()
    return file.read_text(encoding="utf-8").strip()
