"""Which department a matter goes to, by when it answers, and how its answer is rated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from anlan.kernel.errors import InvalidValue

WORST, BEST = 1, 5
STILL_GOOD: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of matter that departments deal with: whose it is, in how many hours, by which source and mark."""

    key: str
    name: str
    organisation_kind: str
    branch: str
    hours: int
    source: str
    mark: str


def categories_of(table: Mapping[str, Any]) -> dict[str, Category]:
    """Return the table's categories by key, in its order."""
    return {row["key"]: _category(row, table) for row in table["category"]}


def _category(row: Mapping[str, Any], table: Mapping[str, Any]) -> Category:
    return Category(
        key=row["key"],
        name=row["name"],
        organisation_kind=row["organisation_kind"],
        branch=row.get("branch", ""),
        hours=row["hours"],
        source=row.get("source", table["source"]),
        mark=row.get("mark", table["mark"]),
    )


def check_category(key: str, known: Mapping[str, Category]) -> Category:
    """Return a category by its key, or refuse."""
    if key not in known:
        raise InvalidValue(field="category", value=key[:40], rule="known_category")
    return known[key]


def due_at(category: Category, now: datetime) -> datetime:
    """Return by when the department answers."""
    return now + timedelta(hours=category.hours)


def check_rating(rating: int, note: str) -> None:
    """Refuse a rating off the scale, or a bad one that nobody explains."""
    if not WORST <= rating <= BEST:
        raise InvalidValue(field="rating", value=rating, rule="1_to_5")
    if rating < STILL_GOOD and not note.strip():
        raise InvalidValue(field="note", value="", rule="1_to_500_characters")
