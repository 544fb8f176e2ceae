"""Making entities, with all that is inserted with them or that they are linked to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.ids import new_id
from anlan.monitoring.domain.sensorthings import MEASUREMENT
from anlan.monitoring.events import EntityCreated
from anlan.monitoring.models import (
    Datastream,
    FeatureOfInterest,
    HistoricalLocation,
    Location,
    ObservedProperty,
    Sensor,
    Series,
    Thing,
)
from anlan.monitoring.selectors.quantities import quantities
from anlan.monitoring.selectors.sensorthings.mapping import HOUSE, visible
from anlan.monitoring.services.registering import count_up_directory
from anlan.monitoring.services.sensorthings.moving import arrive, moment, remember
from anlan.monitoring.services.sensorthings.shapes import shape_in
from anlan.monitoring.services.sensorthings.stationing import Placement, home, station_for
from anlan.protocols.sensorthings.errors import BadEntity
from anlan.protocols.sensorthings.ids import parsed
from anlan.protocols.sensorthings.schema import ENTITIES, check, id_of
from anlan.support import journal
from anlan.support.rights import require
from anlan.support.tables import load_table

RIGHT = "monitoring.register_station"
LONGEST_NAME = 255
LONGEST_STATION_NAME = 80
_LONGEST_UNIT = 20
_WIDEST = 1e300


@dataclass(slots=True)
class Making:
    """One request that makes entities: who, when, how many so far, and the Observations to send once all stands."""

    actor: Actor
    now: datetime
    count: int = 0
    depth: int = 0
    observations: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Made:
    """The entity that was asked for, and the Observations that were sent with it or below it."""

    entity: str
    row: Any
    observations: list[dict[str, Any]]


@transaction.atomic
def make(*, entity: str, body: Mapping[str, Any], actor: Actor, now: datetime) -> Made:
    """Make an entity with everything that stands in its body; all of it or nothing."""
    making = Making(actor, now)
    row = made(making, entity, body)
    return Made(entity, row, making.observations)


def made(making: Making, entity: str, body: Any) -> Any:
    """Make one entity of a request."""
    limits = load_table("anlan.monitoring", "sensorthings")["entities"]
    making.count += 1
    making.depth += 1
    if making.count > limits["most_in_one_request"] or making.depth > limits["deepest_insert"]:
        raise BadEntity(entity=entity, field="body", detail="too many entities in one request, or nested too deep")
    if not isinstance(body, dict):
        raise BadEntity(entity=entity, field="body", detail="must be a JSON object")
    check(ENTITIES[entity], body, whole=True)
    if len(body.get("name", "")) > LONGEST_NAME or body.get("name") == "":
        raise BadEntity(entity=entity, field="name", detail=f"has 1 to {LONGEST_NAME} characters")
    row = _MAKERS[entity](making, body)
    if entity != "Thing":
        region = getattr(row, "region", None)
        announce_made(making, entity, row, region if region is not None else row.thing.station.region)
    making.depth -= 1
    return row


def announce_made(making: Making, entity: str, row: Any, region: str) -> None:
    """Tell the journal of a new entity; a station has been told of as such."""
    name = str(getattr(row, "name", "") or row)
    event = EntityCreated(subject=f"{entity}:{row.pk}", region=region, entity=entity, name=name)
    journal.announce(event, actor=making.actor, now=making.now)


def linked(making: Making, entity: str, link: str, value: Any) -> Any:
    """Return the entity that stands behind a link of a body: an existing one by its id, else a new one."""
    if isinstance(value, dict) and (id_ := id_of(value)) is not None:
        target = ENTITIES[entity].links[link].target
        key = parsed(target, id_)
        row = visible(target, making.actor).filter(pk=key).first() if isinstance(key, int) else None
        if row is None:
            raise BadEntity(entity=entity, field=link, detail=f"there is no {target} with the id {str(id_)[:60]!r}")
        return row
    return made(making, ENTITIES[entity].links[link].target, value)


def all_linked(making: Making, entity: str, link: str, body: Mapping[str, Any]) -> list[Any]:
    """Return the entities behind a link to many."""
    values = body.get(link) or []
    if not isinstance(values, list):
        raise BadEntity(entity=entity, field=link, detail="must be a JSON array")
    return [linked(making, entity, link, each) for each in values]


def _required_link(making: Making, entity: str, link: str, body: Mapping[str, Any]) -> Any:
    if not isinstance(body.get(link), dict):
        raise BadEntity(entity=entity, field=link, detail="is mandatory")
    return linked(making, entity, link, body[link])


def _own_region(making: Making) -> str:
    region = home(making.actor)
    require(making.actor, RIGHT, region)
    return region


def _described(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: body.get(name) for name in ("name", "description", "properties")}


def _thing(making: Making, body: Mapping[str, Any]) -> Thing:
    if len(body["name"]) > LONGEST_STATION_NAME:
        raise BadEntity(entity="Thing", field="name", detail=f"has 1 to {LONGEST_STATION_NAME} characters")
    locations = all_linked(making, "Thing", "Locations", body)
    properties = dict(body.get("properties") or {})
    wanted = properties.pop(HOUSE, None) or {}
    placement = Placement(body["name"], wanted, next((each.geometry for each in locations if each.geometry), None))
    station = station_for(placement, actor=making.actor, now=making.now)
    thing = Thing.objects.create(
        station=station,
        description=body["description"],
        properties=properties if body.get("properties") is not None else None,
        is_placed=placement.shape is not None,
    )
    if locations:
        Location.objects.filter(id__in=[each.id for each in locations], region="").update(region=station.region)
        arrive(thing, locations, at=making.now)
    _below(making, thing, "Thing", "HistoricalLocations", body)
    _below(making, thing, "Thing", "Datastreams", body)
    return thing


def _below(making: Making, parent: Any, entity: str, link: str, body: Mapping[str, Any]) -> None:
    """Make what is inserted below an entity, linked back to it."""
    values = body.get(link) or []
    if not isinstance(values, list):
        raise BadEntity(entity=entity, field=link, detail="must be a JSON array")
    of = ENTITIES[entity].links[link]
    for each in values:
        if not isinstance(each, dict) or id_of(each) is not None:
            raise BadEntity(entity=entity, field=link, detail="takes new entities only")
        made(making, of.target, {**each, of.back: {"@iot.id": parent.pk}})


def _location(making: Making, body: Mapping[str, Any]) -> Location:
    region = _own_region(making)
    shape = shape_in("Location", "location", body["location"], body["encodingType"])
    row = Location.objects.create(
        **_described(body),
        region=region,
        encoding_type=body["encodingType"][:LONGEST_NAME],
        location=body["location"],
        geometry=shape,
    )
    for thing in all_linked(making, "Location", "Things", body):
        require(making.actor, RIGHT, thing.station.region)
        arrive(thing, [row], at=making.now)
    return row


def _historical_location(making: Making, body: Mapping[str, Any]) -> HistoricalLocation:
    thing = _required_link(making, "HistoricalLocation", "Thing", body)
    require(making.actor, RIGHT, thing.station.region)
    locations = all_linked(making, "HistoricalLocation", "Locations", body)
    return remember(thing, locations, at=moment("HistoricalLocation", "time", body["time"]))


def _sensor(making: Making, body: Mapping[str, Any]) -> Sensor:
    region = _own_region(making)
    values = {"encoding_type": body["encodingType"][:LONGEST_NAME], "metadata": body["metadata"], "region": region}
    sensor = Sensor.objects.create(**_described(body), **values)
    _below(making, sensor, "Sensor", "Datastreams", body)
    return sensor


def _observed_property(making: Making, body: Mapping[str, Any]) -> ObservedProperty:
    region = _own_region(making)
    row = ObservedProperty.objects.create(**_described(body), definition=body["definition"], region=region)
    _below(making, row, "ObservedProperty", "Datastreams", body)
    return row


def _feature(making: Making, body: Mapping[str, Any]) -> FeatureOfInterest:
    region = _own_region(making)
    return feature_from(body, region)


def feature_from(body: Mapping[str, Any], region: str) -> FeatureOfInterest:
    """Store what observations are about."""
    return FeatureOfInterest.objects.create(
        **_described(body),
        region=region,
        encoding_type=body["encodingType"][:LONGEST_NAME],
        feature=body["feature"],
        geometry=shape_in("FeatureOfInterest", "feature", body["feature"], body["encodingType"]),
    )


def _datastream(making: Making, body: Mapping[str, Any]) -> Datastream:
    thing = _required_link(making, "Datastream", "Thing", body)
    require(making.actor, RIGHT, thing.station.region)
    sensor = _required_link(making, "Datastream", "Sensor", body)
    observed = _required_link(making, "Datastream", "ObservedProperty", body)
    unit = unit_in(body["unitOfMeasurement"])
    area = body.get("observedArea")
    row = Datastream.objects.create(
        series=_series_for(thing, observed, unit, body["observationType"]),
        thing=thing,
        sensor=sensor,
        observed_property=observed,
        **_described(body),
        observation_type=body["observationType"][:LONGEST_NAME],
        unit_of_measurement=unit,
        observed_area=area,
        observed_geometry=shape_in("Datastream", "observedArea", area, "application/geo+json") if area else None,
    )
    for each in body.get("Observations") or []:
        making.observations.append({**each, "Datastream": {"@iot.id": row.pk}} if isinstance(each, dict) else {})
    return row


def unit_in(unit: Mapping[str, Any]) -> dict[str, Any]:
    """Return a unit of measurement; name, symbol and definition must be there and may be null."""
    for name in ("name", "symbol", "definition"):
        if name not in unit or not isinstance(unit[name], str | None):
            raise BadEntity(entity="Datastream", field=f"unitOfMeasurement/{name}", detail="is a string, or null")
    return dict(unit)


def _series_for(thing: Thing, observed: ObservedProperty, unit: Mapping[str, Any], kind: str) -> Series:
    """Make the series of a Datastream: one of the house's quantities where property and unit are the house's own."""
    known = quantities().get(observed.quantity or "")
    is_house = known is not None and kind == MEASUREMENT and unit["symbol"] == known.unit
    if known and is_house and not Series.objects.filter(station=thing.station, quantity=known.name).exists():
        name, symbol, low, high = known.name, known.unit, known.low, known.high
    else:
        symbol = unit["symbol"] or ""
        name, low, high = f"sta-{new_id().hex[-12:]}", -_WIDEST, _WIDEST
    symbol = symbol if len(symbol) <= _LONGEST_UNIT else ""
    series = Series.objects.create(station=thing.station, quantity=name, unit=symbol, low=low, high=high)
    count_up_directory()
    return series


_MAKERS: Mapping[str, Callable[[Making, Mapping[str, Any]], Any]] = {
    "Thing": _thing,
    "Location": _location,
    "HistoricalLocation": _historical_location,
    "Sensor": _sensor,
    "ObservedProperty": _observed_property,
    "FeatureOfInterest": _feature,
    "Datastream": _datastream,
}
