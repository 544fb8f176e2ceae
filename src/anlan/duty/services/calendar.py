"""Acts on what rosters are made from: patterns, absences, the calendar's occasions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from anlan.duty.domain.calendar import Period, days_between, reasons_to_double
from anlan.duty.domain.patterns import parts_from
from anlan.duty.domain.texts import checked
from anlan.duty.events import AbsenceKept, OccasionKept, PatternKept
from anlan.duty.models import Absence, Occasion, Roster, ShiftPattern, Turn
from anlan.duty.selectors.calendar import periods_of
from anlan.duty.services.rosters import laid_out
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.people import api as people
from anlan.support import journal, rights

KINDS: Final = ("activity", "sensitive", "weather", "exam", "response", "other")
REASONS: Final = ("leave", "journey", "sick", "training", "other")
_LONGEST_DAYS: Final = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOccasion:
    """An entry of the calendar; ``source`` names what brought it, so that it is entered once."""

    region: str
    kind: str
    name: str
    first: date
    last: date
    note: str = ""
    is_double: bool = False
    source: str = ""
    is_demo: bool = False


@transaction.atomic
def keep_pattern(*, region: str, name: str, parts: Iterable[Mapping[str, Any]], actor: Actor, now: datetime) -> UUID:
    """Keep how an office cuts its duty day; the same name again replaces it for rosters to come."""
    rights.require(actor, "duty.plan", region)
    named, cut = checked("name", name, 40), parts_from(parts)
    row, _ = ShiftPattern.objects.update_or_create(
        region=region, name=named, defaults={"parts": [part.as_row() for part in cut]}
    )
    told = tuple(f"{part.name} {part.starts}" for part in cut)
    journal.announce(
        PatternKept(subject=f"pattern:{row.id}", region=region, name=named, parts=told), actor=actor, now=now
    )
    return row.id


@transaction.atomic
def record_absence(*, person_id: UUID, days: tuple[date, date], reason: str, actor: Actor, now: datetime) -> UUID:
    """Write down that a person is away from the first to the last day."""
    person = people.person(person_id)
    rights.require_visible(actor, "duty.see", person.region, "person")
    rights.require(actor, "duty.plan", person.region)
    first, last = _days(*days)
    if reason not in REASONS:
        raise InvalidValue(field="reason", value=reason[:20], rule="one_of_the_list")
    row = Absence.objects.create(
        region=person.region,
        person_id=person.id,
        person_name=person.name,
        first=first,
        last=last,
        reason=reason,
        recorded_by=actor.name,
        recorded_at=now,
    )
    _tell_absence(row, actor, now, is_withdrawn=False)
    return row.id


@transaction.atomic
def withdraw_absence(*, absence_id: UUID, actor: Actor, now: datetime) -> None:
    """Take back that a person is away; a second time changes nothing."""
    row = Absence.objects.select_for_update().filter(id=absence_id).first()
    if row is None:
        raise NotFound(what="absence")
    rights.require_visible(actor, "duty.see", row.region, "absence")
    rights.require(actor, "duty.plan", row.region)
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        _tell_absence(row, actor, now, is_withdrawn=True)


def _tell_absence(row: Absence, actor: Actor, now: datetime, *, is_withdrawn: bool) -> None:
    event = AbsenceKept(
        subject=f"absence:{row.id}",
        region=row.region,
        person=row.person_name,
        first=row.first.isoformat(),
        last=row.last.isoformat(),
        is_withdrawn=is_withdrawn,
    )
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def keep_occasion(*, new: NewOccasion, actor: Actor, now: datetime) -> UUID:
    """Enter an occasion; where it doubles the duty, rosters of the region and below get the places it wants, empty."""
    rights.require(actor, "duty.keep_calendar", new.region)
    if new.kind not in KINDS:
        raise InvalidValue(field="kind", value=new.kind[:20], rule="one_of_the_list")
    first, last = _days(new.first, new.last)
    values = {"kind": new.kind, "first": first, "last": last, "is_double": new.is_double, "withdrawn_at": None}
    values |= {"name": checked("name", new.name, 60), "note": checked("note", new.note, 300, shortest=0)}
    values |= {"made_by": actor.name, "made_at": now, "is_demo": new.is_demo}
    if new.source:
        row, _ = Occasion.objects.update_or_create(region=new.region, source=new.source, defaults=values)
    else:
        row = Occasion.objects.create(region=new.region, **values)
    seats = _add_places(row) if row.is_double else 0
    _tell_occasion(row, actor, now, seats=seats)
    return row.id


@transaction.atomic
def withdraw_occasion(*, occasion_id: UUID, actor: Actor, now: datetime) -> None:
    """Take an occasion out of the calendar; places it wanted that nobody has taken go with it."""
    row = Occasion.objects.select_for_update().filter(id=occasion_id).first()
    if row is None:
        raise NotFound(what="occasion")
    rights.require_visible(actor, "duty.see", row.region, "occasion")
    rights.require(actor, "duty.keep_calendar", row.region)
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        _take_places(row, now)
        _tell_occasion(row, actor, now, seats=0)


def end_occasion(*, source: str, actor: Actor, now: datetime) -> None:
    """Let what a source brought end today."""
    for row in Occasion.objects.filter(source=source, withdrawn_at=None):
        withdraw_occasion(occasion_id=row.id, actor=actor, now=now)


def _add_places(row: Occasion) -> int:
    """Add the places that doubled duty wants to the rosters that are there; return how many."""
    period = Period(row.first, row.last, row.name)
    added = 0
    for roster in Roster.objects.filter(region__startswith=row.region, month__lte=row.last):
        parts = parts_from(roster.parts)
        days = [day for day in days_between(row.first, row.last) if (day.year, day.month) == _month(roster)]
        wanted = [turn for day in days for turn in laid_out(roster, parts, day, [period]) if turn.is_doubled]
        before = Turn.objects.filter(roster=roster).count()
        Turn.objects.bulk_create(wanted, ignore_conflicts=True)
        added += Turn.objects.filter(roster=roster).count() - before
    return added


def _take_places(row: Occasion, now: datetime) -> None:
    """Take the empty places of days to come that nothing doubles any more from the rosters."""
    first = max(row.first, in_china(now).date())
    for roster in Roster.objects.filter(region__startswith=row.region, month__lte=row.last):
        periods = periods_of(roster.region, first, row.last) if first <= row.last else ()
        empty = Turn.objects.filter(roster=roster, is_doubled=True, person_id=None, day__gte=first, day__lte=row.last)
        empty.filter(id__in=[turn.id for turn in empty if not reasons_to_double(turn.day, periods)]).delete()


def _month(roster: Roster) -> tuple[int, int]:
    return roster.month.year, roster.month.month


def _days(first: date, last: date) -> tuple[date, date]:
    if not 0 <= (last - first).days < _LONGEST_DAYS:
        raise InvalidValue(field="last", value=last.isoformat(), rule="not_before_the_first_day")
    return first, last


def _tell_occasion(row: Occasion, actor: Actor, now: datetime, *, seats: int) -> None:
    event = OccasionKept(
        subject=f"occasion:{row.id}",
        region=row.region,
        name=row.name,
        first=row.first.isoformat(),
        last=row.last.isoformat(),
        is_double=row.is_double,
        is_withdrawn=row.withdrawn_at is not None,
        seats=seats,
    )
    journal.announce(event, actor=actor, now=now)
