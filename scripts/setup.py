"""Build everything this folder needs to run: Python 3.12 with its packages, the design system, the messages.

Needs a Python 3.9 or newer (the Makefile looks) and make; uses only the standard library. Running it again is
quick: each step remembers the content of the files it was built from and is left out while they are the same.

Order: uv (as a wheel, in .tools), a Python of the version in .python-version, .venv from the lock file, this
project (editable), the design system through npm (Node comes as a wheel), assets, message catalogues.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
LOG = ROOT / "build" / "setup.log"
STAMPS = VENV / "stamps.json"


class SetupFailed(Exception):
    """Holds the one sentence that tells the newcomer what to do."""


# --- small tools --------------------------------------------------------------------------------------------


def environment() -> dict[str, str]:
    """The caller's environment, with the system's own certificates trusted and the new programs first."""
    values = dict(os.environ)
    values["PATH"] = os.pathsep.join([str(VENV / "bin"), values.get("PATH", os.defpath)])
    values.setdefault("UV_SYSTEM_CERTS", "1")
    values.setdefault("NODE_OPTIONS", "--use-system-ca")
    values.setdefault("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    values["VIRTUAL_ENV"] = str(VENV)
    for disturbing in ("PYTHONPATH", "PYTHONHOME", "PYENV_VERSION", "UV_PYTHON"):
        values.pop(disturbing, None)
    return values


def run(command: Sequence[str | Path], *, otherwise: str) -> None:
    """The command has succeeded; its output lies in the log. Otherwise raises with the sentence given."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write("\n$ {}\n".format(" ".join(str(part) for part in command)))
        log.flush()
        try:
            code = subprocess.run(
                [str(part) for part in command],
                cwd=ROOT,
                env=environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            ).returncode
        except OSError as error:
            log.write(f"{error}\n")
            code = 1
    if code != 0:
        raise SetupFailed(f"{otherwise} Details: {LOG.relative_to(ROOT)}")


def digest(*paths: Path) -> str:
    """One fingerprint of the contents; a file that is not there counts as empty."""
    sums = hashlib.sha256()
    for path in paths:
        sums.update(str(path.relative_to(ROOT)).encode())
        sums.update(path.read_bytes() if path.exists() else b"")
    return sums.hexdigest()


def stamps() -> dict[str, str]:
    """What each step was last built from; empty when nothing was."""
    try:
        read = json.loads(STAMPS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in read.items()}


def step(name: str, fingerprint: str, work: Callable[[], None], *, there: Path, say: str) -> None:
    """The step's result is there and was built from these contents."""
    if stamps().get(name) == fingerprint and there.exists():
        return
    print(f"setup: {say}", flush=True)
    work()
    known = stamps()
    known[name] = fingerprint
    STAMPS.write_text(json.dumps(known, indent=1), encoding="utf-8")


# --- Python -------------------------------------------------------------------------------------------------


def wanted_version() -> str:
    """The version of Python this project runs on, for instance 3.12."""
    return (ROOT / ".python-version").read_text(encoding="utf-8").strip()


def version_of(interpreter: Path) -> str | None:
    """Major and minor version of a Python that starts, or None when it does not."""
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [str(interpreter), "-c", ask],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
            env=environment(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None


def real_home() -> Path:
    """The user's home by the user database, also when HOME says something else."""
    try:
        import pwd  # noqa: PLC0415  (not on every system)

        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except (ImportError, KeyError, OSError):
        return Path.home()


def candidates(version: str) -> Iterator[Path]:
    """Places where a Python of this version often lies, the nearest first."""
    yield Path(sys.executable)
    on_path = shutil.which(f"python{version}")
    if on_path:
        yield Path(on_path)
    beside = Path(sys.base_prefix).resolve().parent
    homes = [Path(os.environ["PYENV_ROOT"])] if os.environ.get("PYENV_ROOT") else []
    homes += [real_home() / ".pyenv", Path.home() / ".pyenv"]
    for folder in [beside, *(home / "versions" for home in homes), Path("/opt"), Path("/opt/python")]:
        if folder.is_dir():
            yield from sorted(folder.glob(f"*{version}*/bin/python{version}"), reverse=True)
    for place in ("/usr/local/bin", "/opt/homebrew/bin", "/opt/local/bin", "/usr/bin"):
        yield Path(place) / f"python{version}"


def find_python(version: str) -> Path | None:
    """A Python of the wanted version on this machine, or None."""
    seen = set()
    for candidate in candidates(version):
        if candidate in seen or not candidate.exists():
            continue
        seen.add(candidate)
        if version_of(candidate) == version:
            return candidate
    return None


def make_tools(version: str) -> None:
    """Uv lies in .tools, from its wheel in the version and with the hash of requirements/tools.txt."""
    lock = ROOT / "requirements" / "tools.txt"
    mark = TOOLS / "stamp"
    if (TOOLS / "bin" / "uv").exists() and mark.exists() and mark.read_text() == digest(lock):
        return
    print("setup: fetching uv", flush=True)
    found = find_python(version)
    starters = [Path(sys.executable)] + ([found] if found else [])
    for number, starter in enumerate(starters, start=1):
        shutil.rmtree(TOOLS, ignore_errors=True)
        try:
            run(
                [starter, "-m", "venv", TOOLS],
                otherwise="This Python cannot make environments: install its venv package "
                "(on Debian and Ubuntu: python3-venv) and run `make setup` again.",
            )
            break
        except SetupFailed:
            if number == len(starters):
                raise
    run(
        [TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock],
        otherwise="Could not fetch uv with pip: check that this machine reaches its Python package index.",
    )
    mark.write_text(digest(lock))


def make_venv(version: str) -> None:
    """.venv holds a Python of the wanted version; one that was already right is left alone."""
    if (VENV / "bin" / "python").exists() and version_of(VENV / "bin" / "python") == version:
        return
    print(f"setup: making .venv with Python {version}", flush=True)
    run(
        [TOOLS / "bin" / "uv", "venv", "--clear", "--python", find_python(version) or version, VENV],
        otherwise=f"Found no Python {version} here and could not download one: "
        f"install Python {version} and run `make setup` again.",
    )


# --- the steps ----------------------------------------------------------------------------------------------


def sync_packages() -> None:
    """.venv holds exactly the packages of the lock file, each checked against its hash."""
    run(
        [TOOLS / "bin" / "uv", "pip", "sync", "--require-hashes", ROOT / "requirements" / "dev.txt"],
        otherwise="Could not install the packages of requirements/dev.txt: "
        "check that this machine reaches its Python package index.",
    )


def install_project() -> None:
    """`hjemad` runs from src/ of this folder."""
    command: list[str | Path] = [
        TOOLS / "bin" / "uv",
        "pip",
        "install",
        "--no-deps",
        "--no-build-isolation",
        "-e",
        ROOT,
    ]
    run(
        command,
        otherwise="Could not install this project into .venv.",
    )


def install_design_system() -> None:
    """node_modules holds what package-lock.json names; no install script of a package has run."""
    run(
        [VENV / "bin" / "npm", "ci", "--ignore-scripts"],
        otherwise="Could not install the design system with npm: "
        "check that this machine reaches its npm registry.",
    )


def build_assets() -> None:
    """build/assets holds the files of the design system that pages refer to."""
    command = [VENV / "bin" / "python", ROOT / "scripts" / "build_assets.py"]
    run(command, otherwise="Could not build the files of the design system.")


def compile_messages() -> None:
    """Every message catalogue lies compiled beside its source."""
    command = [VENV / "bin" / "python", ROOT / "scripts" / "compile_messages.py"]
    run(command, otherwise="A message catalogue does not compile.")


def build() -> None:
    """Everything in this folder is built from the files it is built from."""
    version = wanted_version()
    make_tools(version)
    make_venv(version)

    lock, npm_lock = ROOT / "requirements" / "dev.txt", ROOT / "package-lock.json"
    scripts, catalogues = ROOT / "scripts", sorted((ROOT / "src").glob("**/*.po"))
    packages = digest(lock)
    project = packages + digest(ROOT / "pyproject.toml")
    design = packages + digest(npm_lock, ROOT / "package.json", ROOT / ".npmrc")
    assets = design + digest(scripts / "build_assets.py")
    messages = digest(scripts / "compile_messages.py", *catalogues)
    compiled = catalogues[-1].with_suffix(".mo") if catalogues else scripts

    step("packages", packages, sync_packages, there=VENV / "bin" / "ruff", say="installing Python packages")
    step("project", project, install_project, there=VENV / "bin" / "hjemad", say="installing Hjemad itself")
    dkfds = ROOT / "node_modules" / "dkfds"
    step("design", design, install_design_system, there=dkfds, say="installing the design system")
    step("assets", assets, build_assets, there=ROOT / "build" / "assets", say="copying its files")
    step("messages", messages, compile_messages, there=compiled, say="compiling messages")


def main() -> int:
    """Exit code 0 when everything is built, 2 when the environment does not allow it."""
    LOG.unlink(missing_ok=True)
    try:
        build()
    except SetupFailed as failure:
        print(f"setup: {failure}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
