"""Answers, values and sentences of the law in the reader's words: codes, keys and days are put into words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext

from hjemad.foundation.ui import formats, why_words
from hjemad.foundation.ui.why import OtherReading, Why, opened
from hjemad.kernel.errors import Language
from hjemad.law.coverage import CoveredRule
from hjemad.law.fact_schema import NONE_SAID, Fact
from hjemad.law.finding import JSON, Finding, Missing, Text
from hjemad.law.parameters_reader import load_law
from hjemad.law.rule_page import RulePage
from hjemad.law.settings import CHOICES

_PLACE = re.compile(r"\{([\w.]+)\}")
_TOKEN = re.compile(
    r"(?<!\d)\d{4}-(?:0[1-9]|1[0-2])-[0-3]\d(?!\d)|[A-Za-z]\w*(?:\[\d+\])?(?:\.\w+(?:\[\d+\])?)*"
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_KEY = re.compile(r"[_\[.]")


@dataclass(frozen=True)
class Words:
    """How one rule's answers read in one language."""

    page: RulePage
    language: Language

    def said(self, text: Text) -> str:
        """The sentence as it stands, in the language."""
        return text.in_language(self.language)

    def key(self, key: str) -> str:
        """What an answer is called."""
        if key in CHOICES:
            return self.said(CHOICES[key].question)
        return self.said(self.page.answers[key]) if key in self.page.answers else why_words.answer_key(key)

    def value(self, key: str, value: JSON) -> str:
        """A value of an answer; None is unknown, an empty list is nothing."""
        if isinstance(value, Mapping):
            return self._pairs(value)
        if isinstance(value, list | tuple):
            return "; ".join(self.value(key, one) for one in value) or gettext("nothing")
        if isinstance(value, str) and value in self.page.words:
            return self.said(self.page.words[value])
        if key in CHOICES:
            return why_words.reading(str(value), language=self.language)
        return why_words.answer(key, value=value, language=self.language)

    def _pairs(self, value: Mapping[str, JSON]) -> str:
        if list(value) == ["code", "state"]:
            return f"{self.value('code', value['code'])}: {self.value('state', value['state'])}"
        return ", ".join(f"{self.key(key)} {self.value(key, one)}" for key, one in value.items())

    def lines(self, answer: Mapping[str, JSON], *, all_keys: bool = False) -> list[tuple[str, str]]:
        """The answer line by line, in the order of the page; keys without a value only where asked."""
        ordered = [*(key for key in self.page.answers if key in answer)]
        ordered += [key for key in answer if key not in ordered]
        return [
            (self.key(key), self.value(key, answer[key]))
            for key in ordered
            if all_keys or answer[key] is not None
        ]

    def facts(self, given: Mapping[str, JSON], *, on: date | None) -> list[tuple[str, str]]:
        """What was told, line by line, with the labels of the form; the day asked about last."""
        lines = list(_told(self.page.schema.facts, given, words=self))
        if on is not None:
            lines.append((gettext("Day asked about"), formats.day(on, language=self.language)))
        return lines

    def headline(self, finding: Finding, *, covered: CoveredRule) -> str:
        """The answer in one line."""
        if not finding.is_known:
            return gettext("The answer is not known")
        if self.page.headline is not None:
            told = self.said(self.page.headline)
            keys = _PLACE.findall(told)
            if all(finding.answer.get(key) is not None for key in keys):
                return _PLACE.sub(lambda at: self.value(at[1], finding.answer[at[1]]), told)
        first = covered.answer_key if covered.answer_key in finding.answer else None
        lines = self.lines({first: finding.answer[first]} if first else finding.answer)
        return f"{lines[0][0]}: {lines[0][1]}" if lines else ""

    def plain(self, text: str) -> str:
        """A sentence of the law with names of facts and numbers, codes and ISO days put into words."""
        return _TOKEN.sub(self._token, text)

    def _token(self, found: re.Match[str]) -> str:
        token = found[0]
        if _ISO.fullmatch(token):
            return why_words.answer("", value=token, language=self.language)
        if token in load_law().parameters:
            return f"»{self.said(load_law().parameters[token].title)}«"
        fact = self.page.schema.paths().get(re.sub(r"\[\d+\]", "[]", token))
        if fact is not None and (_KEY.search(token) or _is_named(found)):
            return f"»{self.said(fact.label)}«"
        if token in self.page.words and ("_" in token or _is_listed(found)):
            return self.said(self.page.words[token])
        if "_" in token and token in why_words.READINGS:
            return f"»{why_words.reading(token, language=self.language)}«"
        return token

    def missing(self, missing: Missing) -> str:
        """What is not known, with the fact called what the form calls it."""
        path = re.sub(r"\[\d+\]", "[]", missing.code.removeprefix("fact:"))
        fact = self.page.schema.paths().get(path)
        if fact is None or not missing.code.startswith("fact:"):
            return self.plain(self.said(missing.text))
        return gettext("»%(fact)s« is not told, so there is no answer yet") % {"fact": self.said(fact.label)}

    def why(self, finding: Finding) -> Why:
        """Everything the answer rests on, in words."""
        why = opened(finding, language=self.language)
        numbers = (
            replace(line, value=self.quantity(use.value, unit=use.unit))
            for line, use in zip(why.numbers, finding.parameters, strict=True)
        )
        return replace(
            why,
            reasons=tuple(map(self.plain, why.reasons)),
            missing=tuple(map(self.missing, finding.unknown)),
            numbers=tuple(numbers),
            unresolved=tuple(
                OtherReading(self.plain(one.text), tuple(self.lines(review.alternative)))
                for one, review in zip(why.unresolved, finding.review, strict=True)
            ),
        )

    def sentence(self, day: date) -> str:
        """What the rule says on the day, with the day's numbers; empty where nothing is said of that day."""
        text = self.page.sentence_on(day)
        if text is None:
            return ""
        return _PLACE.sub(lambda at: self._number(at[1], day=day), self.said(text))

    def _number(self, parameter_id: str, *, day: date) -> str:
        parameter = load_law().parameter(parameter_id)
        if not parameter.is_known_on(day):
            return formats.UNKNOWN[self.language]
        return self.quantity(parameter.on(day).value, unit=parameter.unit)

    def quantity(self, value: str, *, unit: str) -> str:
        """The value of a parameter as a reader sees it: an amount with its unit, codes in words."""
        if value in self.page.words:
            return self.said(self.page.words[value])
        if unit in {"word", "words"}:
            return ", ".join(self._code(one) for one in value.split())
        return why_words.quantity(value, unit=unit, language=self.language)

    def _code(self, code: str) -> str:
        fact = self.page.schema.paths().get(code)
        if code in self.page.words:
            return self.said(self.page.words[code])
        return self.said(fact.label) if fact else code


def _told(facts: Sequence[Fact], given: Mapping[str, JSON], *, words: Words) -> Iterator[tuple[str, str]]:
    """Each fact with its value; those of a group stand by themselves, those of a row on one line."""
    for fact in facts:
        if fact.key not in given:
            continue
        value, label = given[fact.key], words.said(fact.label)
        if fact.kind == "rows" and isinstance(value, list):
            for row in value:
                inside = _told(fact.facts, row, words=words) if isinstance(row, Mapping) else ()
                yield label, ", ".join(f"{name[:1].lower()}{name[1:]} {told}" for name, told in inside)
            if not value:
                yield label, gettext("none")
        elif fact.kind == "group" and isinstance(value, Mapping):
            told = {key: inside for key, inside in value.items() if inside is not None}
            yield from _told(fact.facts, told, words=words)
        else:
            yield label, _fact_value(fact, value, words=words)


def _fact_value(fact: Fact, value: JSON, *, words: Words) -> str:
    """The value with the word of its option; null is said as its option, or as unknown."""
    inside = next((one for one in fact.facts if one.key == fact.short), fact)
    asked = NONE_SAID if value is None else value
    if isinstance(value, list):
        return ", ".join(_fact_value(inside, one, words=words) for one in value) or gettext("none")
    for option in inside.options:
        if option.value == asked:
            return words.said(option.label)
    return words.value(fact.key, value)


def _is_named(found: re.Match[str]) -> bool:
    """The word begins its sentence in small letters or stands in brackets: then it is the name of a fact."""
    return found.start() == 0 or (
        found.string[found.start() - 1] == "(" and found.string[found.end() :][:1] == ")"
    )


def _is_listed(found: re.Match[str]) -> bool:
    """The word stands in a list after a colon or a comma: then it is a code."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    return before.endswith((": ", ", ")) and after[:1] in {",", "."}
