"""Things change their places: each arrival is remembered with its time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from anlan.monitoring.models import FeatureOfInterest, HistoricalLocation, Location, Thing
from anlan.monitoring.services.registering import count_up_directory
from anlan.monitoring.services.sensorthings.shapes import point_of
from anlan.protocols.sensorthings.errors import BadEntity
from anlan.protocols.sensorthings.times import instant


def moment(entity: str, field: str, text: object) -> datetime:
    """Return the instant that a client sent."""
    try:
        return instant(text)
    except ValueError as error:
        raise BadEntity(entity=entity, field=field, detail=str(error)[:200]) from error


def arrive(thing: Thing, locations: Sequence[Location], *, at: datetime) -> HistoricalLocation:
    """Put a Thing at Locations from ``at`` on, and remember it."""
    row = HistoricalLocation.objects.create(thing=thing, time=at)
    row.locations.set(locations)
    _stand(thing, locations)
    return row


def remember(thing: Thing, locations: Sequence[Location], *, at: datetime) -> HistoricalLocation:
    """Remember where a Thing was; the newest such memory is where it is."""
    newest = not thing.historical_locations.filter(time__gt=at, withdrawn_at=None).exists()
    if newest and locations:
        return arrive(thing, locations, at=at)
    row = HistoricalLocation.objects.create(thing=thing, time=at)
    row.locations.set(locations)
    return row


def _stand(thing: Thing, locations: Sequence[Location]) -> None:
    thing.locations.set(locations)
    here = next((each for each in locations if each.geometry is not None), None)
    if here is None:
        return
    station = thing.station
    station.location = point_of(here.geometry)
    station.save(update_fields=["location"])
    thing.feature = _feature_at(here, station.region)
    thing.is_placed = True
    thing.save(update_fields=["feature", "is_placed"])
    count_up_directory()


def _feature_at(location: Location, region: str) -> FeatureOfInterest:
    """Return a place as what is observed there."""
    values: dict[str, Any] = {
        "name": location.name,
        "description": location.description,
        "encoding_type": location.encoding_type,
        "feature": location.location,
        "geometry": location.geometry,
    }
    return FeatureOfInterest.objects.create(region=region, **values)
