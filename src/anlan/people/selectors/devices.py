"""Devices that bring a warning to people, in the reader's regions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people.models import Device as Row
from anlan.support.keyset import Stretch, counted, stretch
from anlan.support.rights import lies_in, require_visible, within
from anlan.support.tiles import tile as tile_of

SEE = "people.see_devices"
_ORDER = ("region", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device as other rooms and pages see it."""

    id: UUID
    code: str
    name: str
    kind: str
    address: str
    region: str
    longitude: float | None
    latitude: float | None
    reach_m: int
    languages: tuple[str, ...]
    is_in_service: bool
    is_exercise: bool
    last_receipt: str
    last_receipt_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceFilter:
    """What a reader of the list asks for; an empty field asks for nothing."""

    text: str = ""
    region: str = ""
    kind: str = ""
    state: str = ""


def devices(
    actor: Actor, wanted: DeviceFilter, *, after: str = "", before: str = "", size: int = 50
) -> Stretch[Device]:
    """Return a stretch of the devices in the actor's regions, by region."""
    found = stretch(_visible(actor, wanted), order=_ORDER, after=after, before=before, size=size)
    return Stretch(tuple(_device(row) for row in found.rows), found.before, found.after)


def devices_in(regions: Iterable[str], kind: str, *, is_exercise: bool) -> tuple[Device, ...]:
    """Return the devices of a kind that are in service in these regions and all that lies in them, by number.

    For what the platform itself brings to them; no reader's scope is asked.
    """
    rows = Row.objects.filter(lies_in(regions), kind=kind, is_exercise=is_exercise, is_in_service=True).order_by("code")
    return tuple(_device(row) for row in rows)


def device_count(actor: Actor, wanted: DeviceFilter) -> tuple[int, bool]:
    """Return how many devices match, and whether there are more than were counted."""
    return counted(_visible(actor, wanted))


def device_counts(actor: Actor, wanted: DeviceFilter) -> dict[str, int]:
    """Return how many devices of each kind match."""
    rows = _visible(actor, wanted).order_by().values_list("kind").annotate(count=Count("id"))
    return dict(rows)


def device(actor: Actor, device_id: UUID) -> Device:
    """Return one device in the actor's regions; outside it is as if there were none."""
    row = Row.objects.filter(id=device_id).first()
    if row is None:
        raise NotFound(what="device")
    require_visible(actor, SEE, row.region, "device")
    return _device(row)


def tile(actor: Actor, at: tuple[int, int, int], layer: str = "devices") -> bytes:
    """Return a vector tile of the devices in the actor's regions."""
    return tile_of(
        Row.objects.filter(within(actor, SEE)), layer=layer, at=at, columns=("location", "id", "name", "kind")
    )


def _visible(actor: Actor, wanted: DeviceFilter) -> "QuerySet[Row]":
    rows = Row.objects.filter(within(actor, SEE))
    if wanted.region:
        rows = rows.filter(region__startswith=wanted.region)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state:
        rows = rows.filter(_STATES[wanted.state]) if wanted.state in _STATES else rows.none()
    text = wanted.text.strip()
    return rows.filter(Q(name__icontains=text) | Q(code__iexact=text) | Q(address__iexact=text)) if text else rows


_STATES = {
    "in_service": Q(is_in_service=True),
    "out_of_service": Q(is_in_service=False),
    "silent": Q(is_in_service=True, last_receipt_at=None),
    "exercise": Q(is_exercise=True),
}


def _device(row: Row) -> Device:
    return Device(
        longitude=row.location.x if row.location else None,
        latitude=row.location.y if row.location else None,
        languages=tuple(row.languages),
        **{name: getattr(row, name) for name in _COPIED},
    )


_COPIED = ("id", "code", "name", "kind", "address", "region", "reach_m", "is_in_service", "is_exercise")
_COPIED += ("last_receipt", "last_receipt_at")
