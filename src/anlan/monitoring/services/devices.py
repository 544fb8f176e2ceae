"""Registering devices and saying how what they report becomes readings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound, TransitionNotAllowed
from anlan.monitoring.domain.devices import POLLED, check_address, check_elements
from anlan.monitoring.domain.errors import DeviceExists
from anlan.monitoring.domain.polled import polled_of
from anlan.monitoring.events import DeviceChanged, DeviceRegistered
from anlan.monitoring.models import Device, Station
from anlan.monitoring.selectors.quantities import quantities
from anlan.monitoring.services.registering import count_up_directory
from anlan.support import journal
from anlan.support.rights import require, require_visible

_RIGHT = "monitoring.register_station"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDevice:
    """A device to register: ``address`` is what it calls itself (SL 651 station address, HJ 212 MN, phone number)."""

    protocol: str
    address: str
    station_id: UUID
    name: str = ""
    elements: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def register_device(*, device: NewDevice, actor: Actor, now: datetime) -> UUID:
    """Register a device; what it reports counts for its station from now on."""
    station = _station(device.station_id, actor)
    check_address(device.protocol, device.address)
    _check_tables(device.protocol, station, device.elements, device.options)
    if Device.objects.filter(protocol=device.protocol, address=device.address).exists():
        raise DeviceExists(address=device.address)
    row = Device.objects.create(
        protocol=device.protocol,
        address=device.address,
        name=device.name[:80],
        station=station,
        elements=dict(device.elements),
        options=dict(device.options),
    )
    count_up_directory()
    event = DeviceRegistered(
        subject=f"station:{station.id}", region=station.region, protocol=row.protocol, address=row.address
    )
    journal.announce(event, actor=actor, now=now)
    return row.id


@transaction.atomic
def change_device(
    *, device_id: UUID, elements: Mapping[str, Any], options: Mapping[str, Any], actor: Actor, now: datetime
) -> None:
    """Say anew how a device's elements are read, and its protocol's options."""
    row = _device(device_id, actor)
    _check_tables(row.protocol, row.station, elements, options)
    row.elements, row.options, row.problem = dict(elements), dict(options), ""
    row.save(update_fields=["elements", "options", "problem"])
    _tell(row, "mapping", actor, now)


@transaction.atomic
def switch_device(*, device_id: UUID, state: str, actor: Actor, now: datetime) -> None:
    """Take a device's reports, or put them aside."""
    row = _device(device_id, actor)
    if state not in Device.State.values:
        raise InvalidValue(field="state", value=state, rule="known_value")
    if row.state == state:
        raise TransitionNotAllowed(what="device", state=row.state, act=state)
    row.state = state
    row.save(update_fields=["state"])
    _tell(row, state, actor, now)


def _tell(row: Device, change: str, actor: Actor, now: datetime) -> None:
    count_up_directory()
    event = DeviceChanged(
        subject=f"station:{row.station_id}",
        region=row.station.region,
        protocol=row.protocol,
        address=row.address,
        change=change,
    )
    journal.announce(event, actor=actor, now=now)


def _station(station_id: UUID, actor: Actor) -> Station:
    station = Station.objects.filter(id=station_id).first()
    if station is None:
        raise NotFound(what="station")
    require_visible(actor, "monitoring.read", station.region, "station")
    require(actor, _RIGHT, station.region)
    return station


def _device(device_id: UUID, actor: Actor) -> Device:
    row = Device.objects.select_for_update(of=("self",)).select_related("station").filter(id=device_id).first()
    if row is None:
        raise NotFound(what="device")
    require_visible(actor, "monitoring.read", row.station.region, "device")
    require(actor, _RIGHT, row.station.region)
    return row


def _check_tables(protocol: str, station: Station, elements: Mapping[str, Any], options: Mapping[str, Any]) -> None:
    known = quantities()
    check_elements(elements, known)
    if protocol == POLLED:
        polled_of(station.code, options, known)
