"""What so many people need for so many days, and how many hands an earthquake asks for."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from anlan.science.refusing import within

MOST_PEOPLE: Final = 10_000_000
HALF: Final = 0.5
TWICE: Final = 2.0
COLD_QUILTS: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """How much of a thing is needed: a range, its unit, its source and mark."""

    key: str
    low: float
    best: float
    high: float
    unit: str
    source: str
    mark: str


def relief_needs(people: int, days: int, *, is_cold: bool = False) -> tuple[Need, ...]:
    """Return what so many moved people need for so many days; things are counted once, water and food every day."""
    within("people", people, 0, MOST_PEOPLE)
    within("days", days, 1, 365)
    return tuple(_need(row, people, days, is_cold=is_cold) for row in _table()["need"])


def hands(people: int, injured: int, dead: int) -> tuple[Need, ...]:
    """Return how many hands an earthquake asks for among so many people; half to twice is the range."""
    for name, value in (("people", people), ("injured", injured), ("dead", dead)):
        within(name, value, 0, MOST_PEOPLE)
    found = []
    for row in _table()["hands"]:
        best = row["per_person"] * people + row["per_injured"] * injured + row["per_dead"] * dead
        found.append(
            Need(
                key=row["key"],
                low=HALF * best,
                best=best,
                high=TWICE * best,
                unit="",
                source=row["source"],
                mark=row["mark"],
            )
        )
    return tuple(found)


def _need(row: dict[str, Any], people: int, days: int, *, is_cold: bool) -> Need:
    times = people * (days if row["per"] == "person_day" else 1)
    best = COLD_QUILTS if is_cold and row["key"] == "quilts" else row["best"]
    return Need(
        key=row["key"],
        low=row["low"] * times,
        best=best * times,
        high=max(row["high"], best) * times,
        unit=row["unit"],
        source=row["source"],
        mark=row["mark"],
    )


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("anlan.science.relief_needs") / "table.toml").read_text("utf-8"))
