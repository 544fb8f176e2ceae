"""Keeps every station and series described for SensorThings, however it was registered.

The directory's edition tells when there may be something new: asking costs two small queries, and only the first
request after a change does more.
"""

import json
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from anlan.monitoring.domain.sensorthings import MEASUREMENT
from anlan.monitoring.models import (
    Datastream,
    DescribedEdition,
    DirectoryEdition,
    FeatureOfInterest,
    HistoricalLocation,
    Location,
    ObservedProperty,
    Sensor,
    Series,
    Station,
    Thing,
)
from anlan.monitoring.selectors.quantities import quantity_label

GEOJSON = "application/geo+json"
_AT_ONCE = 2000


def describe_new(*, now: datetime) -> int:
    """Describe the stations and series that have come since; return how many were new."""
    edition = DirectoryEdition.objects.values_list("number", flat=True).first() or 0
    if DescribedEdition.objects.filter(id=1, number=edition).exists():
        return 0
    with transaction.atomic():
        DescribedEdition.objects.get_or_create(id=1)
        row = DescribedEdition.objects.select_for_update().get(id=1)
        count = _describe_stations(now) + _describe_series()
        row.number = edition
        row.save(update_fields=["number"])
    return count


def _describe_stations(now: datetime) -> int:
    stations = list(Station.objects.filter(thing=None).order_by("id"))
    for start in range(0, len(stations), _AT_ONCE):
        part = stations[start : start + _AT_ONCE]
        things = Thing.objects.bulk_create(Thing(station=each, description=each.name) for each in part)
        place(things, [point_of(each) for each in part], now)
    return len(stations)


def point_of(station: Station) -> tuple[Location, FeatureOfInterest]:
    """Return a station's own place as a Location and as a feature, not yet stored."""
    shape = json.loads(station.location.geojson)
    common = {
        "name": station.name,
        "description": station.name,
        "region": station.region,
        "encoding_type": GEOJSON,
        "geometry": station.location,
        "station": station,
    }
    return Location(location=shape, **common), FeatureOfInterest(feature=shape, **common)


def place(things: list[Thing], places: Iterable[tuple[Location, FeatureOfInterest]], now: datetime) -> None:
    """Store the places of Things, each at its own from now on."""
    locations, features = zip(*places, strict=True)
    locations, features = Location.objects.bulk_create(locations), FeatureOfInterest.objects.bulk_create(features)
    for thing, feature in zip(things, features, strict=True):
        thing.feature = feature
    Thing.objects.bulk_update(things, ["feature"])
    history = HistoricalLocation.objects.bulk_create(HistoricalLocation(thing=each, time=now) for each in things)
    here, then = Thing.locations.through, HistoricalLocation.locations.through
    here.objects.bulk_create(here(thing=thing, location=each) for thing, each in zip(things, locations, strict=True))
    then.objects.bulk_create(
        then(historicallocation=moment, location=each) for moment, each in zip(history, locations, strict=True)
    )


def _describe_series() -> int:
    rows = list(Series.objects.filter(datastream=None).select_related("station", "station__thing").order_by("id"))
    properties, sensors = _catalogue({each.quantity: each.unit for each in rows})
    for start in range(0, len(rows), _AT_ONCE):
        Datastream.objects.bulk_create(
            Datastream(
                series=each,
                thing=each.station.thing,
                sensor=sensors[each.quantity],
                observed_property=properties[each.quantity],
                name=f"{each.station.name} {quantity_label(each.quantity)}",
                description=f"{each.station.name} {quantity_label(each.quantity)}",
                observation_type=MEASUREMENT,
                unit_of_measurement=unit_of(each.unit),
            )
            for each in rows[start : start + _AT_ONCE]
        )
    return len(rows)


def unit_of(symbol: str) -> dict[str, str]:
    """Return a unit of the house as SensorThings writes it; its definition is its UCUM code."""
    return {"name": symbol, "symbol": symbol, "definition": f"ucum:{symbol}"}


def _catalogue(quantities: dict[str, str]) -> tuple[dict[str, ObservedProperty], dict[str, Sensor]]:
    """Return the property and the unnamed instrument of each quantity of the house, made where they are not there."""
    ObservedProperty.objects.bulk_create(
        [
            ObservedProperty(
                name=each,
                description=quantity_label(each),
                definition=f"urn:anlan:quantity:{each}",
                quantity=each,
            )
            for each in quantities
        ],
        ignore_conflicts=True,
    )
    Sensor.objects.bulk_create(
        [
            Sensor(
                name=gettext("Instrument for %(quantity)s") % {"quantity": quantity_label(each)},
                description=gettext("The station's list does not name its instrument."),
                encoding_type="text/plain",
                metadata="",
                quantity=each,
            )
            for each in quantities
        ],
        ignore_conflicts=True,
    )
    known = list(quantities)
    return (
        {each.quantity: each for each in ObservedProperty.objects.filter(quantity__in=known) if each.quantity},
        {each.quantity: each for each in Sensor.objects.filter(quantity__in=known) if each.quantity},
    )
