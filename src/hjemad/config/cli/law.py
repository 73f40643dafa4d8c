"""`hjemad law`: what is modelled, what a rule says, how rules do on a case table, what a change moves."""

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from hjemad.config.cli.law_diff_option import add_diff
from hjemad.config.cli.law_texts import finding_lines, list_lines
from hjemad.config.cli.settings_option import chosen_settings
from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.errors import Language
from hjemad.law.case_table import check_cases, read_cases
from hjemad.law.coverage import CoveredRule
from hjemad.law.facts import BadFact
from hjemad.law.finding import JSON, Finding, iso
from hjemad.law.json_text import parse_json
from hjemad.law.parameters_reader import Law, load_law
from hjemad.law.rules_registry import decide, no_such_rule
from hjemad.law.settings import CHOICES, Settings
from hjemad.law.watched_facts import WatchedFacts

DONE, SAYS_NO, OUTCOME_UNKNOWN = 0, 1, 4
STANDARD_INPUT = "-"


def run(argv: Sequence[str]) -> int:
    """The exit code: 0 done, 1 the answer is no or cases failed, 4 outcome unknown; errors are raised."""
    options = _parser().parse_args(argv)
    if options.command == "list":
        return _list(as_json=options.json)
    if options.command == "decide":
        return _decide(options)
    if options.command == "diff":
        # Arrays and a table engine, which the other commands do without.
        from hjemad.config.cli import law_diff  # noqa: PLC0415

        return law_diff.run(options)
    return _check(options.cases, as_json=options.json)


def _list(*, as_json: bool) -> int:
    law = load_law()
    if as_json:
        _print_json(
            {
                "law_version": law.version,
                "provisions": [_covered_json(rule) for rule in law.coverage.values()],
                "settings": [
                    {"name": name, "alternatives": choice.alternatives, "question": choice.question.as_json()}
                    for name, choice in CHOICES.items()
                ],
            }
        )
    else:
        print("\n".join(list_lines(law, language=_language())))
    return DONE


def _decide(options: argparse.Namespace) -> int:
    law = load_law()
    if options.rule not in law.coverage:
        raise no_such_rule(options.rule, law=law)
    on = parse_iso_date(options.on) if options.on else None
    settings = Settings.default().with_values(chosen_settings(options.set))
    facts = _read_facts(options.facts)
    finding = decide(options.rule, facts, on=on, law=law, settings=settings)
    if options.json:
        _print_json(finding.as_json())
    else:
        print("\n".join(finding_lines(finding, language=_language())))
    _tell_unread(facts)
    return _exit_code(finding, law=law)


def _check(path: str, *, as_json: bool) -> int:
    cases = read_cases(parse_json(_read(path), where=_name(path)), where=_name(path))
    result = check_cases(cases, law=load_law(), settings=Settings.default())
    if as_json:
        _print_json(result.as_json())
        print(result.summary, file=sys.stderr)
    else:
        for failure in result.failures:
            expected, got = _one_line(failure.expected), _one_line(failure.got)
            print(f"{failure.id}  {failure.key}: expected {expected}, got {got}")
        print(result.summary)
    return SAYS_NO if result.failed else DONE


def _exit_code(finding: Finding, *, law: Law) -> int:
    if not finding.is_known:
        return OUTCOME_UNKNOWN
    key = law.coverage[finding.rule].answer_key
    return SAYS_NO if key is not None and finding.answer.get(key) is False else DONE


def _read_facts(path: str) -> WatchedFacts:
    value = parse_json(_read(path), where=_name(path))
    if not isinstance(value, Mapping):
        raise BadFact(
            en=f"{_name(path)} must hold one object: the facts of the rule",
            da=f"{_name(path)} skal indeholde ét objekt: reglens oplysninger",
        )
    return WatchedFacts(value)


def _tell_unread(facts: WatchedFacts) -> None:
    unread = ", ".join(facts.unread())
    if unread:
        told = "Ikke brugt til dette svar" if _language() == "da" else "Not used for this answer"
        print(f"{told}: {unread}", file=sys.stderr)


def _read(path: str) -> bytes:
    return sys.stdin.buffer.read() if path == STANDARD_INPUT else Path(path).read_bytes()


def _name(path: str) -> str:
    return "standard input" if path == STANDARD_INPUT else Path(path).name


def _covered_json(rule: CoveredRule) -> dict[str, JSON]:
    verified = rule.verified
    checked: JSON = (
        None
        if verified is None
        else {"by": verified.by.en, "on": verified.day.isoformat(), "text": verified.text.en}
    )
    return {
        "slug": rule.slug,
        "title": rule.title.as_json(),
        "refs": list(rule.refs),
        "in_force_from": iso(rule.in_force_from),
        "in_force_to": iso(rule.in_force_to),
        "status": "modelled" if rule.is_modelled else "not_modelled",
        "answer_key": rule.answer_key,
        "certainty": rule.certainty,
        "provisions": [provision.as_json() for provision in rule.provisions],
        "verified": checked,
    }


def _language() -> Language:
    return "da" if os.environ.get("HJEMAD_LANGUAGE") == "da" else "en"


def _print_json(value: JSON) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _one_line(value: JSON) -> str:
    return json.dumps(value, ensure_ascii=False)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hjemad law", description="The rules of the law as data and functions: files only, no database."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="list | decide | check | diff")
    listed = commands.add_parser("list", help="every provision, how far it is modelled, and the settings")
    listed.add_argument("--json", action="store_true")
    decided = commands.add_parser(
        "decide", help="what one rule says about some facts", epilog="Exit: 0, 1 the answer is no, 4 unknown."
    )
    decided.add_argument("rule", metavar="RULE", help="a slug of `hjemad law list`")
    decided.add_argument("--facts", required=True, metavar="FILE", help="JSON with the facts; - reads them")
    decided.add_argument("--on", metavar="DATE", help="the day asked about; there is no default")
    decided.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a setting; may be repeated"
    )
    decided.add_argument("--json", action="store_true")
    checked = commands.add_parser("check", help="run a case table", epilog="Exit: 0, 1 when a case failed.")
    checked.add_argument("cases", metavar="CASES.json")
    checked.add_argument("--json", action="store_true")
    add_diff(commands)
    return parser
