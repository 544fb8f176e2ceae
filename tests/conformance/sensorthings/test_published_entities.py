"""Entities as the OGC's own test suite sent them, where they lie beside the project (../shared/cases/sensorthings).

They were written before ``name`` became mandatory in 1.1: as they are, most are refused for that alone; with a name
they are taken and come back as they were sent.
"""

import re
from pathlib import Path

import msgspec
import pytest
from tests.conformance.sensorthings.test_creating import LOCATION, STREAM, THING, slope
from tests.factories.places import build_divisions, build_footprint

from anlan.protocols.sensorthings.schema import ENTITIES, Entity

CASES = next(
    (found for up in Path(__file__).resolve().parents if (found := up / "shared" / "cases" / "sensorthings").is_dir()),
    Path("absent"),
)
FOLDERS = {
    "thing": "Thing",
    "locations": "Location",
    "sensors": "Sensor",
    "observedproperties": "ObservedProperty",
    "foi": "FeatureOfInterest",
    "datastreams": "Datastream",
    "observations": "Observation",
}
# Wrong by the standard itself, whatever the name: a Datastream without its Sensor and ObservedProperty, properties that
# are no object, an array, places off the globe, a polygon that is no ring.
WRONG = {
    "thing/1.json",
    "thing/2.json",
    "thing/3.json",
    "locations/3.json",
    "locations/4.json",
    "locations/southern-alberta-polygon.json",
    "foi/missingEncodingType.json",
    "datastreams/1.json",
    "datastreams/2.json",
    "datastreams/4.json",
    "datastreams/linkedObservedProperty.json",
    "datastreams/linkedSensor.json",
    "datastreams/linkedThing.json",
}
FILES = sorted(
    f"{folder}/{path.name}"
    for folder in FOLDERS
    for path in (CASES / folder).glob("*.json")
    if path.name not in ("dataArray.json",)
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILES, reason="the published entities are not beside the project"),
]


def named(entity: Entity, body: dict) -> dict:
    """Give an entity, and all that is inserted with it, the names that 1.1 asks for; drop computed properties."""
    found = {key: value for key, value in body.items() if key in entity.properties or key in entity.links}
    if "id" in body or "@iot.id" in body:
        return body
    if entity.name == "Datastream":
        found = {key: value for key, value in found.items() if key not in ("resultTime", "phenomenonTime")}
    if "name" in entity.properties:
        found.setdefault("name", body.get("description", "unnamed")[:80] or "unnamed")
    for link, how in entity.links.items():
        inner = found.get(link)
        target = ENTITIES[how.target]
        if isinstance(inner, dict):
            found[link] = named(target, inner)
        elif isinstance(inner, list):
            found[link] = [named(target, each) for each in inner]
    return found


@pytest.mark.parametrize("file", FILES)
def test_a_published_entity_is_taken_with_a_name_and_refused_where_it_is_wrong(maker, file):
    build_divisions({"513433": "Mianning"})
    build_footprint("513433", (102.0, 28.0, 103.0, 29.0))
    thing, stream = slope(maker)
    links = maker.get(f"Datastreams({stream})?$expand=Sensor,ObservedProperty")
    place = LOCATION | {"feature": LOCATION["location"]}
    del place["location"]
    feature = maker.post("FeaturesOfInterest", place)["@iot.id"]
    ids = {
        "THING": thing,
        "DATASTREAM": stream,
        "FOI": feature,
        "SENSOR": links["Sensor"]["@iot.id"],
        "OBSPROP": links["ObservedProperty"]["@iot.id"],
        "OBSERVEDPROPERTY": links["ObservedProperty"]["@iot.id"],
    }
    text = re.sub(r"\$([A-Z]+)[-_]ID", lambda found: str(ids[found[1]]), (CASES / file).read_text(encoding="utf-8"))
    entity = ENTITIES[FOLDERS[file.split("/")[0]]]
    try:
        body = msgspec.json.decode(text)
    except msgspec.DecodeError:
        maker.post(entity.set_name, text.encode(), 400)
        return
    address = entity.set_name
    if entity.name == "Observation" and "Datastream" not in body:
        address = f"Datastreams({stream})/Observations"
    if entity.name == "Datastream" and "Thing" not in body:
        address = f"Things({thing})/Datastreams"
    if file in WRONG:
        maker.post(address, named(entity, body), 400)
        return
    if "name" in entity.required and "name" not in body:
        assert "name" in maker.post(address, body, 400)["message"]
    sent = named(entity, body)
    made = maker.post(address, sent)
    id_ = made["@iot.id"] if isinstance(made["@iot.id"], int) else f"'{made['@iot.id']}'"
    read = maker.get(f"{entity.set_name}({id_})")
    for name in entity.properties:
        if name in sent and name not in ("properties", "phenomenonTime", "validTime"):
            assert read[name] == sent[name]
    assert {**read.get("properties", {}), **(sent.get("properties") or {})} == read.get("properties", {})


@pytest.mark.parametrize("file", ["noName.json", "noSymbol.json", "noDefinition.json"])
def test_a_published_unit_that_lacks_something_is_refused(maker, file):
    thing, _ = slope(maker)
    unit = msgspec.json.decode((CASES / "unitsOfMeasurement" / file).read_bytes())
    maker.post(f"Things({thing})/Datastreams", STREAM | {"unitOfMeasurement": unit}, 400)


def test_the_published_data_array_is_taken_row_by_row(maker):
    """Its instants end in ``-0700Z``, which is no ISO 8601: each such row is an error, the repaired ones are stored."""
    _, stream = slope(maker)
    place = {**{k: v for k, v in LOCATION.items() if k != "location"}, "feature": LOCATION["location"]}
    feature = maker.post("FeaturesOfInterest", place)["@iot.id"]
    text = (CASES / "observations" / "dataArray.json").read_text()
    text = text.replace("$DATASTREAM_ID", str(stream)).replace("$FOI_ID", str(feature))
    assert maker.post("CreateObservations", text.encode()) == ["error", "error"]
    assert "error" not in maker.post("CreateObservations", text.replace("-0700Z", "-0700").encode())
    assert THING["name"] in maker.names("Things")
