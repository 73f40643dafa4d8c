"""The reasoned answer of a rule: what holds, why, on which texts and numbers, and what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from hjemad.kernel.errors import Language

type JSON = bool | int | str | Sequence[JSON] | Mapping[str, JSON] | None
"""Whatever an answer may hold. Money is a decimal string, a date is ISO text; there are no floats."""

type Certainty = Literal["sourced", "inferred", "unknown", "local"]
"""sourced: the text was read. inferred: follows from a read text. unknown: the text was not found.
local: entered by an organisation with its own source."""

type Outcome = Literal["known", "unknown"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages. Legal names keep their Danish form in both.

    Raises TypeError where it stands in one of them only; words joined from an empty list are empty in both.
    """

    da: str
    en: str

    def __post_init__(self) -> None:
        if bool(self.da) != bool(self.en):
            raise TypeError("a sentence stands in both languages")

    @classmethod
    def alike(cls, words: str) -> "Text":
        """Words somebody wrote in one language: they stand as written in both."""
        return cls(da=words, en=words)

    @classmethod
    def stored(cls, kept: JSON) -> "Text":
        """What `as_json` gave, or words that were stored when there was one language."""
        if isinstance(kept, Mapping):
            return cls(da=str(kept["da"]), en=str(kept["en"]))
        return cls.alike(str(kept))

    def in_language(self, language: Language) -> str:
        """The sentence in the language asked for."""
        return self.da if language == "da" else self.en

    def as_json(self) -> dict[str, JSON]:
        """Both languages side by side."""
        return {"da": self.da, "en": self.en}


@dataclass(frozen=True, slots=True)
class Provision:
    """Law the answer rests on, in force on [in_force_from, in_force_to); None: not known, or still open.

    `text_read` says which text was read, and what of it was not.
    """

    act: str
    paragraph: str
    in_force_from: date | None
    in_force_to: date | None
    certainty: Certainty
    text_read: Text

    def in_force_on(self, day: date) -> bool:
        """Whether nothing read says the provision is not in force on that day."""
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_to is None or day < self.in_force_to)

    def as_json(self) -> dict[str, JSON]:
        """The keys promised for `finding.provisions`; what was read is told in English."""
        return {
            "act": self.act,
            "paragraph": self.paragraph,
            "in_force_from": iso(self.in_force_from),
            "in_force_to": iso(self.in_force_to),
            "certainty": self.certainty,
            "text_read": self.text_read.en,
        }


@dataclass(frozen=True, slots=True)
class ParameterUse:
    """A number or word of the law that was used, with the first day it held and where it was read."""

    id: str
    value: str
    unit: str
    in_force_from: date
    source: Text
    certainty: Certainty

    def as_json(self) -> dict[str, JSON]:
        """The keys promised for `finding.parameters`, the source in English.

        A value that is not sourced also has a review entry.
        """
        return {
            "id": self.id,
            "value": self.value,
            "unit": self.unit,
            "in_force_from": self.in_force_from.isoformat(),
            "source": self.source.en,
        }


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not known and stops the answer; the text says what to do about it."""

    code: str
    text: Text

    def as_json(self) -> dict[str, JSON]:
        """Code and both texts."""
        return {"code": self.code, "text": self.text.as_json()}


@dataclass(frozen=True, slots=True)
class Review:
    """Something a person must look at; `alternative` holds the keys the other reading would have given."""

    code: str
    text: Text
    alternative: Mapping[str, JSON] = field(default_factory=dict)

    def as_json(self) -> dict[str, JSON]:
        """Code, both texts and what the other reading gives."""
        return {"code": self.code, "text": self.text.as_json(), "alternative": dict(self.alternative)}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about some facts on a day.

    `on` is the day asked for, else the day the facts carry, else None. With outcome "unknown" the answer
    holds only the keys that are known all the same; a key that is not known is absent or None, never 0.
    """

    rule: str
    on: date | None
    outcome: Outcome
    answer: Mapping[str, JSON]
    provisions: tuple[Provision, ...] = ()
    parameters: tuple[ParameterUse, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[Missing, ...] = ()
    review: tuple[Review, ...] = ()
    reasons: tuple[Text, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the rule could answer."""
        return self.outcome == "known"

    @property
    def needs_review(self) -> bool:
        """Whether a person must look at the answer before it is used."""
        return bool(self.review)

    def as_json(self) -> dict[str, JSON]:
        """The rule's own keys, `outcome` when unknown, `needs_review`, what it rests on under `finding`."""
        unknown: dict[str, JSON] = {} if self.is_known else {"outcome": self.outcome}
        return {
            **self.answer,
            **unknown,
            "needs_review": self.needs_review,
            "finding": {
                "rule": self.rule,
                "on": iso(self.on),
                "outcome": self.outcome,
                "provisions": [provision.as_json() for provision in self.provisions],
                "parameters": [parameter.as_json() for parameter in self.parameters],
                "settings": dict(self.settings),
                "unknown": [missing.as_json() for missing in self.unknown],
                "review": [review.as_json() for review in self.review],
            },
        }


def iso(day: date | None) -> str | None:
    """The day as ISO text, None where there is no day."""
    return None if day is None else day.isoformat()
