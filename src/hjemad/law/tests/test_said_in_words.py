"""Whatever a rule has to say is there in words, in both languages."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from hjemad import law
from hjemad.law.finding import Missing, Review, Text

ROOT = Path(law.__file__).parent
MODULES = [
    ".".join(("hjemad.law", *path.relative_to(ROOT).with_suffix("").parts))
    for path in sorted(ROOT.rglob("*.py"))
    if "tests" not in path.parts and path.name != "__init__.py"
]


def constants(module: ModuleType) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in vars(module).items() if name.strip("_").isupper())


def words_of(value: object) -> list[object]:
    """What stands beside a text: the other values of its mapping, the other parts of its tuple."""
    held = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else []
    inner = [words for one in held for words in words_of(one)]
    return [*inner, *held] if any(isinstance(one, Text) for one in held) else inner


@pytest.mark.parametrize("name", MODULES)
def test_no_constant_is_empty_and_every_text_beside_a_text_is_one(name: str) -> None:
    for constant, value in constants(import_module(name)):
        assert value is not None, f"{constant} says nothing"
        said = value.text if isinstance(value, (Missing, Review)) else ""
        assert said is not None, f"{constant} has a code and no words"
        missing = [one for one in words_of(value) if one is None]
        assert missing == [], f"{constant} lacks words"


def test_the_texts_of_the_rules_are_found() -> None:
    from hjemad.law.serviceloven import par_163

    assert any(isinstance(value, Text) for _, value in constants(par_163))
