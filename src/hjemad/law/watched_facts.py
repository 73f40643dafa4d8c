"""Facts that remember which of their keys were read, so that a misspelt or irrelevant one can be told."""

from collections.abc import Iterator, Mapping, Sequence

from hjemad.law.finding import JSON


class WatchedFacts(Mapping[str, JSON]):
    """The same facts, also inside lists and objects; `unread` names what nobody asked for."""

    def __init__(self, values: Mapping[str, JSON]) -> None:
        self._values = {key: _watched(value) for key, value in values.items()}
        self._read: set[str] = set()

    def __getitem__(self, key: str) -> JSON:
        self._read.add(key)
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def unread(self) -> list[str]:
        """Paths of the facts no rule read, such as "stays[0].note", in the order given."""
        return [path for key in self._values for path in self._unread_below(key)]

    def _unread_below(self, key: str) -> Iterator[str]:
        if key not in self._read:
            yield key
            return
        value = self._values[key]
        if isinstance(value, WatchedFacts):
            yield from (f"{key}.{path}" for path in value.unread())
        elif isinstance(value, list):
            for at, item in enumerate(value):
                if isinstance(item, WatchedFacts):
                    yield from (f"{key}[{at}].{path}" for path in item.unread())


def _watched(value: JSON) -> JSON:
    if isinstance(value, Mapping):
        return WatchedFacts(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_watched(item) for item in value]
    return value
