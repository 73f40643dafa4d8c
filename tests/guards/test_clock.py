"""The date is an argument. Only the outermost modules and one module of the audit app look at the clock."""

import ast
from pathlib import Path

from tests.guards.house import PACKAGE, nodes, product_files, shown

LOOKS = {"today", "now", "utcnow"}
LOOKS_WHEN_ASKED_NOTHING = {"localdate", "localtime"}  # with a moment as argument they only convert it
CLOCK = PACKAGE / "foundation" / "audit" / "clock.py"


def may_look(path: Path) -> bool:
    inside = path.relative_to(PACKAGE)
    outermost = path.stem == "views" or "views" in inside.parts or "commands" in inside.parts
    return outermost or path == CLOCK or inside.parts[:2] == ("config", "cli")


def looks_at_the_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module == "django.utils.timezone":
        return any(alias.name in LOOKS for alias in node.names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in LOOKS_WHEN_ASKED_NOTHING and not node.args
    if not isinstance(node, ast.Attribute) or node.attr not in LOOKS:
        return False
    return ast.unparse(node.value).split(".")[-1] in {"date", "datetime", "timezone"}


def test_only_views_commands_and_the_clock_module_read_the_clock() -> None:
    looking = [
        f"{shown(path)}:{getattr(node, 'lineno', 0)}"
        for path in product_files()
        if not may_look(path)
        for node in nodes(path)
        if looks_at_the_clock(node)
    ]

    assert looking == [], "Take the day or moment as an argument"


def test_the_guard_recognises_a_look_at_the_clock() -> None:
    source = "date.today()\ndatetime.datetime.now()\ntimezone.now()\ntimezone.localdate()\n"
    source += "from django.utils.timezone import now\n"

    found = [node for node in ast.walk(ast.parse(source)) if looks_at_the_clock(node)]

    assert len(found) == 5
