"""What is remembered of devices between their frames: counters, states of their parts, where vehicles are."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.gis.geos import Point

from anlan.monitoring.domain.devices import Counters
from anlan.monitoring.domain.frames import Place
from anlan.monitoring.domain.reports import Key, Known
from anlan.monitoring.models import Device, DeviceCounter, DeviceReport, Position, Station
from anlan.protocols.framing import Occurrence


@dataclass(slots=True)
class Held:
    """The memory of some devices, by device, as it was found and as frames change it."""

    counters: dict[str, Counters]
    states: dict[str, dict[Key, Known]]
    found: dict[str, Counters]
    news: list[tuple[str, Occurrence]] = field(default_factory=list)


def hold(devices: set[str]) -> Held:
    """Return what is remembered of devices, locked for the running transaction."""
    list(Device.objects.select_for_update().filter(id__in=devices).order_by("id").values_list("id"))
    counters: dict[str, Counters] = {device: {} for device in devices}
    for row in DeviceCounter.objects.filter(device__in=devices):
        counters[str(row.device_id)][row.element] = tuple((time, value) for time, value in row.history)
    states: dict[str, dict[Key, Known]] = {device: {} for device in devices}
    newest = DeviceReport.objects.filter(device__in=devices).order_by("device", "kind", "part", "-time")
    for row in newest.distinct("device", "kind", "part"):
        states[str(row.device_id)][row.kind, row.part] = Known(row.time, row.is_beginning)
    return Held(counters, states, {device: dict(own) for device, own in counters.items()})


def store(held: Held, now: datetime) -> None:
    """Store counters that moved on and reports that are news."""
    moved = [
        DeviceCounter(device_id=device, element=element, history=history)
        for device, counters in held.counters.items()
        for element, history in counters.items()
        if held.found[device].get(element) != history
    ]
    DeviceCounter.objects.bulk_create(
        moved, update_conflicts=True, unique_fields=["device", "element"], update_fields=["history"]
    )
    reports = [
        DeviceReport(
            device_id=device,
            kind=each.kind[:40],
            part=each.part[:80],
            time=each.time,
            is_beginning=each.began,
            received_at=now,
        )
        for device, each in held.news
    ]
    DeviceReport.objects.bulk_create(reports, ignore_conflicts=True)


def store_positions(places: list[tuple[str, Place]]) -> None:
    """Store where vehicles were last, by station code; an older place changes nothing."""
    newest: dict[str, Place] = {}
    for code, place in places:
        if code not in newest or place.time > newest[code].time:
            newest[code] = place
    stations = dict(Station.objects.filter(code__in=newest).values_list("code", "id"))
    known = dict(Position.objects.filter(station__in=stations.values()).values_list("station_id", "time"))
    rows = [
        Position(
            station_id=stations[code],
            location=Point(place.longitude, place.latitude, srid=4326),
            time=place.time,
            speed=place.speed,
            course=place.course,
        )
        for code, place in newest.items()
        if stations[code] not in known or place.time > known[stations[code]]
    ]
    if rows:
        Position.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["station"],
            update_fields=["location", "time", "speed", "course"],
        )
