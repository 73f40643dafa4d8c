"""Where things lie, for the guards: sources, templates, tracked files, floors and areas in their order."""

import ast
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "hjemad"
FOUNDATION = ["facts", "audit", "privacy", "organisations", "access", "signin", "ui"]
BUILT = re.compile(
    r"(^|/)(\.git|\.\w+_cache|\.venv|\.tools|\.bench|build|node_modules|var|__pycache__|\w+\.egg-info)/|\.(mo|pyc)$"
)
AREAS = ["citizens", "decisions", "shelters", "billing", "refunds", "lawbook", "rights", "overview"]


@cache
def project() -> dict[str, Any]:
    """The content of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file git knows of; where there is no git, every file that is not built."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        names = told.decode().split("\0")
        return tuple(path for name in names if name and (path := ROOT / name).is_file())
    files = (path for path in ROOT.rglob("*") if path.is_file())
    return tuple(path for path in files if not BUILT.search(path.relative_to(ROOT).as_posix()))


def python_files() -> Iterator[Path]:
    """Every Python file of the project; migrations are written by Django and left out."""
    for top in ("src", "tests", "scripts", "benchmarks"):
        yield from (path for path in sorted((ROOT / top).rglob("*.py")) if "migrations" not in path.parts)


def product_files() -> Iterator[Path]:
    """Python files that run outside tests."""
    inside = (path for path in python_files() if PACKAGE in path.parents)
    return (path for path in inside if "tests" not in path.parts)


def templates() -> Iterator[Path]:
    """Every template of ours."""
    return iter(sorted(PACKAGE.glob("**/templates/**/*.html")))


@cache
def tree(path: Path) -> ast.Module:
    """The parsed source of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of the parsed source of a file, walked through once for all guards."""
    return tuple(ast.walk(tree(path)))


def shown(path: Path) -> str:
    """The path as a person would type it."""
    return path.relative_to(ROOT).as_posix()
