import stat
from pathlib import Path

import pytest

from hjemad.config.environment import Environment, WrongSetting, kept_secret


def of(**values: str) -> Environment:
    return Environment(values=values)


@pytest.mark.parametrize(("text", "meant"), [("yes", True), ("no", False)])
def test_a_switch_has_two_spellings(text: str, meant: bool) -> None:
    assert of(X=text).switch("X", default=not meant) is meant


@pytest.mark.parametrize("text", ["true", "1", "YES", "on", " yes", "ja"])
def test_any_other_spelling_is_refused_with_directions_and_without_the_value(text: str) -> None:
    with pytest.raises(WrongSetting, match="Set X to one of yes, no") as error:
        of(X=text).switch("X", default=True)
    assert f" {text} " not in str(error.value)


@pytest.mark.parametrize("text", ["-1", "6.0", "six", " 6", "²", "0"])
def test_a_number_is_whole_and_not_too_small(text: str) -> None:
    with pytest.raises(WrongSetting, match="Set X to a whole number of at least 1"):
        of(X=text).whole_number("X", default=6, least=1)


def test_what_is_unset_or_empty_takes_the_default_or_is_refused() -> None:
    assert of(X="").whole_number("X", default=6, least=1) == 6
    assert of().text("X", default="a") == "a"
    with pytest.raises(WrongSetting, match="Set X"):
        of(X="").text("X")


def test_names_are_parted_by_commas() -> None:
    assert of(X=" a.example , b.example,").names("X") == ["a.example", "b.example"]
    assert of().names("X") == []


def test_a_secret_stands_in_the_variable_or_in_a_file_but_not_in_both(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("hemmelig\n", encoding="utf-8")

    assert of(X="hemmelig").required_secret("X") == "hemmelig"
    assert of(X_FILE=str(file)).required_secret("X") == "hemmelig"
    with pytest.raises(WrongSetting, match="not both"):
        of(X="hemmelig", X_FILE=str(file)).secret("X")


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"], ids=["no file", "empty", "not text"])
def test_a_secret_file_that_cannot_be_used_is_refused(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(WrongSetting, match="X_FILE names"):
        of(X_FILE=str(file)).secret("X")


def test_a_missing_secret_says_what_to_set() -> None:
    with pytest.raises(WrongSetting, match="Set X_FILE to a file"):
        of().required_secret("X")


def test_a_kept_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    made = iter(["first", "second"])
    folder = tmp_path / "demo-keys"

    kept = [kept_secret(folder, name="secret-key", make=lambda: next(made)) for _ in range(2)]

    assert kept == ["first", "first"]
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [file.name for file in folder.iterdir()] == ["secret-key"]
