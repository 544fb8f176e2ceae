"""When a major hazard must be identified anew and filed."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class DueKind(StrEnum):
    """What is owed next."""

    IDENTIFICATION = "identification"
    FILING = "filing"


@dataclass(frozen=True, slots=True)
class Due:
    """What is owed next and the last day for it."""

    what: DueKind
    on: date


def next_due(
    *, major_since: date | None, identified_on: date | None, filed_on: date | None, years: int, filing_days: int
) -> Due | None:
    """Return what a unit owes next; nothing where it is no major hazard.

    A new major hazard is to be identified at once; then filed; then identified again after so many years.
    """
    if major_since is None:
        return None
    if identified_on is None:
        return Due(DueKind.IDENTIFICATION, major_since)
    if filed_on is None or filed_on < identified_on:
        return Due(DueKind.FILING, identified_on + timedelta(days=filing_days))
    return Due(DueKind.IDENTIFICATION, years_after(identified_on, years))


def years_after(day: date, years: int) -> date:
    """Return the same day so many years later; of 29 February the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
