"""Questions about devices, their lines and what they reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.monitoring.domain.devices import ElementUse, uses_of
from anlan.monitoring.domain.reports import ReportUse, report_uses
from anlan.monitoring.models import Device, DeviceReport, Line
from anlan.monitoring.selectors.quantities import quantity_label
from anlan.support import rights
from anlan.support.tables import load_table

_RIGHT = "monitoring.read"
_LINE_IS_DEAD_AFTER = timedelta(seconds=15)
_NEWEST_REPORTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """A device as others see it."""

    id: UUID
    protocol: str
    address: str
    name: str
    station_id: UUID
    station_code: str
    station_name: str
    region: str
    elements: Mapping[str, Any]
    options: Mapping[str, Any]
    is_on: bool
    heard_at: datetime | None
    heard_from: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """Something a device told that is no measurement."""

    device: str
    kind: str
    part: str
    text: str
    time: datetime
    is_beginning: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One protocol's door: ``is_alive`` when the gateway wrote of it within the last seconds."""

    protocol: str
    port: int
    since: datetime
    seen_at: datetime
    is_alive: bool
    connections: int
    frames: int
    refused: int
    frame_at: datetime | None
    problem: str


def devices(actor: Actor, *, protocol: str = "", text: str = "", state: str = "") -> QuerySet[Device]:
    """Return the devices that the actor may see, by protocol and address; for a paginator of ``device_row``."""
    found = Device.objects.filter(rights.within(actor, _RIGHT, "station__region")).select_related("station")
    if protocol:
        found = found.filter(protocol=protocol)
    if state:
        found = found.filter(problem__gt="") if state == "problem" else found.filter(state=state)
    if text:
        names = ("address", "name", "station__name", "station__code")
        wanted = Q()
        for name in names:
            wanted |= Q(**{f"{name}__icontains": text})
        found = found.filter(wanted)
    return found.order_by("protocol", "address")


def device(actor: Actor, device_id: UUID) -> DeviceRow:
    """Return one device, or refuse as if there were none."""
    row = devices(actor).filter(id=device_id).first()
    if row is None:
        raise NotFound(what="device")
    return device_row(row)


def devices_of_station(actor: Actor, station_id: UUID) -> tuple[DeviceRow, ...]:
    """Return the devices that report for a station."""
    return tuple(device_row(row) for row in devices(actor).filter(station=station_id))


def reports(actor: Actor, *, station_id: UUID | None = None, device_id: UUID | None = None) -> tuple[ReportRow, ...]:
    """Return the newest reports of a station's devices, or of one device."""
    found = DeviceReport.objects.filter(rights.within(actor, _RIGHT, "device__station__region"))
    if station_id:
        found = found.filter(device__station=station_id)
    if device_id:
        found = found.filter(device=device_id)
    return tuple(
        ReportRow(
            device=row.device.address,
            kind=row.kind,
            part=row.part,
            text=row.text,
            time=row.time,
            is_beginning=row.is_beginning,
        )
        for row in found.select_related("device").order_by("-time", "-id")[:_NEWEST_REPORTS]
    )


def lines(real_now: datetime) -> tuple[LineRow, ...]:
    """Return every line that a gateway ever opened; they belong to the installation, not to a region."""
    return tuple(
        LineRow(
            protocol=row.protocol,
            port=row.port,
            since=row.since,
            seen_at=row.seen_at,
            is_alive=real_now - row.seen_at <= _LINE_IS_DEAD_AFTER,
            connections=row.connections,
            frames=row.frames,
            refused=row.refused,
            frame_at=row.frame_at,
            problem=row.problem,
        )
        for row in Line.objects.order_by("port")
    )


def device_row(row: Device) -> DeviceRow:
    """Return a device, fetched with its station, as others see it."""
    return DeviceRow(
        id=row.id,
        protocol=row.protocol,
        address=row.address,
        name=row.name,
        station_id=row.station_id,
        station_code=row.station.code,
        station_name=row.station.name,
        region=row.station.region,
        elements=row.elements,
        options=row.options,
        is_on=row.state == Device.State.ON,
        heard_at=row.heard_at,
        heard_from=row.heard_from,
        problem=row.problem,
    )


def suggested_uses(protocol: str) -> dict[str, ElementUse]:
    """Return what a protocol's elements mean where a device's own table says nothing."""
    return uses_of(_table(protocol).get("elements", {}), {})


def suggested_reports(protocol: str) -> dict[str, ReportUse]:
    """Return which of a protocol's reports count as readings, by kind."""
    return report_uses(_table(protocol).get("reports", {}))


def _table(protocol: str) -> Mapping[str, Any]:
    table: Mapping[str, Any] = load_table("anlan.monitoring", "devices")["protocols"].get(protocol, {})
    return table


def element_uses(row: DeviceRow) -> tuple[tuple[str, str, ElementUse], ...]:
    """Return by element what its quantity is called and how it is read."""
    uses = uses_of(row.elements, suggested_uses(row.protocol))
    return tuple((element, quantity_label(use.quantity), use) for element, use in sorted(uses.items()))
