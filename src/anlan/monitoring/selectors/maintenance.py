"""Questions about maintenance orders, keepers and pictures of stations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.monitoring.domain.maintenance import RUNNING, OrderAct, OrderState, acts_from, is_overdue
from anlan.monitoring.models import MaintenanceOrder, Station, StationPhoto
from anlan.monitoring.selectors.silence import health
from anlan.monitoring.selectors.stations import READ
from anlan.people import api as people
from anlan.support.rights import require_visible, within


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """A maintenance order; ``acts`` are those that its state allows."""

    id: UUID
    station_id: UUID
    station_code: str
    station_name: str
    region: str
    reason: str
    reason_word: str
    text: str
    person: str
    organisation: str
    state: OrderState
    opened_at: datetime
    opened_by: str
    due_at: datetime
    is_overdue: bool
    state_at: datetime
    state_by: str
    note: str
    acts: tuple[OrderAct, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRow:
    """A picture of a station."""

    id: UUID
    caption: str
    given_at: datetime
    given_by: str


def reasons() -> dict[str, str]:
    """Return why orders are opened, by code."""
    words: dict[str, str] = health()["order"]["reasons"]
    return words


def orders(
    actor: Actor, *, now: datetime, state: str = "", region: str = "", station_id: UUID | None = None
) -> tuple[OrderRow, ...]:
    """Return orders, running ones first by their time, then the newest; ``state`` may also be running or overdue."""
    found = MaintenanceOrder.objects.filter(within(actor, READ, field="station__region"))
    if region:
        found = found.filter(station__region__startswith=region)
    if station_id:
        found = found.filter(station_id=station_id)
    if state in ("running", "overdue"):
        found = found.filter(state__in=RUNNING)
    elif state:
        found = found.filter(state=state)
    if state == "overdue":
        found = found.filter(due_at__lt=now)
    rows = [_row(each, now) for each in _with_names(found).order_by(F("state").desc(), "due_at")]
    running = [row for row in rows if row.state in RUNNING]
    running.sort(key=lambda row: row.due_at)
    settled = [row for row in rows if row.state not in RUNNING]
    settled.sort(key=lambda row: row.state_at, reverse=True)
    return (*running, *settled)


def photos(actor: Actor, station_id: UUID) -> tuple[PhotoRow, ...]:
    """Return the pictures of a station, the newest first."""
    found = StationPhoto.objects.filter(within(actor, READ, field="station__region"), station_id=station_id)
    rows = found.order_by("-given_at", "-id").values("id", "caption", "given_at", "given_by")
    return tuple(PhotoRow(**row) for row in rows)


def photo(actor: Actor, photo_id: UUID) -> tuple[bytes, str]:
    """Return a picture's bytes and media type, or refuse as if there were none."""
    row = StationPhoto.objects.filter(id=photo_id).select_related("station").first()
    if row is None:
        raise NotFound(what="picture")
    require_visible(actor, READ, row.station.region, "picture")
    with row.file.open("rb") as file:
        return file.read(), row.media_type


def keeper(actor: Actor, station_id: UUID) -> people.Person | None:
    """Return who looks after a station."""
    person = Station.objects.filter(within(actor, READ), id=station_id).values_list("keeper_id", flat=True).first()
    return people.persons_by_id([person]).get(person) if person else None


def _with_names(found: QuerySet[MaintenanceOrder]) -> QuerySet[MaintenanceOrder]:
    return found.select_related("station", "person", "organisation")


def _row(row: MaintenanceOrder, now: datetime) -> OrderRow:
    state = OrderState(row.state)
    named: dict[str, Any] = {"person": row.person, "organisation": row.organisation}
    return OrderRow(
        id=row.id,
        station_id=row.station_id,
        station_code=row.station.code,
        station_name=row.station.name,
        region=row.station.region,
        reason=row.reason,
        reason_word=reasons().get(row.reason, row.reason),
        text=row.text,
        **{field: one.name if one else "" for field, one in named.items()},
        state=state,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        due_at=row.due_at,
        is_overdue=is_overdue(state, row.due_at, now),
        state_at=row.state_at,
        state_by=row.state_by,
        note=row.note,
        acts=acts_from(state),
    )
