"""What the gateway has seen: counted in memory by the lines, written down every few seconds."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, InterfaceError, connections, transaction

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.monitoring.domain.polled import PolledDevice, polled_of
from anlan.monitoring.models import Device, Line
from anlan.monitoring.selectors.quantities import quantities


@dataclass(slots=True)
class LineBook:
    """One line's counts since the gateway started."""

    protocol: str
    port: int
    since: datetime = field(default_factory=clock.real_now)
    connections: int = 0
    frames: int = 0
    refused: int = 0
    frame_at: datetime | None = None
    problem: str = ""
    heard: dict[str, tuple[datetime, str]] = field(default_factory=dict)

    def note_frame(self, address: str, peer: str) -> None:
        """Note a good frame of a device."""
        self.frames += 1
        self.frame_at = clock.real_now()
        self.heard[address] = (self.frame_at, peer)


@transaction.atomic
def write_down(book: LineBook) -> None:
    """Store a line's state, and when each device was last heard."""
    heard, book.heard = book.heard, {}
    values = {
        "port": book.port,
        "since": book.since,
        "seen_at": clock.real_now(),
        "connections": book.connections,
        "frames": book.frames,
        "refused": book.refused,
        "frame_at": book.frame_at,
        "problem": book.problem[:300],
    }
    Line.objects.update_or_create(protocol=book.protocol, defaults=values)
    devices = list(Device.objects.filter(protocol=book.protocol, address__in=heard))
    for device in devices:
        device.heard_at, device.heard_from = heard[device.address]
    Device.objects.bulk_update(devices, ["heard_at", "heard_from"], batch_size=500)


def devices_of(protocol: str) -> dict[str, dict[str, str]]:
    """Return the devices that are on, by address, with the protocol's options of each."""
    rows = Device.objects.filter(protocol=protocol, state=Device.State.ON)
    return dict(rows.values_list("address", "options"))


def polled_devices() -> dict[str, PolledDevice]:
    """Return the Modbus devices that are on, by address; one that cannot be asked says why and is left out."""
    found = {}
    known = quantities()
    for device in Device.objects.filter(protocol="modbus", state=Device.State.ON).select_related("station"):
        try:
            found[device.address] = polled_of(device.station.code, device.options, known)
        except InvalidValue as error:
            Device.objects.filter(id=device.id).update(problem=str(error)[:300])
    return found


def note_polled(address: str, host: str, problem: str) -> None:
    """Store how asking a device went."""
    values = {"problem": problem[:300]}
    if not problem:
        values |= {"heard_at": clock.real_now(), "heard_from": host}
    try:
        Device.objects.filter(protocol="modbus", address=address).update(**values)
    except (DatabaseError, InterfaceError):
        connections.close_all()
