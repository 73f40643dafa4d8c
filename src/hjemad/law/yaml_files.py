"""Reads the YAML a lawyer edits; a wrong key, a bare number or a bad date is told by file and key."""

from collections.abc import Mapping, Sequence
from datetime import date

import yaml

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import Certainty, Text

CERTAINTIES: tuple[Certainty, ...] = ("sourced", "inferred", "unknown")


class YamlEntry:
    """One mapping of a file. Reading a key marks it; `nothing_else` rejects what nobody read."""

    def __init__(self, values: Mapping[object, object], *, where: str) -> None:
        self.values = values
        self.where = where
        self.read: set[object] = set()

    def rejected(self, key: str, problem: str) -> InputRejected:
        """The error that names file and key."""
        return InputRejected(en=f"{self.where}: {key} {problem}", da=f"{self.where}: {key} {problem}")

    def nothing_else(self) -> None:
        """Nothing happens when every key was read; InputRejected names the first that is not known."""
        for key in self.values:
            if key not in self.read:
                raise self.rejected(str(key), "is not a key of this kind of file")

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.values

    def text(self, key: str) -> str:
        """Text that says something. A number must be quoted, so that 3.50 stays 3.50."""
        value = self._required(key)
        if not isinstance(value, str) or not value.strip():
            raise self.rejected(key, "must be text in quotes")
        return " ".join(value.split())

    def both(self, key: str) -> Text:
        """The text in Danish and in English, each under a key of its own: `title_da` and `title_en`."""
        return Text(da=self.text(f"{key}_da"), en=self.text(f"{key}_en"))

    def one_of(self, key: str, options: Sequence[str]) -> str:
        """One of the words that are allowed here."""
        value = self.text(key)
        if value not in options:
            raise self.rejected(key, f"must be one of {', '.join(options)}")
        return value

    def day(self, key: str) -> date:
        """A date such as 2023-10-01, not quoted."""
        value = self._required(key)
        if type(value) is not date:
            raise self.rejected(key, "must be a date such as 2023-10-01")
        return value

    def day_or_none(self, key: str) -> date | None:
        """A date, or null for not known or still open; the key itself is required."""
        self.read.add(key)
        if self.has(key) and self.values[key] is None:
            return None
        return self.day(key)

    def flag(self, key: str) -> bool:
        """True or false; false when the key is absent."""
        self.read.add(key)
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.rejected(key, "must be true or false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words, at least one."""
        value = self._required(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            raise self.rejected(key, "must be a list of words")
        return tuple(str(item) for item in value)

    def count(self, key: str) -> int:
        """A whole number from 1."""
        value = self._required(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self.rejected(key, "must be a whole number from 1")
        return value

    def entry(self, key: str) -> "YamlEntry":
        """The mapping below the key."""
        return as_entry(self._required(key), where=f"{self.where}: {key}")

    def entries(self, key: str) -> list["YamlEntry"]:
        """The list of mappings below the key, at least one."""
        value = self._required(key)
        if not isinstance(value, list) or not value:
            raise self.rejected(key, "must be a list with at least one entry")
        return [as_entry(item, where=f"{self.where}: {key}[{at}]") for at, item in enumerate(value)]

    def _required(self, key: str) -> object:
        self.read.add(key)
        if self.values.get(key) is None:
            raise self.rejected(key, "is missing")
        return self.values[key]


def read_certainty(entry: YamlEntry) -> Certainty:
    """How sure the house is of what the entry says. Nothing shipped is local."""
    word = entry.one_of("certainty", CERTAINTIES)
    return next(certainty for certainty in CERTAINTIES if certainty == word)


def read_yaml(text: str, *, where: str) -> YamlEntry:
    """The file's one mapping; InputRejected names the file when it is not one."""
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InputRejected(
            en=f"{where} is not YAML: {error}", da=f"{where} er ikke YAML: {error}"
        ) from error
    return as_entry(value, where=where)


def as_entry(value: object, *, where: str) -> YamlEntry:
    """The value as a mapping whose keys can be read one by one."""
    if not isinstance(value, dict):
        raise InputRejected(
            en=f"{where} must hold keys and values", da=f"{where} skal bestå af nøgler og værdier"
        )
    return YamlEntry(value, where=where)
