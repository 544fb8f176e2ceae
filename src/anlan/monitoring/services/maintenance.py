"""Orders to mend a station: opened, taken, done or cancelled; reported by those who stand before a broken gauge."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.monitoring.domain.errors import OrderRuns
from anlan.monitoring.domain.maintenance import (
    RUNNING,
    NewOrder,
    OrderAct,
    OrderState,
    after,
    check_order,
    check_text,
)
from anlan.monitoring.events import KeeperNamed, MaintenanceChanged, MaintenanceOpened
from anlan.monitoring.models import MaintenanceOrder, Station
from anlan.monitoring.selectors.silence import health
from anlan.people import api as people
from anlan.support import journal
from anlan.support.rights import may, require, require_visible

_READ = "monitoring.read"
_MAINTAIN = "monitoring.maintain"
_REPORT = "monitoring.report_fault"


@transaction.atomic
def open_order(*, station_id: UUID, order: NewOrder, actor: Actor, now: datetime) -> UUID:
    """Open an order to mend a station and return its id; a station has one running order of a reason at most.

    Who may only report a fault names nobody to mend it and no time: those who maintain stations do.
    """
    station = locked_station(station_id, actor)
    if not may(actor, _MAINTAIN, station.region):
        require(actor, _REPORT, station.region)
        order = NewOrder(reason=order.reason, text=order.text)
    check_order(order, health()["order"]["reasons"], now)
    if MaintenanceOrder.objects.filter(station=station, reason=order.reason, state__in=RUNNING).exists():
        raise OrderRuns(station=station.name)
    row = MaintenanceOrder.objects.create(
        station=station,
        reason=order.reason,
        text=order.text,
        person_id=_known_person(order.person_id),
        organisation_id=order.organisation_id,
        opened_at=now,
        opened_by=actor.name[:80],
        due_at=order.due_at or now + timedelta(days=health()["order"]["due_days"]),
        state_at=now,
        state_by=actor.name[:80],
    )
    event = MaintenanceOpened(
        subject=f"station:{station.id}",
        region=station.region,
        order_id=row.id,
        station_code=station.code,
        station_name=station.name,
        reason=row.reason,
        text=row.text,
        due_at=row.due_at,
    )
    journal.announce(event, actor=actor, now=now)
    return row.id


@transaction.atomic
def move_order(*, order_id: UUID, act: OrderAct, note: str, actor: Actor, now: datetime) -> UUID:
    """Take, finish or cancel an order and return its station's id; what was done or why not is said in words."""
    row = MaintenanceOrder.objects.select_for_update(of=("self",)).select_related("station").filter(id=order_id).first()
    if row is None:
        raise NotFound(what="maintenance order")
    station = row.station
    require_visible(actor, _READ, station.region, "maintenance order")
    require(actor, _MAINTAIN, station.region)
    row.state = after(OrderState(row.state), act).value
    check_text("note", note, is_needed=act is not OrderAct.TAKE)
    row.note, row.state_at, row.state_by = note or row.note, now, actor.name[:80]
    row.save(update_fields=["state", "note", "state_at", "state_by"])
    event = MaintenanceChanged(
        subject=f"station:{station.id}",
        region=station.region,
        order_id=row.id,
        station_code=station.code,
        station_name=station.name,
        reason=row.reason,
        state=row.state,
        note=note,
    )
    journal.announce(event, actor=actor, now=now)
    return station.id


@transaction.atomic
def name_keeper(*, station_id: UUID, person_id: UUID | None, actor: Actor, now: datetime) -> None:
    """Say who looks after a station, or that nobody does."""
    station = locked_station(station_id, actor)
    require(actor, _MAINTAIN, station.region)
    station.keeper_id = _known_person(person_id)
    station.save(update_fields=["keeper"])
    name = people.person(person_id).name if person_id else ""
    event = KeeperNamed(subject=f"station:{station.id}", region=station.region, code=station.code, keeper=name)
    journal.announce(event, actor=actor, now=now)


def locked_station(station_id: UUID, actor: Actor) -> Station:
    """Return a station's row, locked; refuse as if it did not exist where the actor may not see it."""
    station = Station.objects.select_for_update().filter(id=station_id).first()
    if station is None:
        raise NotFound(what="station")
    require_visible(actor, _READ, station.region, "station")
    return station


def _known_person(person_id: UUID | None) -> UUID | None:
    if person_id is not None and person_id not in people.persons_by_id([person_id]):
        raise InvalidValue(field="person", value=str(person_id), rule="known_person")
    return person_id
