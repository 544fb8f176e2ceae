"""How often an object is inspected in a year, and why: what is known of it decides, by a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of an object: its highest risk colour, open dangers, major hazard class, and its conduct.

    ``credit`` is a mark of the table (``good``, ``bad``) or empty; ``hazard_class`` 1 is the gravest, 0 none.
    """

    colour: str = ""
    major_dangers: int = 0
    overdue_dangers: int = 0
    hazard_class: int = 0
    penalties: int = 0
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a frequency: what it comes from, its value, and the inspections that it adds."""

    key: str
    value: str
    adds: int


@dataclass(frozen=True, slots=True)
class Frequency:
    """Inspections due in a year, whether the object is a key one, and where the number comes from."""

    times: int
    share: str
    reasons: tuple[Reason, ...]


def due_frequency(standing: Standing, table: Mapping[str, Any]) -> Frequency:
    """Return how often an object with this standing is inspected: a base by colour, then what adds or takes away."""
    reasons = [Reason("colour", standing.colour, table["colour"].get(standing.colour, table["colour_unknown"]))]
    reasons += [each for each in _additions(standing, table) if each.adds]
    times = min(max(sum(each.adds for each in reasons), table["least"]), table["most"])
    is_key = (
        standing.colour in table["key_colours"]
        or standing.hazard_class in table["key_classes"]
        or standing.major_dangers > 0
        or times >= table["key_from"]
    )
    return Frequency(times, "key" if is_key else "general", tuple(reasons))


def _additions(standing: Standing, table: Mapping[str, Any]) -> list[Reason]:
    adds = table["adds"]
    return [
        Reason("hazard_class", str(standing.hazard_class), table["hazard_class"].get(str(standing.hazard_class), 0)),
        Reason("major_dangers", str(standing.major_dangers), adds["major_danger"] * min(standing.major_dangers, 1)),
        Reason("overdue_dangers", str(standing.overdue_dangers), adds["overdue"] * min(standing.overdue_dangers, 1)),
        Reason(
            "penalties", str(standing.penalties), min(adds["penalty"] * standing.penalties, adds["most_by_penalties"])
        ),
        Reason("credit", standing.credit, table["credit"].get(standing.credit, 0)),
    ]


def months_of(times: int, place: int) -> tuple[int, ...]:
    """Return the months of a year in which an object is inspected: evenly apart, begun by its place in the list."""
    gap = 12 / times
    return tuple(sorted({int(place + number * gap) % 12 + 1 for number in range(times)}))
