"""Reading frames that the gateways handed on: into readings of stations, reports, positions, and refusals.

All of it happens in the transaction that stores the readings, so a frame that comes again changes nothing: readings and
reports are kept once, and a counter that has moved on gives no increment twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from anlan.monitoring.domain.codecs import CODECS
from anlan.monitoring.domain.devices import KnownDevice, read_out, uses_of
from anlan.monitoring.domain.frames import OpenedFrame
from anlan.monitoring.domain.intake import MALFORMED, NOT_IN_SERVICE, Arrival, Refused
from anlan.monitoring.domain.reports import changes, state_readings
from anlan.monitoring.models import Device
from anlan.monitoring.selectors.devices import suggested_reports, suggested_uses
from anlan.monitoring.services import device_states
from anlan.protocols.framing import FrameError

SOURCE: Final = "frame"
FRAME_REFUSED: Final = "monitoring.frame_refused"
UNKNOWN_DEVICE: Final = "monitoring.unknown_device"
DISTRUSTED: Final = "monitoring.flagged_by_device"


@dataclass(frozen=True, slots=True)
class _Read:
    """A frame that could be read, and whose it is."""

    arrival: Arrival
    device: KnownDevice
    opened: OpenedFrame


@dataclass(slots=True)
class FrameReader:
    """Reads frames by the devices as registered at one edition of the directory."""

    _edition: int = -1
    _devices: dict[tuple[str, str], KnownDevice] = field(default_factory=dict)

    def read(self, arrivals: Iterable[Arrival], *, edition: int, now: datetime) -> tuple[list[Arrival], list[Refused]]:
        """Return the messages that the intake goes on with, frames among them now with their readings; and refusals."""
        passed: list[Arrival] = []
        refused: list[Refused] = []
        read: list[_Read] = []
        for arrival in arrivals:
            if arrival.source != SOURCE:
                passed.append(arrival)
                continue
            self._renew(edition)
            result = self._open(arrival)
            (read if isinstance(result, _Read) else refused).append(result)
        if read:
            refused += _take(read, now)
            passed += [each.arrival for each in read]
        return passed, refused

    def _renew(self, edition: int) -> None:
        if edition != self._edition:
            self._devices, self._edition = _known_devices(), edition

    def _open(self, arrival: Arrival) -> _Read | Refused:
        words = arrival.subject.split(".")
        protocol = words[2] if len(words) > 2 else ""
        codec = CODECS.get(protocol)
        if codec is None:
            return Refused(arrival, MALFORMED, f"no protocol {protocol!r}", arrival.raw, 1)
        try:
            opened = codec.open(arrival.raw)
        except FrameError as error:
            return Refused(arrival, FRAME_REFUSED, str(error), arrival.raw, 1)
        device = self._devices.get((protocol, opened.address))
        if device is None:
            return Refused(arrival, UNKNOWN_DEVICE, f"{protocol} {opened.address}", arrival.raw, 1)
        if not device.is_on:
            return Refused(arrival, NOT_IN_SERVICE, f"{protocol} {opened.address}", arrival.raw, 1, device.region)
        return _Read(arrival, device, opened)


def _known_devices() -> dict[tuple[str, str], KnownDevice]:
    uses = {protocol: suggested_uses(protocol) for protocol in CODECS}
    reports = {protocol: suggested_reports(protocol) for protocol in CODECS}
    return {
        (row.protocol, row.address): KnownDevice(
            id=str(row.id),
            protocol=row.protocol,
            address=row.address,
            station=row.station.code,
            region=row.station.region,
            uses=uses_of(row.elements, uses[row.protocol]),
            reports=reports[row.protocol],
            is_on=row.state == Device.State.ON,
        )
        for row in Device.objects.filter(protocol__in=CODECS).select_related("station")
    }


def _take(read: list[_Read], now: datetime) -> list[Refused]:
    """Give every frame its readings; store counters, reports and positions."""
    held = device_states.hold({each.device.id for each in read})
    refused: list[Refused] = []
    for each in read:
        device, opened = each.device, each.opened
        out = read_out(opened.observations, device.uses, held.counters[device.id])
        held.counters[device.id] = out.counters
        news = changes(opened.occurrences, held.states[device.id], device.reports)
        held.news += [(device.id, one) for one in news]
        for quantity, time, value in state_readings(news, held.states[device.id], device.reports):
            out.add(quantity, time.timestamp(), value)
        each.arrival.give(out.batch(device.station))
        if out.distrusted:
            flags = ", ".join(sorted({f"{one.element}={one.flag}" for one in out.distrusted}))
            refused.append(
                Refused(each.arrival, DISTRUSTED, flags, each.arrival.raw, len(out.distrusted), device.region)
            )
    device_states.store(held, now)
    device_states.store_positions(
        [(each.device.station, each.opened.position) for each in read if each.opened.position]
    )
    return refused
