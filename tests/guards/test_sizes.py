"""A file or function that passes its limit hides a concept that wants a name of its own."""

import ast
from functools import cache
from pathlib import Path

from tests.guards.house import ROOT, nodes, python_files, shown, templates

MODULE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 400, 40, 150

# May only shrink. Path (and function), with the reason and the lines it has now.
TOO_LONG: dict[str, int] = {}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@cache
def functions() -> dict[str, int]:
    found = {}
    for path in python_files():
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[f"{shown(path)}::{node.name}"] = (node.end_lineno or node.lineno) - node.lineno + 1
    return found


def sizes_above_their_limit() -> dict[str, int]:
    measured = {shown(path): (lines(path), MODULE_LINES) for path in python_files()}
    measured |= {shown(path): (lines(path), TEMPLATE_LINES) for path in templates()}
    measured |= {name: (count, FUNCTION_LINES) for name, count in functions().items()}
    return {name: count for name, (count, limit) in measured.items() if count > limit}


def test_no_module_function_or_template_is_too_long() -> None:
    above = sizes_above_their_limit()

    grown = {name: count for name, count in above.items() if count > TOO_LONG.get(name, 0)}

    assert grown == {}, "Find the missing concept and give it a module or function of its own"


def test_exceptions_to_the_sizes_only_shrink() -> None:
    above = sizes_above_their_limit()

    stale = {name: count for name, count in TOO_LONG.items() if above.get(name) != count}

    assert stale == {}, f"Write the present size, or take the line out of {shown(Path(__file__))}"


def test_there_is_something_to_measure() -> None:
    assert len(functions()) > 100
    assert (ROOT / "scripts").is_dir()
