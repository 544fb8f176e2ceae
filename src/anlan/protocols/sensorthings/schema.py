"""The entities of the sensing part: their properties with types, what is mandatory, and how they are linked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from anlan.protocols.sensorthings.errors import BadEntity


class Kind(StrEnum):
    """What a property or an expression is."""

    NUMBER = "number"
    TEXT = "text"
    INSTANT = "instant"
    INTERVAL = "interval"
    BOOLEAN = "boolean"
    GEOMETRY = "geometry"
    OBJECT = "object"
    ANY = "any"
    DATE = "date"
    CLOCK = "time of day"
    DURATION = "duration"
    NULL = "null"


@dataclass(frozen=True, slots=True)
class Link:
    """A navigation property: the entity it leads to, whether to many, and the property that leads back."""

    target: str
    many: bool
    back: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity type."""

    name: str
    set_name: str
    properties: Mapping[str, Kind]
    required: tuple[str, ...]
    links: Mapping[str, Link] = field(default_factory=dict)


_NAMED: Final = {"name": Kind.TEXT, "description": Kind.TEXT}
_ENTITIES: Final = (
    Entity(
        "Thing",
        "Things",
        {**_NAMED, "properties": Kind.OBJECT},
        ("name", "description"),
        {
            "Locations": Link("Location", many=True, back="Things"),
            "HistoricalLocations": Link("HistoricalLocation", many=True, back="Thing"),
            "Datastreams": Link("Datastream", many=True, back="Thing"),
        },
    ),
    Entity(
        "Location",
        "Locations",
        {**_NAMED, "encodingType": Kind.TEXT, "location": Kind.GEOMETRY, "properties": Kind.OBJECT},
        ("name", "description", "encodingType", "location"),
        {
            "Things": Link("Thing", many=True, back="Locations"),
            "HistoricalLocations": Link("HistoricalLocation", many=True, back="Locations"),
        },
    ),
    Entity(
        "HistoricalLocation",
        "HistoricalLocations",
        {"time": Kind.INSTANT},
        ("time",),
        {
            "Thing": Link("Thing", many=False, back="HistoricalLocations"),
            "Locations": Link("Location", many=True, back="HistoricalLocations"),
        },
    ),
    Entity(
        "Datastream",
        "Datastreams",
        {
            **_NAMED,
            "unitOfMeasurement": Kind.OBJECT,
            "observationType": Kind.TEXT,
            "observedArea": Kind.GEOMETRY,
            "phenomenonTime": Kind.INTERVAL,
            "resultTime": Kind.INTERVAL,
            "properties": Kind.OBJECT,
        },
        ("name", "description", "unitOfMeasurement", "observationType"),
        {
            "Thing": Link("Thing", many=False, back="Datastreams"),
            "Sensor": Link("Sensor", many=False, back="Datastreams"),
            "ObservedProperty": Link("ObservedProperty", many=False, back="Datastreams"),
            "Observations": Link("Observation", many=True, back="Datastream"),
        },
    ),
    Entity(
        "Sensor",
        "Sensors",
        {**_NAMED, "encodingType": Kind.TEXT, "metadata": Kind.ANY, "properties": Kind.OBJECT},
        ("name", "description", "encodingType", "metadata"),
        {"Datastreams": Link("Datastream", many=True, back="Sensor")},
    ),
    Entity(
        "ObservedProperty",
        "ObservedProperties",
        {**_NAMED, "definition": Kind.TEXT, "properties": Kind.OBJECT},
        ("name", "definition", "description"),
        {"Datastreams": Link("Datastream", many=True, back="ObservedProperty")},
    ),
    Entity(
        "Observation",
        "Observations",
        {
            "phenomenonTime": Kind.INSTANT,
            "result": Kind.NUMBER,
            "resultTime": Kind.INSTANT,
            "resultQuality": Kind.ANY,
            "validTime": Kind.INTERVAL,
            "parameters": Kind.OBJECT,
        },
        ("result",),
        {
            "Datastream": Link("Datastream", many=False, back="Observations"),
            "FeatureOfInterest": Link("FeatureOfInterest", many=False, back="Observations"),
        },
    ),
    Entity(
        "FeatureOfInterest",
        "FeaturesOfInterest",
        {**_NAMED, "encodingType": Kind.TEXT, "feature": Kind.GEOMETRY, "properties": Kind.OBJECT},
        ("name", "description", "encodingType", "feature"),
        {"Observations": Link("Observation", many=True, back="FeatureOfInterest")},
    ),
)
ENTITIES: Final[Mapping[str, Entity]] = {each.name: each for each in _ENTITIES}
SETS: Final[Mapping[str, Entity]] = {each.set_name: each for each in _ENTITIES}
ID: Final = ("@iot.id", "id")
_CONFORMANCE: Final = "http://www.opengis.net/spec/iot_sensing/1.1/req/"
CONFORMANCE: Final = tuple(
    _CONFORMANCE + each
    for each in (
        "datamodel",
        "resource-path/resource-path-to-entities",
        "request-data",
        "create-update-delete/create-entity",
        "create-update-delete/link-to-existing-entities",
        "create-update-delete/deep-insert",
        "create-update-delete/deep-insert-status-code",
        "create-update-delete/update-entity",
        "create-update-delete/update-entity-put",
        "create-update-delete/update-entity-jsonpatch",
        "create-update-delete/historical-location-auto-creation",
        "data-array/data-array",
    )
)


def id_of(body: Mapping[str, object]) -> object | None:
    """Return the id by which a body names an existing entity, or nothing where it describes a new one."""
    return next((body[key] for key in ID if key in body), None)


def check(entity: Entity, body: Mapping[str, object], *, whole: bool) -> None:
    """Refuse a body with an unknown property, one of the wrong type, or (where ``whole``) without a mandatory one."""
    for name in entity.required if whole else ():
        if body.get(name) is None:
            raise BadEntity(entity=entity.name, field=name, detail="is mandatory")
    for name, value in body.items():
        if name in entity.links or name in ID or "@" in name:
            continue
        if name not in entity.properties:
            raise BadEntity(entity=entity.name, field=name, detail="is not a property of this entity")
        detail = _wrong(entity.properties[name], value, is_required=name in entity.required)
        if detail:
            raise BadEntity(entity=entity.name, field=name, detail=detail)


def _wrong(kind: Kind, value: object, *, is_required: bool) -> str:
    """Return what is wrong with a property's value, or nothing."""
    if value is None and not is_required:
        return ""
    if kind is Kind.TEXT and not isinstance(value, str):
        return "must be a string"
    if kind is Kind.OBJECT and not isinstance(value, dict):
        return "must be a JSON object"
    if isinstance(value, str) and "\0" in value:
        return "must not hold the character U+0000"
    return ""
