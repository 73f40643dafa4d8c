"""The loaded country and its pages against their budgets, on both databases."""

import json
import os
import subprocess
import sys
from statistics import quantiles
from typing import Any

from benchmarks.above import REASONS
from benchmarks.measures import Measure, Results

# docs/adr/0028: a list or form, and the pages that gather areas: six and two per area asked.
SECONDS = {"postgresql": 0.1, "sqlite": 0.3}
QUERIES = 12
_PERSON, _MONEY = ("citizens", "shelters", "rights"), ("citizens", "shelters", "billing", "refunds")
_WAY = ("citizens", "decisions", "shelters", "billing")
# Which areas a page gathers; the run says so when one was asked nothing. Below four it has what a list has.
GATHERS: dict[str, tuple[str, ...]] = {
    "citizens:person": _PERSON,
    "overview:person": _WAY,
    "overview:person_printed": _WAY,
    "overview:work": (*_WAY, "refunds", "rights"),
    "shelters:stay": _PERSON,
    "shelters:shift": ("citizens", "shelters"),
    "shelters:hand_over": ("citizens", "shelters"),
    "billing:invoice": _MONEY,
    "billing:invoice_send": _MONEY,
    "refunds:accept": _MONEY,
    "refunds:check": _MONEY,
    "refunds:claims": _MONEY,
    "refunds:draft": _MONEY,
    "refunds:since": _MONEY,
    "refunds:year": _MONEY,
}
# docs/adr/0039: these work a municipality's whole claim or month out from facts before a line is shown. The
# country with reasons has ten seconds; its largest municipality gets a tenth, and SQLite three times that.
WORKED_OUT = {"postgresql": 1.0, "sqlite": 3.0}
WORKS_OUT = frozenset(
    {
        "billing:bills", "billing:draft_bill", "billing:invoice", "billing:invoice_send", "billing:month",
        "billing:payments_to_write", "refunds:accept", "refunds:check", "refunds:claims", "refunds:draft",
        "refunds:draw_up", "refunds:since", "refunds:year", "shelters:disputes", "shelters:workers",
    }
)  # fmt: skip
LOADING_SECONDS = 600.0
# Above this load for each processor seconds say who else uses the machine, and are told without a verdict.
BUSY = 1.5


def run(results: Results, *, databases: tuple[str, ...], citizens: int, seed: int, rounds: int) -> None:
    """The country is loaded into each database by itself, and every page asked."""
    for database in databases:
        told = _told(database, citizens=citizens, seed=seed, rounds=rounds)
        for name, value in told["figures"].items():
            results.figure(f"{database}: {name}", value)
        results.add(Measure(f"{database}: loading", LOADING_SECONDS, (told["figures"]["loading, s"],)))
        results.check(
            f"{database}: clocks rebuilt from nothing are those that were written",
            holds=told["figures"]["clocks that differed"] == 0,
        )
        _judge(results, database, told["pages"])


def _told(database: str, *, citizens: int, seed: int, rounds: int) -> dict[str, Any]:
    command = [
        sys.executable, "-m", "benchmarks.country", "--database", database, "--citizens", str(citizens),
        "--seed", str(seed), "--rounds", str(rounds),
    ]  # fmt: skip
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _judge(results: Results, database: str, pages: list[dict[str, Any]]) -> None:
    """A line per page, the slowest first; files have no budget and are told apart."""
    asked = [one for one in pages if "seconds" in one]
    for one in sorted(asked, key=lambda one: -p95(one["seconds"])):
        name = f"{database}: {one['route']} as {one['role']}"
        if not one["page"]:
            results.figure(f"{name} (a file), p95", p95(one["seconds"]), "s")
            continue
        budget = WORKED_OUT if one["route"] in WORKS_OUT else SECONDS
        seconds = Measure(f"{name}, p95", budget[database], (p95(one["seconds"]),))
        if one["load"] > BUSY * (os.cpu_count() or 1):
            results.untold(seconds, why=f"load {one['load']:.1f}")
        else:
            results.add(seconds)
        results.figures[f"{name}, p50"] = p50(one["seconds"])
        results.figures[f"{name}, worked, p50"] = p50(one["worked"])
        queries = Measure(f"{name}, queries", budget_of(one["route"]), (float(one["queries"]),), unit="")
        results.add(queries)
        if queries.above and one["route"] not in REASONS:
            results.check(f"{name} is above its queries and named in benchmarks/above.py", holds=False)
    _check_areas(results, database, asked)
    left = [one for one in pages if "why_not" in one]
    results.figure(f"{database}: pages asked", len(asked))
    unsteady = sum(one["unsteady"] for one in asked)
    results.figure(f"{database}: answers not counted, the machine was not itself", unsteady)
    results.figure(f"{database}: pages with nothing to ask for", len(left))
    for one in left:
        print(f"{'':<12} not asked: {one['route']} as {one['role']}: {one['why_not']}", flush=True)


def budget_of(route: str) -> int:
    """Queries a page may take: as a list or form, or by the areas it gathers where those give more."""
    return max(QUERIES, 6 + 2 * len(GATHERS.get(route, ())))


def _check_areas(results: Results, database: str, asked: list[dict[str, Any]]) -> None:
    """A page that is said to gather areas asked each of them something, for one of its roles at least."""
    for route, said in GATHERS.items():
        rows = [one for one in asked if one["route"] == route]
        found = {area for one in rows for area in one["areas"]}
        if rows:
            results.check(f"{database}: {route} gathers {', '.join(said)}", holds=set(said) <= found)


def p95(seconds: list[float]) -> float:
    """The second that nineteen of twenty answers stay below."""
    return quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]


def p50(seconds: list[float]) -> float:
    """The middle answer."""
    return sorted(seconds)[len(seconds) // 2]
