import os
import subprocess
import sys
from collections.abc import Callable

import pytest

import hjemad
from hjemad.config.cli import main
from hjemad.config.environment import WrongSetting
from hjemad.kernel.errors import HjemadError, InputRejected, OutcomeUnknown, WrongUsage


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[[list[str]], int]) -> None:
    monkeypatch.setattr(main, "ours", lambda word: word)
    monkeypatch.setattr(main, "answer", lambda _, words: answer(words))


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(_: list[str]) -> int:
        raise error

    answering(monkeypatch, fail)


def test_a_command_of_ours_gets_the_words_after_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[str]] = []

    def listen(words: list[str]) -> int:
        heard.append(words)
        return 4

    answering(monkeypatch, listen)

    code = main.run(["refund", "stays.csv", "--json"])

    assert (heard, code) == ([["stays.csv", "--json"]], 4)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        pytest.param(WrongUsage(en="Say which", da="Sig hvilken"), 2, id="wrong usage"),
        pytest.param(WrongSetting("Say which"), 2, id="wrong setting"),
        pytest.param(FileNotFoundError(2, "Say which"), 2, id="file not there"),
        pytest.param(InputRejected(en="Say which", da="Sig hvilken"), 3, id="input rejected"),
        pytest.param(OutcomeUnknown(en="Say which", da="Sig hvilken"), 4, id="outcome unknown"),
        pytest.param(HjemadError(en="Say which", da="Sig hvilken"), 70, id="defect we know"),
    ],
)
def test_a_failure_is_one_sentence_and_its_exit_code(
    error: Exception, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, error)

    assert main.run(["law"]) == code

    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "hjemad: Say which\n")


def test_a_failure_is_told_in_danish_when_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HJEMAD_LANGUAGE", "da")
    failing(monkeypatch, InputRejected(en="Say which", da="Sig hvilken"))

    main.run(["law"])

    assert capsys.readouterr().err == "hjemad: Sig hvilken\n"


@pytest.mark.parametrize("chosen", ["en", "da"])
def test_a_defect_shows_no_data(
    chosen: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HJEMAD_LANGUAGE", chosen)
    failing(monkeypatch, ValueError("Karl Invented, 010190"))

    assert main.run(["law"]) == 70

    told = capsys.readouterr().err
    assert "Karl" not in told
    assert "ValueError, test_main.py" in told
    assert told.count("\n") == 1


def test_a_defect_shows_its_traceback_only_when_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HJEMAD_DEBUG", "1")
    failing(monkeypatch, ValueError("a reason"))

    main.run(["law"])

    assert "Traceback" in capsys.readouterr().err


def test_an_interrupted_command_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, KeyboardInterrupt())

    assert main.run(["law"]) == 130
    assert capsys.readouterr().err == ""


def test_a_reader_that_goes_away_is_no_failure() -> None:
    program = "import sys; from hjemad.config.cli.main import run; sys.exit(run(['--help']))"
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-c", program], stdout=writing, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writing)

    assert done.stderr == b""
    assert done.returncode == main.READER_GONE


def test_version_is_the_version_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--version"]) == 0
    assert capsys.readouterr().out == f"hjemad {hjemad.__version__}\n"


@pytest.mark.parametrize("words", [["--help"], []], ids=["asked", "nothing said"])
def test_help_names_every_command_of_ours(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main.run(words)

    told = capsys.readouterr().out
    assert [name for name in main.COMMANDS if f"hjemad {name}" not in told] == []


@pytest.mark.parametrize("word", ["nonsense", "../law", "*", ""])
def test_a_word_that_is_no_command_is_told_so_whatever_the_settings(
    word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HJEMAD_ENV", "production")

    assert main.run([word]) == 2

    assert capsys.readouterr().err == (
        "hjemad: There is no such command. See what there is with: hjemad --help\n"
    )


@pytest.mark.parametrize("word", ["migrate", "collectstatic", "flush", "seed_denmark", "help"])
def test_commands_of_django_and_of_our_apps_are_known(word: str) -> None:
    assert main.is_command(word)


@pytest.mark.parametrize("name", main.COMMANDS)
def test_every_command_named_in_the_help_has_a_module(name: str) -> None:
    assert main.ours(name) == f"hjemad.config.cli.{main.MODULES.get(name, name)}"


@pytest.mark.parametrize(
    "words", [["law", "list"], ["refund", "--help"], ["--help"]], ids=["law list", "refund --help", "--help"]
)
def test_a_command_on_files_never_loads_django(words: list[str]) -> None:
    program = (
        "import sys\nfrom hjemad.config.cli.main import run\n"
        f"try:\n    run({words!r})\nexcept SystemExit:\n    pass\n"
        "print('django' in sys.modules, file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stderr.splitlines()[-1:] == ["False"]
    assert done.stdout
