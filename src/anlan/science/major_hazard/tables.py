"""The standard's tables 1 to 4, read once from the files beside this one."""

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from anlan.science.refusing import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardClass:
    """A class of table 2 with its critical quantity (t) and its beta of table 4."""

    code: str
    meaning: str
    critical: str
    beta: str
    mark: str
    meaning_mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """A substance of table 1; ``beta`` only where table 3 names it, ``classes`` are proposed for all others."""

    number: int
    name: str
    other_names: tuple[str, ...]
    cas: str
    critical: str
    beta: str
    classes: tuple[str, ...]
    mark: str
    class_mark: str


@cache
def substances() -> tuple[Substance, ...]:
    """Return table 1 in its order."""
    return tuple(
        Substance(
            number=int(row["number"]),
            name=row["name"],
            other_names=tuple(row["other_names"].split()),
            cas=row["cas"],
            critical=row["critical_t"],
            beta=row["beta"],
            classes=tuple(row["classes"].split()),
            mark=row["mark"],
            class_mark=row["class_mark"],
        )
        for row in _rows("substances")
    )


@cache
def hazard_classes() -> MappingProxyType[str, HazardClass]:
    """Return table 2 by code, in its order."""
    return MappingProxyType(
        {
            row["code"]: HazardClass(
                code=row["code"],
                meaning=row["meaning"],
                critical=row["critical_t"],
                beta=row["beta"],
                mark=row["mark"],
                meaning_mark=row["meaning_mark"],
            )
            for row in _rows("classes")
        }
    )


def substance(called: str) -> Substance:
    """Return the substance of a name (also full-width or another usual one) or a CAS number; refuse others."""
    found = _by_word().get(_folded(called))
    if found is None:
        raise Refused("substance_unknown", called)
    return found


def classes_in(text: str) -> tuple[str, ...]:
    """Return the class codes in a text that separates them by spaces or commas; refuse what table 2 does not have."""
    codes = tuple(unicodedata.normalize("NFKC", text).upper().replace(",", " ").replace("\u3001", " ").split())
    for code in codes:
        if code not in hazard_classes():
            raise Refused("class_unknown", code)
    return codes


@cache
def _by_word() -> dict[str, Substance]:
    return {_folded(word): each for each in substances() for word in (each.name, *each.other_names, each.cas) if word}


def _folded(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())


def _rows(name: str) -> list[dict[str, str]]:
    text = (resources.files("anlan.science.major_hazard") / f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
