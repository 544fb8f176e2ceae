"""Changing entities, and withdrawing them from the sight of clients; what was measured always stays."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.monitoring.domain.sensorthings import ReadingStands
from anlan.monitoring.events import EntityChanged, EntityWithdrawn
from anlan.monitoring.models import Datastream, FeatureOfInterest, ObservationDetail, Station
from anlan.monitoring.selectors.sensorthings.dressing import dress
from anlan.monitoring.selectors.sensorthings.mapping import HOUSE, MAPPED, visible
from anlan.monitoring.services.registering import count_up_directory, set_service
from anlan.monitoring.services.sensorthings.details import changes_of, interval_in
from anlan.monitoring.services.sensorthings.making import (
    LONGEST_NAME,
    LONGEST_STATION_NAME,
    RIGHT,
    Making,
    all_linked,
    linked,
    unit_in,
)
from anlan.monitoring.services.sensorthings.moving import arrive, moment
from anlan.monitoring.services.sensorthings.shapes import shape_in
from anlan.protocols.sensorthings.errors import BadEntity, NoSuchResource
from anlan.protocols.sensorthings.schema import ENTITIES, ID, check, id_of
from anlan.support import journal
from anlan.support.rights import require

_PLAIN: Mapping[str, str] = {
    "name": "name",
    "description": "description",
    "properties": "properties",
    "encodingType": "encoding_type",
    "definition": "definition",
    "metadata": "metadata",
    "observationType": "observation_type",
}
_ABOVE_DATASTREAMS = ("Thing", "Sensor", "ObservedProperty")
COMPUTED: Mapping[str, tuple[str, ...]] = {"Datastream": ("phenomenonTime", "resultTime")}


@transaction.atomic
def change(*, entity: str, key: Any, body: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Change those properties and links of an entity that the body names."""
    row = _locked(entity, key, actor)
    region = _region_of(row)
    require(actor, RIGHT, region)
    sent = {name: value for name, value in body.items() if name not in ID and "@" not in name}
    check(ENTITIES[entity], sent, whole=False)
    for name in ENTITIES[entity].required:
        if name in sent and sent[name] is None:
            raise BadEntity(entity=entity, field=name, detail="is mandatory")
    _CHANGES[entity](Making(actor, now), row, sent)
    event = EntityChanged(
        subject=f"{entity}:{_number(row)}", region=region, entity=entity, name=_name(row), fields=tuple(sorted(sent))
    )
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def withdraw(*, entity: str, key: Any, actor: Actor, now: datetime) -> None:
    """Withdraw an entity and those that cannot be without it; a Thing's station takes no readings any more."""
    if entity == "Observation":
        raise ReadingStands(what="it")
    row = _locked(entity, key, actor)
    region = _region_of(row)
    require(actor, RIGHT, region)
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    if entity in _ABOVE_DATASTREAMS:
        below = row.datastreams.all()
        for each in below.filter(withdrawn_at=None).select_related("thing__station"):
            require(actor, RIGHT, each.thing.station.region)
        below.filter(withdrawn_at=None).update(withdrawn_at=now)
    if entity == "Thing" and row.station.status == Station.Status.IN_SERVICE:
        set_service(station_id=row.station_id, status=Station.Status.OUT_OF_SERVICE, actor=actor, now=now)
    event = EntityWithdrawn(subject=f"{entity}:{row.pk}", region=region, entity=entity, name=_name(row))
    journal.announce(event, actor=actor, now=now)


def _locked(entity: str, key: Any, actor: Actor) -> Any:
    """Return an entity that the actor sees, locked; a reading is never changed and needs no lock."""
    seen = visible(entity, actor)
    if entity == "Observation":
        row = seen.filter(datastream_id=key[0], time=key[1]).select_related("datastream__thing__station").first()
    else:
        row = seen.filter(pk=key).select_for_update(of=("self",)).first()
    if row is None:
        raise NoSuchResource(path=entity)
    return row


def _region_of(row: Any) -> str:
    if isinstance(getattr(row, "region", None), str):
        return row.region
    thing = getattr(row, "thing", None) or getattr(getattr(row, "datastream", None), "thing", None) or row
    return thing.station.region


def _number(row: Any) -> str:
    return f"{row.datastream_id}" if hasattr(row, "value") else f"{row.pk}"


def _name(row: Any) -> str:
    station = getattr(row, "station", None)
    return str(getattr(row, "name", "") or (station.name if station is not None else row))


def _plain(entity: str, row: Any, sent: Mapping[str, Any]) -> None:
    for name, column in _PLAIN.items():
        if name in sent and hasattr(row, column):
            value = sent[name]
            if column in ("name", "encoding_type", "observation_type") and not 0 < len(value) <= LONGEST_NAME:
                raise BadEntity(entity=entity, field=name, detail=f"has 1 to {LONGEST_NAME} characters")
            setattr(row, column, value)


def _only_links(entity: str, sent: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    for name in sent:
        if name in ENTITIES[entity].links and name not in allowed:
            raise BadEntity(entity=entity, field=name, detail="is not changed here; change the other end of the link")


def _change_thing(making: Making, row: Any, sent: Mapping[str, Any]) -> None:
    _only_links("Thing", sent, ("Locations",))
    properties = dict(sent["properties"] or {}) if "properties" in sent else row.properties
    if isinstance(properties, dict):
        properties.pop(HOUSE, None)
    _plain("Thing", row, {"description": sent["description"]} if "description" in sent else {})
    row.properties = properties
    row.save(update_fields=["description", "properties"])
    if "name" in sent:
        if not 0 < len(sent["name"]) <= LONGEST_STATION_NAME:
            raise BadEntity(entity="Thing", field="name", detail=f"has 1 to {LONGEST_STATION_NAME} characters")
        row.station.name = sent["name"]
        row.station.save(update_fields=["name"])
        count_up_directory()
    locations = all_linked(making, "Thing", "Locations", sent)
    if locations:
        arrive(row, locations, at=making.now)


def _change_place(field: str, entity: str) -> Callable[[Making, Any, Mapping[str, Any]], None]:
    def changed(making: Making, row: Any, sent: Mapping[str, Any]) -> None:
        _only_links(entity, sent, ("Things",))
        _plain(entity, row, sent)
        if field in sent:
            setattr(row, field, sent[field])
        row.geometry = shape_in(entity, field, getattr(row, field), row.encoding_type)
        row.save()
        for thing in all_linked(making, entity, "Things", sent) if "Things" in ENTITIES[entity].links else []:
            require(making.actor, RIGHT, thing.station.region)
            arrive(thing, [row], at=making.now)

    return changed


def _change_described(entity: str) -> Callable[[Making, Any, Mapping[str, Any]], None]:
    def changed(_making: Making, row: Any, sent: Mapping[str, Any]) -> None:
        _only_links(entity, sent, ())
        _plain(entity, row, sent)
        row.save()

    return changed


def _change_history(making: Making, row: Any, sent: Mapping[str, Any]) -> None:
    _only_links("HistoricalLocation", sent, ("Locations",))
    if "time" in sent:
        row.time = moment("HistoricalLocation", "time", sent["time"])
        row.save(update_fields=["time"])
    if "Locations" in sent:
        row.locations.set(all_linked(making, "HistoricalLocation", "Locations", sent))


def _change_datastream(making: Making, row: Datastream, sent: Mapping[str, Any]) -> None:
    _only_links("Datastream", sent, ("Sensor", "ObservedProperty"))
    for name in COMPUTED["Datastream"]:
        if name in sent:
            raise BadEntity(entity="Datastream", field=name, detail="follows from its Observations")
    if sent.get("observationType", row.observation_type) != row.observation_type and row.observations.exists():
        raise ReadingStands(what="observationType")
    properties = {k: v for k, v in (sent.get("properties") or {}).items() if k != HOUSE}
    _plain("Datastream", row, dict(sent) | ({"properties": properties} if "properties" in sent else {}))
    if "unitOfMeasurement" in sent:
        row.unit_of_measurement = unit_in(sent["unitOfMeasurement"])
    if "observedArea" in sent:
        area = sent["observedArea"]
        row.observed_area = area
        row.observed_geometry = shape_in("Datastream", "observedArea", area, "application/geo+json") if area else None
    if "Sensor" in sent:
        row.sensor = linked(making, "Datastream", "Sensor", sent["Sensor"])
    if "ObservedProperty" in sent:
        row.observed_property = linked(making, "Datastream", "ObservedProperty", sent["ObservedProperty"])
    row.save()


def _change_observation(making: Making, row: Any, sent: Mapping[str, Any]) -> None:
    """Change what stands beside a reading; its time and result stay as they were measured."""
    (dressed,) = dress(MAPPED["Observation"], [row])
    for name in ("result", "phenomenonTime", "Datastream"):
        if name in sent and not _is_unchanged(name, dressed, sent[name]):
            raise ReadingStands(what=name)
    found = changes_of(sent)
    if "FeatureOfInterest" in sent:
        feature: FeatureOfInterest = linked(making, "Observation", "FeatureOfInterest", sent["FeatureOfInterest"])
        found["feature"] = feature
    ObservationDetail.objects.update_or_create(datastream_id=row.datastream_id, time=row.time, defaults=found)


def _is_unchanged(name: str, row: Any, value: Any) -> bool:
    """Tell whether what a client sends of a reading is what is stored."""
    if name == "result":
        return bool(row.result == value)
    if name == "Datastream":
        return isinstance(value, dict) and id_of(value) == row.datastream_id
    began = row.detail.began_at if row.detail else None
    return value is None or (interval_in("phenomenonTime", value) == (began or row.time, row.time))


_CHANGES: Mapping[str, Callable[[Making, Any, Mapping[str, Any]], None]] = {
    "Thing": _change_thing,
    "Location": _change_place("location", "Location"),
    "HistoricalLocation": _change_history,
    "Datastream": _change_datastream,
    "Sensor": _change_described("Sensor"),
    "ObservedProperty": _change_described("ObservedProperty"),
    "Observation": _change_observation,
    "FeatureOfInterest": _change_place("feature", "FeatureOfInterest"),
}
