"""Registering stations, one by one by a person or many at once from a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.models import F

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound, TransitionNotAllowed
from anlan.kernel.ids import new_id
from anlan.kernel.regions import normalise
from anlan.monitoring.domain.errors import StationExists
from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.events import StationRegistered, StationServiceChanged
from anlan.monitoring.models import Coverage, DirectoryEdition, Series, Station
from anlan.monitoring.selectors.quantities import kinds, quantities
from anlan.monitoring.services import storing
from anlan.support import journal
from anlan.support.rights import require, require_visible


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStation:
    """A station to register. ``stands_for`` are the townships and villages its rain counts for; empty: its own.

    An ``id`` is given only where the same station is to keep it from one load of a list to the next.
    """

    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    quantities: tuple[str, ...] = ("rain",)
    stands_for: tuple[str, ...] = ()
    warning_level: float | None = None
    guarantee_level: float | None = None
    owner: str = ""
    source: str = ""
    is_demo: bool = False
    id: UUID | None = None


@transaction.atomic
def register_station(*, station: NewStation, actor: Actor, now: datetime) -> UUID:
    """Register one station; its readings are taken from now on."""
    require(actor, "monitoring.register_station", normalise(station.region))
    if Station.objects.filter(code=station.code).exists():
        raise StationExists(code=station.code)
    (row,) = _register([station])
    event = StationRegistered(subject=f"station:{row.id}", region=row.region, code=row.code, name=row.name)
    journal.announce(event, actor=actor, now=now)
    return row.id


@transaction.atomic
def set_service(*, station_id: UUID, status: str, actor: Actor, now: datetime) -> None:
    """Take a station out of service, so that its readings are put aside, or put it back."""
    row = Station.objects.select_for_update().filter(id=station_id).first()
    if row is None:
        raise NotFound(what="station")
    require_visible(actor, "monitoring.read", row.region, "station")
    require(actor, "monitoring.register_station", row.region)
    if status not in Station.Status.values:
        raise InvalidValue(field="status", value=status, rule="known_status")
    if row.status == status:
        raise TransitionNotAllowed(what="station", state=row.status, act=status)
    row.status = status
    row.save(update_fields=["status"])
    count_up_directory()
    event = StationServiceChanged(subject=f"station:{row.id}", region=row.region, code=row.code, status=status)
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def register_stations(stations: Sequence[NewStation]) -> int:
    """Register a list of stations and leave out codes that exist; return how many are new."""
    known = set(Station.objects.filter(code__in=[each.code for each in stations]).values_list("code", flat=True))
    return len(_register([each for each in stations if each.code not in known]))


@transaction.atomic
def remove_demo_stations() -> int:
    """Remove every demonstration station with all that hangs on it; return how many there were."""
    rows = Station.objects.filter(is_demo=True)
    count = rows.count()
    storing.forget(list(Series.objects.filter(station__in=rows).values_list("id", flat=True)))
    rows.delete()
    count_up_directory()
    return count


@transaction.atomic
def load_demo_readings(by_station: Mapping[str, Sequence[tuple[datetime, float]]], *, quantity: str) -> int:
    """Store invented readings of demonstration stations without judging them; return how many."""
    found = Series.objects.filter(station__is_demo=True, station__code__in=list(by_station), quantity=quantity)
    known = {code: id_ for id_, code in found.values_list("id", "station__code")}
    triples = [
        (known[code], round(time.timestamp() * 1_000_000), value)
        for code, rows in by_station.items()
        if code in known
        for time, value in rows
    ]
    series, times, values = zip(*triples, strict=True) if triples else ((), (), ())
    readings = Readings(np.array(series, np.int32), np.array(times, np.int64), np.array(values, np.float64))
    storing.store(readings)
    count_up_directory()
    return len(triples)


def count_up_directory() -> None:
    """Tell the intake that stations or thresholds have changed."""
    if not DirectoryEdition.objects.filter(id=1).update(number=F("number") + 1):
        DirectoryEdition.objects.create(id=1, number=1)


def _register(stations: list[NewStation]) -> list[Station]:
    known = quantities()
    for each in stations:
        _check(each)
    rows = Station.objects.bulk_create(_row(each) for each in stations)
    Series.objects.bulk_create(
        Series(
            station=row,
            quantity=quantity,
            unit=known[quantity].unit,
            low=known[quantity].low,
            high=known[quantity].high,
            warning_level=each.warning_level if quantity == "level" else None,
            guarantee_level=each.guarantee_level if quantity == "level" else None,
        )
        for row, each in zip(rows, stations, strict=True)
        for quantity in each.quantities
    )
    Coverage.objects.bulk_create(
        Coverage(station=row, region=normalise(region))
        for row, each in zip(rows, stations, strict=True)
        for region in sorted(set(each.stands_for))
    )
    count_up_directory()
    return rows


def _check(station: NewStation) -> None:
    plain = station.code.replace("-", "").replace("_", "")
    if not plain.isascii() or not plain.isalnum():
        raise InvalidValue(field="code", value=station.code, rule="letters_digits_hyphens")
    if not (-180 <= station.longitude <= 180 and -90 <= station.latitude <= 90):
        raise InvalidValue(field="location", value=(station.longitude, station.latitude), rule="longitude_latitude")
    if station.kind not in kinds():
        raise InvalidValue(field="kind", value=station.kind, rule="known_kind")
    for quantity in station.quantities:
        if quantity not in quantities():
            raise InvalidValue(field="quantity", value=quantity, rule="known_quantity")


def _row(station: NewStation) -> Station:
    return Station(
        id=station.id or new_id(),
        code=station.code,
        name=station.name,
        kind=station.kind,
        region=normalise(station.region),
        location=Point(station.longitude, station.latitude, srid=4326),
        owner=station.owner,
        source=station.source,
        is_demo=station.is_demo,
    )
