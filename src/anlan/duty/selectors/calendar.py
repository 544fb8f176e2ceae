"""What the calendar of a region says: holidays, occasions, doubled duty."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from anlan.duty.domain.calendar import DayKind, Period, reasons_to_double
from anlan.duty.models import Occasion as Row
from anlan.duty.selectors import tables
from anlan.kernel.actors import Actor
from anlan.kernel.regions import lineage
from anlan.support.rights import within


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """An entry of the calendar as pages see it."""

    id: UUID
    region: str
    kind: str
    name: str
    note: str
    first: date
    last: date
    is_double: bool
    source: str
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the calendar: its sort, the holiday's name, whether the year is doubtful, and why duty is doubled."""

    day: date
    kind: DayKind
    holiday: str
    is_doubtful: bool
    reasons: tuple[str, ...]
    occasions: tuple[Occasion, ...] = ()


def occasions(actor: Actor, *, region: str, first: date, last: date) -> tuple[Occasion, ...]:
    """Return the entries of a region, those above and below it, that touch the days, in the actor's regions."""
    about = Q(region__startswith=region) | Q(region__in=lineage(region))
    seen = within(actor, "duty.see") | Q(region__in=lineage(region))
    rows = Row.objects.filter(about & seen, withdrawn_at=None, first__lte=last, last__gte=first)
    return tuple(_occasion(row) for row in rows.order_by("first", "region", "name")[:500])


def periods_of(region: str, first: date, last: date) -> tuple[Period, ...]:
    """Return when and why the duty of a region is doubled; what doubles a region doubles all below it."""
    rows = Row.objects.filter(
        region__in=lineage(region), withdrawn_at=None, is_double=True, first__lte=last, last__gte=first
    )
    seasons = (tables.season(region, year) for year in {first.year, last.year})
    return (*(each for each in seasons if each), *(Period(row.first, row.last, row.name) for row in rows))


def days_of(region: str, days: Iterable[date], held: Iterable[Occasion] = ()) -> tuple[Day, ...]:
    """Return what the calendar says of days of a region."""
    wanted, calendar, entries = list(days), tables.state_calendar(), tuple(held)
    periods = periods_of(region, wanted[0], wanted[-1])
    return tuple(
        Day(
            day=day,
            kind=calendar.kind_of(day),
            holiday=calendar.name_of(day),
            is_doubtful=calendar.is_doubtful(day),
            reasons=reasons_to_double(day, periods),
            occasions=tuple(each for each in entries if each.first <= day <= each.last),
        )
        for day in wanted
    )


def _occasion(row: Row) -> Occasion:
    return Occasion(
        id=row.id,
        region=row.region,
        kind=row.kind,
        name=row.name,
        note=row.note,
        first=row.first,
        last=row.last,
        is_double=row.is_double,
        source=row.source,
        made_by=row.made_by,
    )
