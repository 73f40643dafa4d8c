"""The 98 municipalities and five regions of Denmark: real names and official codes (`data/README.md`)."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from hjemad.kernel.errors import UnknownMunicipality

_CODE_LENGTH = 3


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """One of the five regions: `code` "1082", `name` "Region Midtjylland"."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, order=True)
class MunicipalityCode:
    """The official code of one of the 98 municipalities: three digits, as "615"; orders by code.

    Raises `UnknownMunicipality` for any other text, Christiansø (411) among them.
    """

    code: str

    def __post_init__(self) -> None:
        if self.code not in _register():
            raise UnknownMunicipality(
                en="There is no municipality with that code. Use the three digits of one of the 98, as 615 "
                "for Horsens; Christiansø (411) is not a municipality",
                da="Ingen kommune har den kode. Brug de tre cifre for en af de 98, som 615 for Horsens; "
                "Christiansø (411) er ikke en kommune",
            )

    @classmethod
    def parse(cls, text: str) -> "MunicipalityCode":
        """The code written "615" or, as the CPR register does, "0615". Raises `UnknownMunicipality`."""
        code = text.strip()
        return cls(code[1:] if len(code) == _CODE_LENGTH + 1 and code[0] == "0" else code)

    @property
    def name(self) -> str:
        """The official name without the word Kommune: "Horsens"."""
        return _register()[self.code][0]

    @property
    def region(self) -> str:
        """The full name of its region: "Region Midtjylland"."""
        return _register()[self.code][1].name

    @property
    def region_code(self) -> str:
        """The official code of its region: "1082"."""
        return _register()[self.code][1].code

    def __str__(self) -> str:
        return self.code


@cache
def all_municipalities() -> tuple[MunicipalityCode, ...]:
    """All 98, by code."""
    return tuple(MunicipalityCode(code) for code in sorted(_register()))


@cache
def all_regions() -> tuple[Region, ...]:
    """All five, by code."""
    return tuple(Region(row["region_code"], row["region"]) for row in _rows("regions.csv"))


@cache
def _register() -> dict[str, tuple[str, Region]]:
    """Name and region by code."""
    return {
        row["code"]: (row["name"], Region(row["region_code"], row["region"]))
        for row in _rows("municipalities.csv")
    }


def _rows(file_name: str) -> list[dict[str, str]]:
    text = resources.files("hjemad.kernel").joinpath("data", file_name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
