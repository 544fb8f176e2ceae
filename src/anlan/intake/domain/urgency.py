"""How urgent a matter is: points with their reasons, by a table that an office can change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anlan.kernel.levels import Level


@dataclass(frozen=True, slots=True)
class Reason:
    """Why points were given: ``key`` of the rule, ``found`` what was found."""

    key: str
    points: int
    found: str = ""


@dataclass(frozen=True, slots=True)
class Urgency:
    """The points of a matter, the level that they reach, and every reason."""

    points: int
    level: Level
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the urgency rests on."""

    kind: str
    text: str
    event_kind: str = ""
    hurt: int = 0
    repeats: int = 0
    pictures: int = 0


def urgency_of(told: Told, table: Mapping[str, Any]) -> Urgency:
    """Return how urgent a matter is by the table, which counts a phrase that denies ("nobody is hurt") for nothing."""
    reasons = (*_by_words(told.text, table), *_by_facts(told, table))
    points = sum(reason.points for reason in reasons)
    level = max((Level(band["level"]) for band in table["band"] if points >= band["from"]), default=Level.NONE)
    return Urgency(points, level, reasons)


def _by_words(text: str, table: Mapping[str, Any]) -> list[Reason]:
    for phrase in table["denials"]:
        text = text.replace(phrase, " ")
    found = []
    for group in table["words"]:
        heard = [word for word in group["words"] if word in text]
        if heard:
            found.append(Reason(group["key"], group["points"], " ".join(heard[:3])))
    return found


def _by_facts(told: Told, table: Mapping[str, Any]) -> list[Reason]:
    found = []
    if points := table["kind"].get(told.kind, 0):
        found.append(Reason(f"kind_{told.kind}", points))
    hurt = [row for row in table["hurt"] if told.hurt >= row["from"]]
    if hurt:
        found.append(Reason("hurt", max(row["points"] for row in hurt), str(told.hurt)))
    if told.repeats:
        points = min(told.repeats * table["repeat"]["each"], table["repeat"]["most"])
        found.append(Reason("repeats", points, str(told.repeats)))
    if told.pictures:
        found.append(Reason("pictures", table["pictures"]["points"], str(told.pictures)))
    return found
