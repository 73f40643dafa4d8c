"""The command `hjemad`: finds who answers, and turns every failure into one sentence and an exit code.

A command of ours is a module of this package with `run(argv) -> int`, imported only when it is asked for, so
commands on files (`law`, `refund`) never load Django. Every other word goes to Django's own commands.

Exit codes: 0 done, 1 the answer is no, 2 wrong usage or environment, 3 input rejected, 4 outcome unknown,
70 a defect of ours, 130 interrupted, 141 the reader of our output went away.
"""

import glob
import importlib
import importlib.util
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import hjemad
from hjemad.config.environment import WrongSetting
from hjemad.kernel.errors import HjemadError, Language, WrongUsage

# Packages whose management commands can be asked for; looked up as files, since settings may not load.
WITH_COMMANDS = ("django", "django_otp", "hjemad")

WRONG_USAGE, DEFECT, INTERRUPTED, READER_GONE = 2, 70, 130, 141

# Shown by `hjemad --help`: what it does, in English and in Danish.
COMMANDS: dict[str, tuple[str, str]] = {
    "law": (
        "the rules: list, decide, check a case table, diff (files only)",
        "reglerne: list, decide, check, diff (kun filer)",
    ),
    "refund": ("a quarter's refund from files", "et kvartals refusion ud fra filer"),
    "export": ("a closed request as a file", "en lukket anmodning som fil"),
    "demo": ("an invented Denmark, served on this machine", "et opdigtet Danmark på denne maskine"),
    "serve": ("the service itself", "selve tjenesten"),
    "import": (
        "invoices, stays or residents FILE: what others sent",
        "invoices, stays eller residents FIL: det, andre har sendt",
    ),
    "keys": ("make, rotate, rehash: when keys change", "make, rotate, rehash: når nøgler skifter"),
    "clocks": ("rebuild: make every deadline again from facts", "rebuild: lav alle frister igen"),
}

# Where the word cannot name a module.
MODULES = {"import": "importing"}


def run(argv: Sequence[str] | None = None) -> int:
    """The exit code of the command; nothing but SystemExit of a parser leaves this function."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        code = dispatch(words)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more at its end and would complain; give it somewhere to write.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  (the one place where nothing may pass)
        return report(error)
    return code


def dispatch(words: list[str]) -> int:
    """The exit code of the command the first word names."""
    if not words or words[0] in {"-h", "--help"}:
        print(overview())
        return 0
    if words[0] == "--version":
        print(f"hjemad {hjemad.__version__}")
        return 0
    module = ours(words[0])
    if module is None:
        return django(words)
    return answer(module, words[1:])


def ours(word: str) -> str | None:
    """The module that answers a command of ours, or None when the word is not one."""
    if word not in COMMANDS:
        return None
    module = f"{__package__}.{MODULES.get(word, word)}"
    return module if importlib.util.find_spec(module) else None


def answer(module: str, words: list[str]) -> int:
    """The exit code of a command of ours; its module is loaded now, not before."""
    return int(importlib.import_module(module).run(words))


def django(words: list[str]) -> int:
    """Django's own commands and those of our apps, with Django's own exit codes."""
    if not is_command(words[0]):
        raise WrongUsage(
            en="There is no such command. See what there is with: hjemad --help",
            da="Der er ingen kommando med det navn. Se, hvad der er, med: hjemad --help",
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemad.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  (files-only commands never load it)

    execute_from_command_line(["hjemad", *words])
    return 0


def is_command(word: str) -> bool:
    """Some package has a management command of that name; the settings are not read for it."""
    if word in {"help", "version"} or word.startswith("-"):
        return True
    for package in WITH_COMMANDS:
        found = importlib.util.find_spec(package)
        roots = (found.submodule_search_locations or []) if found else []
        if any(any(Path(root).rglob(f"management/commands/{glob.escape(word)}.py")) for root in roots):
            return True
    return False


def language() -> Language:
    """Danish when HJEMAD_LANGUAGE=da, else English."""
    return "da" if os.environ.get("HJEMAD_LANGUAGE") == "da" else "en"


def overview() -> str:
    """What can be asked of `hjemad`."""
    column = 1 if language() == "da" else 0
    lines = [f"  hjemad {name:<8} {texts[column]}" for name, texts in COMMANDS.items()]
    head = ("Commands (each answers --help):", "Kommandoer (hver svarer på --help):")[column]
    rest = ("Every other word is a command of Django.", "Alle andre ord er Djangos kommandoer.")[column]
    return "\n".join([head, *lines, rest])


def report(error: Exception) -> int:
    """The failure stands on stderr as one sentence without data; returns its exit code."""
    if os.environ.get("HJEMAD_DEBUG") == "1":
        traceback.print_exception(error)
    sentence, code = explained(error)
    print(f"hjemad: {sentence}", file=sys.stderr)
    return code


def explained(error: Exception) -> tuple[str, int]:
    """The sentence a person can act on, and the exit code."""
    if isinstance(error, HjemadError):
        return error.text(language()), error.exit_code
    if isinstance(error, WrongSetting):
        return str(error), WRONG_USAGE
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror, WRONG_USAGE
    where = place(error)
    if language() == "da":
        text = f"En fejl hos os ({where}). Kør igen med HJEMAD_DEBUG=1, og meld, hvad der vises"
    else:
        text = f"A defect of ours ({where}). Run again with HJEMAD_DEBUG=1 and report what it shows"
    return text, DEFECT


def place(error: Exception) -> str:
    """Kind of failure with file and line: enough to find it, and never a value."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    return f"{type(error).__name__}, {Path(frames[-1].filename).name}:{frames[-1].lineno}"


if __name__ == "__main__":
    sys.exit(run())
