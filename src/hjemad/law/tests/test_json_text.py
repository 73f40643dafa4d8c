import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.json_text import parse_json


def test_decimals_keep_the_digits_they_were_written_with() -> None:
    assert parse_json(b'{"a": 96.710, "b": 3, "c": [true, null, "x"]}', where="f") == {
        "a": "96.710", "b": 3, "c": [True, None, "x"],
    }  # fmt: skip


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert parse_json(b"\xef\xbb\xbf{}", where="f") == {}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{"a": "secret"', "line 1, column 15"),
        (b"", "line 1, column 1"),
        (b'{"a": 1,\n "a": 2}', "the key 'a' stands twice"),
        (b'{"a": NaN}', "NaN is not a value"),
        (b'{"a": Infinity}', "Infinity is not a value"),
        ("{'blåbær'}".encode("latin-1"), "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_not_json_is_told_by_file_and_place(data: bytes, told: str) -> None:
    with pytest.raises(InputRejected) as error:
        parse_json(data, where="facts.json")

    assert str(error.value).startswith("facts.json")
    assert error.value.text("da").startswith("facts.json")
    assert told in str(error.value)
    assert "secret" not in str(error.value)
    assert error.value.code == "bad_json"


@pytest.mark.parametrize(
    ("data", "da"),
    [
        (b'{"a": 1,\n b', "f, linje 2, tegn 2: ikke JSON"),
        (b'{"a": 1, "a": 2}', "f: nøglen 'a' står to gange i ét objekt"),
        (b'{"a": -Infinity}', "f: -Infinity er ikke en værdi i JSON"),
        (b"\xff", "f er ikke UTF-8"),
        (b"[" * 100_000, "f er indlejret for dybt"),
    ],
)
def test_what_is_not_json_is_told_in_danish(data: bytes, da: str) -> None:
    with pytest.raises(InputRejected) as error:
        parse_json(data, where="f")

    assert error.value.da.startswith(da)
    assert error.value.__cause__ is None
