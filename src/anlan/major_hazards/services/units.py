"""Acts on units: registering, stock by hand, people, identification and filing."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction

from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.major_hazards.domain.errors import (
    FiledBeforeIdentified,
    FilledBySensor,
    NotAMajorHazard,
    StockTwice,
    UnitCodeTaken,
)
from anlan.major_hazards.domain.units import Cause, UnitKind, checked_people, checked_stock
from anlan.major_hazards.events import UnitRegistered
from anlan.major_hazards.models import Stock, Unit
from anlan.major_hazards.selectors.units import registered_people
from anlan.major_hazards.selectors.units import unit as unit_of
from anlan.major_hazards.services.reckoning import KEEP, locked, reckon, set_due, tell
from anlan.support import journal, rights

_LONGEST = {"code": 40, "name": 80}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """A unit to register; without a place of its own it stands where its enterprise does."""

    enterprise_id: UUID
    code: str
    name: str
    kind: UnitKind
    location: tuple[float, float] | None = None
    people: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStock:
    """What is held: a substance of table 1, or classes of table 2; quantity in t, as somebody wrote it."""

    quantity: str
    substance: str = ""
    classes: str = ""


@transaction.atomic
def register_unit(*, new: NewUnit, actor: Actor, now: datetime) -> UUID:
    """Register a unit of an enterprise; it holds nothing yet."""
    owner = enterprises.enterprise(actor, new.enterprise_id)
    rights.require(actor, KEEP, owner.region)
    code, name = _checked("code", new.code), _checked("name", new.name)
    if Unit.objects.filter(code=code).exists():
        raise UnitCodeTaken(unit_code=code)
    place = new.location or (owner.longitude, owner.latitude)
    if not (70 <= place[0] <= 140 and 3 <= place[1] <= 54):
        raise InvalidValue(field="location", value=f"{place[0]}, {place[1]}", rule="longitude_latitude")
    row = Unit.objects.create(
        enterprise_id=owner.id,
        code=code,
        name=name,
        kind=new.kind.value,
        region=owner.region,
        location=Point(*place, srid=4326),
        people=new.people,
        people_source="given" if new.people is not None else "",
        reckoned_at=now,
    )
    event = UnitRegistered(
        subject=f"unit:{row.id}", region=row.region, unit_id=row.id, name=row.name, enterprise_name=owner.name
    )
    journal.announce(event, actor=actor, now=now)
    return row.id


@transaction.atomic
def add_stock(*, unit_id: UUID, new: NewStock, actor: Actor, now: datetime) -> None:
    """Add a substance to a unit and reckon."""
    unit = locked(unit_id, actor)
    held = checked_stock(new.substance, new.classes, new.quantity)
    classes = " ".join(held.classes)
    name = held.substance or classes
    if unit.stock.filter(substance=held.substance, classes=classes).exists():
        raise StockTwice(name=name)
    Stock.objects.create(
        unit=unit,
        substance=held.substance,
        classes=classes,
        quantity=held.quantity,
        changed_at=now,
        changed_by=actor.name,
    )
    tell(unit, "stock", f"{name} {held.quantity:f} t", actor=actor, now=now)
    reckon(unit, Cause.HAND, actor=actor, now=now)


@transaction.atomic
def set_quantity(*, unit_id: UUID, stock_id: UUID, quantity: str, actor: Actor, now: datetime) -> None:
    """Write another quantity of a substance and reckon; what a sensor gives is not written by hand."""
    unit = locked(unit_id, actor)
    row = stock_of(unit, stock_id)
    if row.station_id:
        raise FilledBySensor(name=row.substance or row.classes)
    held = checked_stock(row.substance, row.classes, quantity)
    if held.quantity == row.quantity:
        return
    text = f"{row.substance or row.classes} {row.quantity.normalize():f} t → {held.quantity:f} t"
    row.quantity, row.changed_at, row.changed_by = held.quantity, now, actor.name
    row.save()
    tell(unit, "stock", text, actor=actor, now=now)
    reckon(unit, Cause.HAND, actor=actor, now=now)


@transaction.atomic
def remove_stock(*, unit_id: UUID, stock_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a substance out of a unit and reckon."""
    unit = locked(unit_id, actor)
    row = stock_of(unit, stock_id)
    row.delete()
    tell(unit, "stock", f"{row.substance or row.classes} → 0", actor=actor, now=now)
    reckon(unit, Cause.HAND, actor=actor, now=now)


@transaction.atomic
def set_people(*, unit_id: UUID, people_text: str, actor: Actor, now: datetime) -> None:
    """Write how many people live or work within 500 m, and reckon."""
    unit = locked(unit_id, actor)
    count = checked_people(people_text)
    if count is None:
        raise InvalidValue(field="people", value="", rule="at_least_one")
    _put_people(unit, count, "given", actor, now)


@transaction.atomic
def take_registered_people(*, unit_id: UUID, actor: Actor, now: datetime) -> int:
    """Take the registered residents within 500 m as the exposed people, and reckon; return how many."""
    unit = locked(unit_id, actor)
    near = registered_people(unit_of(actor, unit_id))
    _put_people(unit, near, "proposed", actor, now)
    return near


@transaction.atomic
def record_identification(*, unit_id: UUID, on: date, actor: Actor, now: datetime) -> None:
    """Record on which day a major hazard was identified; it holds three years and is then to be filed."""
    unit = locked(unit_id, actor)
    _require_major(unit, on, now)
    unit.identified_on = on
    set_due(unit)
    unit.save()
    tell(unit, "identification", on.isoformat(), actor=actor, now=now)


@transaction.atomic
def record_filing(*, unit_id: UUID, on: date, number: str, actor: Actor, now: datetime) -> None:
    """Record on which day and under which number a major hazard was filed with the county bureau."""
    unit = locked(unit_id, actor)
    _require_major(unit, on, now)
    if unit.identified_on is None or on < unit.identified_on:
        raise FiledBeforeIdentified
    unit.filed_on, unit.filing_number = on, number.strip()[:60]
    set_due(unit)
    unit.save()
    tell(unit, "filing", f"{on.isoformat()} {unit.filing_number}".strip(), actor=actor, now=now)


def stock_of(unit: Unit, stock_id: UUID) -> Stock:
    """Return a substance of a unit."""
    row = unit.stock.filter(id=stock_id).first()
    if row is None:
        raise NotFound(what="stock", id=str(stock_id))
    return row


def _put_people(unit: Unit, count: int, source: str, actor: Actor, now: datetime) -> None:
    if (unit.people, unit.people_source) == (count, source):
        return
    before = "-" if unit.people is None else str(unit.people)
    unit.people, unit.people_source = count, source
    unit.save()
    tell(unit, "people", f"{before} → {count}", actor=actor, now=now)
    reckon(unit, Cause.PEOPLE, actor=actor, now=now)


def _require_major(unit: Unit, on: date, now: datetime) -> None:
    if unit.major_since is None:
        raise NotAMajorHazard
    if on > in_china(now).date():
        raise InvalidValue(field="date", value=on.isoformat(), rule="not_in_the_future")


def _checked(field: str, text: str) -> str:
    found = text.strip()
    if not 0 < len(found) <= _LONGEST[field]:
        raise InvalidValue(field=field, value=found[:40], rule=f"1_to_{_LONGEST[field]}_characters")
    return found
