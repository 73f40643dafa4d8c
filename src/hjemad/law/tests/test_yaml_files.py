from collections.abc import Callable
from datetime import date

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.yaml_files import YamlEntry, read_certainty, read_yaml

TEXT = """
word: "a  b"
day: 2023-10-01
nothing: null
"yes": true
words: [x, y]
count: 1
one: {inner: z}
several: [{inner: z}, {inner: q}]
certainty: unknown
"""


def entry(text: str = TEXT) -> YamlEntry:
    return read_yaml(text, where="f.yaml")


def test_each_key_is_read_by_its_kind() -> None:
    read = entry()

    assert read.text("word") == "a b"
    assert read.day("day") == read.day_or_none("day") == date(2023, 10, 1)
    assert read.day_or_none("nothing") is None
    assert (read.flag("yes"), read.flag("absent")) == (True, False)
    assert read.texts("words") == ("x", "y")
    assert read.count("count") == 1
    assert read.one_of("certainty", ("known", "unknown")) == "unknown"
    assert read.entry("one").text("inner") == "z"
    assert [one.text("inner") for one in read.entries("several")] == ["z", "q"]
    assert read_certainty(read) == "unknown"
    assert (read.has("word"), read.has("absent")) == (True, False)
    read.nothing_else()


@pytest.mark.parametrize("key", ["word", "day", "nothing", "yes", "words", "count", "one", "several"])
def test_a_key_nobody_read_is_not_a_key(key: str) -> None:
    read = entry()
    for name in read.values:
        if name != key:
            read.read.add(name)

    with pytest.raises(InputRejected, match=f"^f.yaml: {key} is not a key of this kind of file$"):
        read.nothing_else()


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda read: read.text("count"), "f.yaml: count must be text in quotes"),
        (lambda read: read.text("absent"), "f.yaml: absent is missing"),
        (lambda read: read.text("nothing"), "f.yaml: nothing is missing"),
        (lambda read: read.one_of("certainty", ("a", "b")), "f.yaml: certainty must be one of a, b"),
        (lambda read: read.day("word"), "f.yaml: word must be a date such as 2023-10-01"),
        (lambda read: read.day_or_none("absent"), "f.yaml: absent is missing"),
        (lambda read: read.flag("word"), "f.yaml: word must be true or false"),
        (lambda read: read.texts("word"), "f.yaml: word must be a list of words"),
        (lambda read: read.texts("several"), "f.yaml: several must be a list of words"),
        (lambda read: read.count("word"), "f.yaml: word must be a whole number from 1"),
        (lambda read: read.count("yes"), "f.yaml: yes must be a whole number from 1"),
        (lambda read: read.entries("one"), "f.yaml: one must be a list with at least one entry"),
        (lambda read: read.entry("one").text("other"), "f.yaml: one: other is missing"),
        (lambda read: read.entries("several")[1].text("other"), "f.yaml: several[1]: other is missing"),
        (lambda read: read.entry("word"), "f.yaml: word must hold keys and values"),
        (lambda read: read.entries("words"), "f.yaml: words[0] must hold keys and values"),
    ],
)
def test_what_is_wrong_is_told_by_file_and_key(ask: Callable[[YamlEntry], object], said: str) -> None:
    with pytest.raises(InputRejected) as refused:
        ask(entry())

    assert refused.value.en == said
    assert refused.value.da in (
        said,
        said.replace("must hold keys and values", "skal bestå af nøgler og værdier"),
    )


@pytest.mark.parametrize(
    ("text", "key"), [("words: []", "words"), ("count: 0", "count"), ('word: " "', "word")]
)
def test_what_is_empty_says_nothing(text: str, key: str) -> None:
    read = entry(text)
    ask = {"words": read.texts, "count": read.count, "word": read.text}[key]

    with pytest.raises(InputRejected, match=f"^f.yaml: {key} must be"):
        ask(key)


def test_a_file_that_is_no_yaml_is_told_in_both_languages() -> None:
    with pytest.raises(InputRejected) as refused:
        entry("a: [")

    assert refused.value.en.startswith("f.yaml is not YAML: while parsing")
    assert refused.value.da.startswith("f.yaml er ikke YAML: while parsing")
