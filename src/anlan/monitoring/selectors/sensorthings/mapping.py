"""How the entities of SensorThings stand in our tables, and which of them an actor may see."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, IntegerField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from anlan.kernel.actors import Actor
from anlan.monitoring.models import (
    CategoryTerm,
    Datastream,
    FeatureOfInterest,
    HistoricalLocation,
    Location,
    Observation,
    ObservationDetail,
    ObservedProperty,
    Sensor,
    Thing,
)
from anlan.monitoring.selectors.stations import READ
from anlan.protocols.sensorthings.schema import ENTITIES, Entity, Kind
from anlan.support.rights import within

HOUSE = "anlan"


@dataclass(frozen=True, slots=True)
class Column:
    """Where a property stands: an expression for it, given the way from the asking row, and its type."""

    kind: Kind
    at: Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Way:
    """How a link is followed: ``forward`` from here (joins, where it leads to one), ``back`` from there to here."""

    forward: str
    back: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """One entity type in our tables."""

    entity: Entity
    model: type[Model]
    columns: Mapping[str, Column]
    ways: Mapping[str, Way]
    house: Mapping[str, str] = field(default_factory=dict)


def _column(path: str, kind: Kind = Kind.TEXT) -> Column:
    return Column(kind, lambda prefix: F(prefix + path))


def _detail(name: str, kind: Kind) -> Column:
    return Column(kind, lambda prefix: _of_detail(name, prefix))


def _of_detail(name: str, prefix: str = "") -> Subquery:
    details = ObservationDetail.objects.filter(
        datastream=OuterRef(f"{prefix}datastream_id"), time=OuterRef(f"{prefix}time")
    )
    return Subquery(details.values(name)[:1])


def term_at(prefix: str) -> Subquery:
    """Return the word that a reading's number means on a category Datastream."""
    terms = CategoryTerm.objects.filter(
        datastream=OuterRef(f"{prefix}datastream_id"), number=OuterRef(f"{prefix}value")
    )
    return Subquery(terms.values("text")[:1])


def feature_of() -> Coalesce:
    """Return the id of what an observation is about: as it was sent, else the place of its Thing."""
    return Coalesce(_of_detail("feature_id"), F("datastream__thing__feature_id"), output_field=IntegerField())


_NUMBER, _OBJECT, _GEOMETRY = Kind.NUMBER, Kind.OBJECT, Kind.GEOMETRY
_ID = {"@iot.id": _column("pk", _NUMBER), "id": _column("pk", _NUMBER)}
_DESCRIBED = _ID | {
    "name": _column("name"),
    "description": _column("description"),
    "properties": _column("properties", _OBJECT),
}
_ENCODED = {"encodingType": _column("encoding_type")}

_MAPPED = (
    Mapped(
        ENTITIES["Thing"],
        Thing,
        _DESCRIBED | {"name": _column("station__name")},
        {
            "Locations": Way("locations", "things"),
            "HistoricalLocations": Way("historical_locations", "thing"),
            "Datastreams": Way("datastreams", "thing"),
        },
        {name: f"station__{name}" for name in ("code", "kind", "region", "status", "owner", "source")},
    ),
    Mapped(
        ENTITIES["Location"],
        Location,
        _DESCRIBED | _ENCODED | {"location": _column("geometry", _GEOMETRY)},
        {
            "Things": Way("things", "locations"),
            "HistoricalLocations": Way("historical_locations", "locations"),
        },
    ),
    Mapped(
        ENTITIES["HistoricalLocation"],
        HistoricalLocation,
        _ID | {"time": _column("time", Kind.INSTANT)},
        {"Thing": Way("thing", "historical_locations"), "Locations": Way("locations", "historical_locations")},
    ),
    Mapped(
        ENTITIES["Datastream"],
        Datastream,
        _DESCRIBED
        | {
            "observationType": _column("observation_type"),
            "observedArea": _column("observed_geometry", _GEOMETRY),
            "unitOfMeasurement": _column("unit_of_measurement", _OBJECT),
            "phenomenonTime": _column("series__latest__time", Kind.INSTANT),
        },
        {
            "Thing": Way("thing", "datastreams"),
            "Sensor": Way("sensor", "datastreams"),
            "ObservedProperty": Way("observed_property", "datastreams"),
            "Observations": Way("observations", "datastream"),
        },
        {"quantity": "series__quantity"},
    ),
    Mapped(
        ENTITIES["Sensor"],
        Sensor,
        _DESCRIBED | _ENCODED | {"metadata": _column("metadata", _OBJECT)},
        {"Datastreams": Way("datastreams", "sensor")},
    ),
    Mapped(
        ENTITIES["ObservedProperty"],
        ObservedProperty,
        _DESCRIBED | {"definition": _column("definition")},
        {"Datastreams": Way("datastreams", "observed_property")},
    ),
    Mapped(
        ENTITIES["Observation"],
        Observation,
        {
            "phenomenonTime": _column("time", Kind.INSTANT),
            "result": _column("value", _NUMBER),
            "resultTime": _detail("result_time", Kind.INSTANT),
            "resultQuality": _detail("result_quality", _OBJECT),
            "validTime": _detail("valid_from", Kind.INSTANT),
            "parameters": _detail("parameters", _OBJECT),
        },
        {"Datastream": Way("datastream", "observations"), "FeatureOfInterest": Way("", "")},
    ),
    Mapped(
        ENTITIES["FeatureOfInterest"],
        FeatureOfInterest,
        _DESCRIBED | _ENCODED | {"feature": _column("geometry", _GEOMETRY)},
        {"Observations": Way("", "")},
    ),
)
MAPPED: Mapping[str, Mapped] = {each.entity.name: each for each in _MAPPED}


def visible(name: str, actor: Actor) -> QuerySet[Any]:
    """Return the entities of a type that the actor may see; withdrawn ones are seen by nobody."""
    return _VISIBLE[name](actor)


def _things(actor: Actor) -> QuerySet[Thing]:
    found = Thing.objects.filter(within(actor, READ, field="station__region"), withdrawn_at=None)
    return found.select_related("station")


def _datastreams(actor: Actor) -> QuerySet[Datastream]:
    found = Datastream.objects.filter(within(actor, READ, field="thing__station__region"), withdrawn_at=None)
    return found.select_related("series", "series__latest")


def _historical_locations(actor: Actor) -> QuerySet[HistoricalLocation]:
    region = within(actor, READ, field="thing__station__region")
    return HistoricalLocation.objects.filter(region, withdrawn_at=None, thing__withdrawn_at=None)


def _observations(actor: Actor) -> QuerySet[Observation]:
    region = within(actor, READ, field="datastream__thing__station__region")
    found = Observation.objects.filter(region, datastream__withdrawn_at=None)
    return found.alias(feature_id=feature_of())


def observations_about(feature: Any, actor: Actor) -> QuerySet[Observation]:
    """Return the observations about a feature (its id, or a reference to it)."""
    same = OuterRef(feature) if isinstance(feature, OuterRef) else feature
    sent_with = ObservationDetail.objects.filter(feature=same).values("datastream_id")
    maybe = Q(datastream__thing__feature=feature) | Q(datastream__in=sent_with)
    return _observations(actor).filter(maybe, feature_id=feature)


def _locations(actor: Actor) -> QuerySet[Location]:
    used = _things(actor).filter(locations=OuterRef("pk")).order_by()
    return Location.objects.filter(within(actor, READ) | Q(Exists(used)), withdrawn_at=None)


def _of_catalogue(model: type[Sensor | ObservedProperty], link: str) -> Callable[[Actor], QuerySet[Any]]:
    """Instruments and properties are seen where they are shared, of one's own region, or used by a series one sees."""

    def found(actor: Actor) -> QuerySet[Any]:
        used = _datastreams(actor).filter(**{link: OuterRef("pk")}).order_by()
        return model.objects.filter(within(actor, READ) | Q(region="") | Q(Exists(used)), withdrawn_at=None)

    return found


def _features(actor: Actor) -> QuerySet[FeatureOfInterest]:
    used = ObservationDetail.objects.filter(
        within(actor, READ, field="datastream__thing__station__region"), feature=OuterRef("pk")
    )
    return FeatureOfInterest.objects.filter(within(actor, READ) | Q(Exists(used)), withdrawn_at=None)


_VISIBLE: Mapping[str, Callable[[Actor], QuerySet[Any]]] = {
    "Thing": _things,
    "Location": _locations,
    "HistoricalLocation": _historical_locations,
    "Datastream": _datastreams,
    "Sensor": _of_catalogue(Sensor, "sensor"),
    "ObservedProperty": _of_catalogue(ObservedProperty, "observed_property"),
    "Observation": _observations,
    "FeatureOfInterest": _features,
}
