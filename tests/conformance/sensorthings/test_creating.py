"""Creating, changing and deleting by OGC 18-088 (create-update-delete/...); own payloads."""

from datetime import timedelta

import msgspec
import pytest
from tests.factories.monitoring import build_station
from tests.factories.sensorthings import BASE, NOW, StaClient, build_two_regions

from anlan.monitoring.models import Datastream, LatestValue, Reading, Series, Station, Thing
from anlan.monitoring.services.registering import remove_demo_stations
from anlan.protocols.sensorthings.schema import ENTITIES
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
PLACE = {"type": "Point", "coordinates": [102.17, 28.55]}
LOCATION = {"name": "Bridge", "description": "Old bridge", "encodingType": "application/geo+json", "location": PLACE}
SENSOR = {
    "name": "TB-1",
    "description": "Tipping bucket",
    "encodingType": "application/pdf",
    "metadata": "http://x/1.pdf",
}
PROPERTY = {"name": "Soil moisture", "definition": "http://example.org/soil", "description": "Share of water in soil"}
UNIT = {"name": "Percent", "symbol": "%", "definition": "ucum:%"}
OM = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_"
STREAM = {
    "name": "Moisture 20 cm",
    "description": "Below the road",
    "unitOfMeasurement": UNIT,
    "observationType": f"{OM}Measurement",
    "properties": {"depth": 20},
    "ObservedProperty": PROPERTY,
    "Sensor": SENSOR,
}
THING = {
    "name": "Slope 7",
    "description": "Above the school",
    "properties": {"owner": {"phone": None}, "tags": [1, "a"]},
}
RECENT = (NOW - timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%SZ")


def slope(maker: StaClient, **stream) -> tuple[int, int]:
    """Make a Thing with one Datastream; return their ids."""
    made = maker.post("Things", THING | {"Locations": [LOCATION], "Datastreams": [STREAM | stream]})
    (one,) = maker.get(f"Things({made['@iot.id']})/Datastreams")["value"]
    return made["@iot.id"], one["@iot.id"]


def test_a_thing_is_created_and_read_as_it_was_sent(maker):
    """create-entity: 201, Location, all properties kept."""
    response = maker.send("POST", "Things", THING | {"Locations": [LOCATION]}, 201)
    body = response.json()
    assert response["Location"] == body["@iot.selfLink"] == f"{BASE}/Things({body['@iot.id']})"
    read = maker.get(f"Things({body['@iot.id']})")
    assert read == body
    assert (read["name"], read["description"]) == ("Slope 7", "Above the school")
    assert {k: v for k, v in read["properties"].items() if k != "anlan"} == THING["properties"]
    station = Station.objects.get(code=read["properties"]["anlan"]["code"])
    assert (station.name, station.region, station.kind, station.location.coords) == (
        "Slope 7",
        "513433",
        "iot",
        (102.17, 28.55),
    )


def test_a_thing_says_which_station_it_is_to_be(maker):
    house = {"code": "XP-07", "kind": "landslide", "region": "513433106000"}
    made = maker.post("Things", THING | {"properties": {"anlan": house}, "Locations": [LOCATION]})
    told = made["properties"]["anlan"]
    assert (told["code"], told["kind"], told["region"]) == ("XP-07", "landslide", "513433106")
    assert Station.objects.get(code="XP-07").region == "513433106"
    again = maker.send("POST", "Things", THING | {"properties": {"anlan": house}, "Locations": [LOCATION]}, 409)
    assert again.json()["code"] == 409
    for wrong in ({"kind": "spaceship"}, {"region": "abc"}, {"code": "x y"}, {"code": 5}):
        maker.post("Things", THING | {"properties": {"anlan": wrong}, "Locations": [LOCATION]}, 400)
    assert Station.objects.count() == 1


def test_a_deep_insert_makes_all_of_it(maker):
    """deep-insert, deep-insert-status-code: one request, one 201, everything linked."""
    observations = [
        {"phenomenonTime": RECENT, "result": 31.5},
        {"phenomenonTime": "2015-03-01T00:10:00Z", "result": 30},
    ]
    made = maker.post(
        "Things", THING | {"Locations": [LOCATION], "Datastreams": [STREAM | {"Observations": observations}]}
    )
    path = f"Things({made['@iot.id']})?$expand=Locations,HistoricalLocations($expand=Locations),"
    thing = maker.get(path + "Datastreams($expand=Sensor,ObservedProperty,Observations)")
    assert [each["name"] for each in thing["Locations"]] == ["Bridge"]
    assert thing["Locations"][0]["location"] == PLACE
    assert [each["Locations"][0]["name"] for each in thing["HistoricalLocations"]] == ["Bridge"]
    (stream,) = thing["Datastreams"]
    assert stream["unitOfMeasurement"] == UNIT
    assert stream["properties"]["depth"] == 20
    assert {name: stream["Sensor"][name] for name in SENSOR} == SENSOR
    assert {name: stream["ObservedProperty"][name] for name in PROPERTY} == PROPERTY
    assert [each["result"] for each in stream["Observations"]] == [30.0, 31.5]
    assert stream["phenomenonTime"] == f"2015-03-01T00:10:00Z/{RECENT}"


def test_nothing_stands_of_a_deep_insert_that_fails(maker):
    """deep-insert-status-code: all or nothing."""
    before = JournalEntry.objects.count()
    broken = STREAM | {"ObservedProperty": {"name": "no definition", "description": ""}}
    body = maker.post("Things", THING | {"Locations": [LOCATION], "Datastreams": [STREAM, broken]}, 400)
    assert "definition" in body["message"]
    assert (Thing.objects.count(), Station.objects.count(), Series.objects.count()) == (0, 0, 0)
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize("name", [name for name in ENTITIES if name not in ("Observation", "Datastream")])
def test_what_is_mandatory_must_be_there(maker, name):
    """create-entity: integrity of mandatory properties."""
    entity = ENTITIES[name]
    whole = {
        "Thing": THING,
        "Location": LOCATION,
        "HistoricalLocation": {"time": RECENT},
        "Sensor": SENSOR,
        "ObservedProperty": PROPERTY,
        "FeatureOfInterest": {**{k: v for k, v in LOCATION.items() if k != "location"}, "feature": PLACE},
    }[name]
    for field in entity.required:
        body = maker.post(entity.set_name, {k: v for k, v in whole.items() if k != field}, 400)
        assert field in body["message"]
    assert "colour" in maker.post(entity.set_name, {**whole, "colour": "red"}, 400)["message"]
    assert maker.get(entity.set_name)["value"] == []


@pytest.mark.parametrize("link", ["Thing", "Sensor", "ObservedProperty"])
def test_a_datastream_must_have_its_thing_sensor_and_property(maker, link):
    """create-entity: integrity of mandatory links."""
    thing, _ = slope(maker)
    whole = STREAM | {"Thing": {"@iot.id": thing}}
    del whole[link]
    assert link in maker.post("Datastreams", whole, 400)["message"]
    assert link in maker.post("Datastreams", whole | {link: {"@iot.id": 999_999}}, 400)["message"]
    assert Datastream.objects.count() == 1


@pytest.mark.parametrize("name", ["name", "symbol", "definition"])
def test_a_unit_has_name_symbol_and_definition(maker, name):
    """datamodel/datastream/properties: unitOfMeasurement."""
    thing, _ = slope(maker)
    unit = {key: value for key, value in UNIT.items() if key != name}
    body = maker.post(f"Things({thing})/Datastreams", STREAM | {"unitOfMeasurement": unit}, 400)
    assert name in body["message"]
    empty = STREAM | {"unitOfMeasurement": dict.fromkeys(UNIT), "observationType": f"{OM}TruthObservation"}
    maker.post(f"Things({thing})/Datastreams", empty, 201)


def test_existing_entities_are_linked_by_id(maker):
    """link-to-existing-entities."""
    thing, stream = slope(maker)
    sensor = maker.get(f"Datastreams({stream})/Sensor")["@iot.id"]
    observed = maker.get(f"Datastreams({stream})/ObservedProperty")["@iot.id"]
    links = {"Sensor": {"@iot.id": sensor}, "ObservedProperty": {"@iot.id": observed}, "Thing": {"@iot.id": thing}}
    second = maker.post("Datastreams", STREAM | links)
    assert maker.get(f"Sensors({sensor})/Datastreams?$count=true")["@iot.count"] == 2
    assert maker.get(f"Datastreams({second['@iot.id']})/Thing")["@iot.id"] == thing


def test_an_entity_is_created_below_its_parent(maker):
    """create-entity: POST to a linked set."""
    thing, stream = slope(maker)
    made = maker.post(f"Things({thing})/Datastreams", STREAM | {"name": "Moisture 40 cm"})
    assert maker.get(f"Datastreams({made['@iot.id']})/Thing")["@iot.id"] == thing
    maker.post(f"Things({thing})/Datastreams", STREAM | {"Thing": {"@iot.id": thing}}, 400)
    maker.post("Things(999999)/Datastreams", STREAM, 404)
    one = maker.post(f"Datastreams({stream})/Observations", {"result": 5, "phenomenonTime": RECENT})
    assert maker.get(f"Observations('{one['@iot.id']}')/Datastream")["@iot.id"] == stream


def test_a_new_location_moves_the_thing_and_is_remembered(maker):
    """historical-location-auto-creation."""
    thing, stream = slope(maker)
    there = LOCATION | {"name": "School", "location": {"type": "Point", "coordinates": [102.18, 28.56]}}
    maker.post(f"Things({thing})/Locations", there)
    assert maker.names(f"Things({thing})/Locations") == ["School"]
    history = maker.get(f"Things({thing})/HistoricalLocations?$expand=Locations")["value"]
    assert [each["Locations"][0]["name"] for each in history] == ["Bridge", "School"]
    assert Station.objects.get(thing=thing).location.coords == (102.18, 28.56)
    maker.post(f"Datastreams({stream})/Observations", {"result": 5, "phenomenonTime": RECENT})
    assert maker.get("Observations?$expand=FeatureOfInterest")["value"][0]["FeatureOfInterest"]["name"] == "School"
    old = {"time": "2020-01-01T00:00:00Z", "Thing": {"@iot.id": thing}, "Locations": [LOCATION | {"name": "Depot"}]}
    maker.post("HistoricalLocations", old)
    assert maker.names(f"Things({thing})/Locations") == ["School"]


@pytest.mark.parametrize(
    ("encoding", "location", "status"),
    [
        (
            "application/geo+json",
            {"type": "Polygon", "coordinates": [[[102, 28], [103, 28], [103, 29], [102, 28]]]},
            201,
        ),
        ("application/geo+json", {"type": "Feature", "geometry": PLACE, "properties": {"a": 1}}, 201),
        ("application/geo+json", {"type": "Point", "coordinates": [102.1, 28.1, 2500]}, 201),
        ("text/plain", "behind the school", 201),
        ("application/geo+json", "behind the school", 400),
        ("application/geo+json", {"type": "Point", "coordinates": [1000, 28]}, 400),
        ("application/geo+json", {"type": "Point", "coordinates": ["a", "b"]}, 400),
        ("application/geo+json", {"type": "Point", "coordinates": []}, 400),
        ("application/geo+json", {"type": "Polygon", "coordinates": [[[1, 1], [2, 2]]]}, 400),
        ("application/geo+json", {"type": "Nothing"}, 400),
    ],
)
def test_a_location_is_kept_as_it_was_sent(maker, encoding, location, status):
    """datamodel/location/properties."""
    body = maker.post("Locations", LOCATION | {"encodingType": encoding, "location": location}, status)
    if status == 201:
        assert maker.get(f"Locations({body['@iot.id']})")["location"] == location


def test_the_houses_own_quantity_is_judged_as_such_where_property_and_unit_fit(maker):
    build_station()
    rain = maker.get("ObservedProperties?$filter=name eq 'rain'")["value"][0]["@iot.id"]
    unit = {"name": "millimetre", "symbol": "mm", "definition": "ucum:mm"}
    _, stream = slope(maker, ObservedProperty={"@iot.id": rain}, unitOfMeasurement=unit)
    series = Series.objects.get(id=stream)
    assert (series.quantity, series.unit, series.high) == ("rain", "mm", 400.0)
    refused = maker.post(f"Datastreams({stream})/Observations", {"result": 401, "phenomenonTime": RECENT}, 400)
    assert "monitoring.value_out_of_range" in refused["message"]
    _, other = slope(maker, ObservedProperty={"@iot.id": rain}, unitOfMeasurement=unit | {"symbol": "inch"})
    assert Series.objects.get(id=other).quantity.startswith("sta-")


def test_an_observation_goes_over_the_bus_and_is_read_back(maker, bus):
    """create-entity: Observations."""
    _, stream = slope(maker)
    made = maker.send("POST", f"Datastreams({stream})/Observations", {"phenomenonTime": RECENT, "result": 31.5}, 201)
    assert len(bus.messages) == 1
    read = maker.get(made["Location"].removeprefix(f"{BASE}/"))
    assert (read["phenomenonTime"], read["result"], read["resultTime"]) == (RECENT, 31.5, None)
    assert LatestValue.objects.get(series=stream).value == 31.5


def test_what_is_sent_beside_the_result_is_kept(maker):
    """datamodel/observation/properties."""
    _, stream = slope(maker)
    sent = {
        "phenomenonTime": f"2026-07-01T11:00:00Z/{RECENT}",
        "result": 31.5,
        "resultTime": "2026-07-01T11:55:00Z",
        "resultQuality": {"flag": "good"},
        "validTime": "2026-07-01T11:55:00Z/2026-07-01T12:55:00Z",
        "parameters": {"battery": 3.1},
        "FeatureOfInterest": {
            "name": "Gully",
            "description": "",
            "encodingType": "application/geo+json",
            "feature": PLACE,
        },
    }
    made = maker.post(f"Datastreams({stream})/Observations", sent)
    read = maker.get(f"Observations('{made['@iot.id']}')?$expand=FeatureOfInterest")
    assert {name: read[name] for name in sent if name != "FeatureOfInterest"} == {
        name: value for name, value in sent.items() if name != "FeatureOfInterest"
    }
    assert read["FeatureOfInterest"]["name"] == "Gully"
    maker.post(f"Datastreams({stream})/Observations", {"phenomenonTime": "2026-07-01T11:00:00Z", "result": 30})
    for text in (
        "parameters/battery lt 3.3",
        "resultTime ge 2026-07-01T11:55:00Z",
        "resultQuality/flag eq 'good'",
        "FeatureOfInterest/name eq 'Gully'",
        "validTime gt 2026-07-01T11:00:00Z",
    ):
        assert [each["result"] for each in maker.get(f"Observations?$filter={text}")["value"]] == [31.5], text
    feature = read["FeatureOfInterest"]["@iot.id"]
    assert len(maker.get(f"FeaturesOfInterest({feature})/Observations")["value"]) == 1


def test_without_a_time_an_observation_is_of_now(maker):
    _, stream = slope(maker)
    made = maker.post(f"Datastreams({stream})/Observations", {"result": 1})
    assert maker.get(f"Observations('{made['@iot.id']}')")["phenomenonTime"] == "2026-07-01T12:00:00Z"


def test_what_comes_twice_is_stored_once_and_another_result_is_refused(maker):
    _, stream = slope(maker)
    one = maker.post(f"Datastreams({stream})/Observations", {"result": 1, "phenomenonTime": RECENT})
    again = maker.post(f"Datastreams({stream})/Observations", {"result": 1, "phenomenonTime": RECENT})
    assert again["@iot.id"] == one["@iot.id"]
    maker.post(f"Datastreams({stream})/Observations", {"result": 2, "phenomenonTime": RECENT}, 409)
    assert list(Reading.objects.values_list("value", flat=True)) == [1.0]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("Measurement", [1, -2.5, 0], [True, "5", None, [1], {"a": 1}]),
        ("CountObservation", [1, 2.0], [1.5, "1", False]),
        ("TruthObservation", [True, False], [1, "true"]),
        ("CategoryObservation", ["closed", "open", "closed"], [1, "", True, "x" * 256]),
        ("Observation", [1.5], ["text", {"a": 1}]),
    ],
)
def test_a_result_is_of_the_datastreams_type_and_comes_back_as_it_was(maker, kind, good, bad):
    """datamodel/datastream/properties: observationType."""
    _, stream = slope(maker, observationType=f"{OM}{kind}")
    for minute, result in enumerate(good):
        maker.post(
            f"Datastreams({stream})/Observations",
            {"result": result, "phenomenonTime": f"2026-07-01T11:{minute:02}:00Z"},
        )
    for result in bad:
        maker.post(f"Datastreams({stream})/Observations", {"result": result, "phenomenonTime": RECENT}, 400)
    found = [each["result"] for each in maker.get(f"Datastreams({stream})/Observations")["value"]]
    assert found == good
    assert [type(each) is bool for each in found] == [type(each) is bool for each in good]


def test_truths_and_categories_are_filtered_as_what_they_are(maker):
    _, gate = slope(maker, observationType=f"{OM}CategoryObservation")
    _, alarm = slope(maker, observationType=f"{OM}TruthObservation")
    for minute, word in enumerate(["closed", "open"]):
        time = f"2026-07-01T11:{minute:02}:00Z"
        maker.post(f"Datastreams({gate})/Observations", {"result": word, "phenomenonTime": time})
        maker.post(f"Datastreams({alarm})/Observations", {"result": word == "open", "phenomenonTime": time})
    assert len(maker.get(f"Datastreams({gate})/Observations?$filter=result eq 'open'")["value"]) == 1
    assert len(maker.get(f"Datastreams({alarm})/Observations?$filter=result eq true")["value"]) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"result": 1, "phenomenonTime": "yesterday"},
        {"result": 1, "phenomenonTime": "2026-07-01T12:00:00"},
        {"result": 1, "phenomenonTime": "2026-07-01T12:00:00Z/2026-07-01T11:00:00Z"},
        {"result": 1, "phenomenonTime": 5},
        {"result": 1, "phenomenonTime": "2027-07-01T12:00:00Z"},
        {"result": 1, "phenomenonTime": "1900-07-01T12:00:00Z"},
        {"result": 1, "phenomenonTime": "2026-02-30T12:00:00Z"},
        {"result": 1, "validTime": "x"},
        {"result": 1, "parameters": "x"},
        {"result": 1, "colour": "x"},
        {"result": 1, "FeatureOfInterest": 5},
        {"result": 1, "FeatureOfInterest": {"@iot.id": 999999}},
        {"result": 1, "FeatureOfInterest": {"name": "x"}},
        {"result": 1, "resultQuality": "a\0b"},
        {"result": 10**400},
    ],
)
def test_an_observation_that_makes_no_sense_is_refused_and_not_stored(maker, body):
    _, stream = slope(maker)
    maker.post(f"Datastreams({stream})/Observations", body, 400)
    assert Reading.objects.count() == 0


def test_without_the_bus_nothing_is_received(maker, bus):
    _, stream = slope(maker)
    bus.is_away = True
    body = {"result": 1, "phenomenonTime": RECENT, "resultQuality": "x"}
    answer = maker.post(f"Datastreams({stream})/Observations", body, 503)
    assert answer["code"] == 503
    bus.is_away = False
    assert maker.get("Observations")["value"] == []


def test_properties_are_changed_one_by_one(maker):
    """update-entity: PATCH."""
    thing, stream = slope(maker)
    changed = maker.send("PATCH", f"Things({thing})", {"name": "Slope 8", "properties": {"a": 1}}, 200).json()
    assert (changed["name"], changed["description"]) == ("Slope 8", "Above the school")
    assert changed["properties"].keys() == {"a", "anlan"}
    unit = UNIT | {"symbol": "pct"}
    maker.send("PATCH", f"Datastreams({stream})", {"unitOfMeasurement": unit, "description": "x"}, 200)
    read = maker.get(f"Datastreams({stream})")
    assert (read["unitOfMeasurement"], read["description"], read["name"]) == (unit, "x", "Moisture 20 cm")
    for path in ("Sensor", "ObservedProperty"):
        address = maker.get(f"Datastreams({stream})/{path}")["@iot.selfLink"].removeprefix(f"{BASE}/")
        assert maker.send("PATCH", address, {"name": "New"}, 200).json()["name"] == "New"
    place = maker.get(f"Things({thing})/Locations")["value"][0]["@iot.selfLink"].removeprefix(f"{BASE}/")
    there = {"type": "Point", "coordinates": [102.2, 28.5]}
    assert maker.send("PATCH", place, {"location": there}, 200).json()["location"] == there
    sensor = maker.post("Sensors", SENSOR | {"name": "Second"})["@iot.id"]
    maker.send("PATCH", f"Datastreams({stream})", {"Sensor": {"@iot.id": sensor}}, 200)
    assert maker.get(f"Datastreams({stream})/Sensor")["name"] == "Second"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("Things({thing})", {"name": None}, 400),
        ("Things({thing})", {"name": "x" * 81}, 400),
        ("Things({thing})", {"colour": 1}, 400),
        ("Things({thing})", {"Datastreams": []}, 400),
        ("Things({thing})", [], 400),
        ("Things({thing})", b"{", 400),
        ("Datastreams({stream})", {"Thing": {"@iot.id": 1}}, 400),
        ("Datastreams({stream})", {"phenomenonTime": RECENT}, 400),
        ("Datastreams({stream})", {"observationType": f"{OM}TruthObservation"}, 409),
        ("Observations('{one}')", {"result": 6}, 409),
        ("Observations('{one}')", {"phenomenonTime": "2026-07-01T11:00:00Z"}, 409),
        ("Things", {"name": "x"}, 405),
        ("Things({thing})/name", {"name": "x"}, 405),
        ("", {}, 405),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(maker, path, body, status):
    thing, stream = slope(maker)
    one = maker.post(f"Datastreams({stream})/Observations", {"result": 5, "phenomenonTime": RECENT})["@iot.id"]
    before = maker.get("Things?$expand=Datastreams($expand=Observations)")
    maker.send("PATCH", path.format(thing=thing, stream=stream, one=one), body, status)
    assert maker.get("Things?$expand=Datastreams($expand=Observations)") == before


def test_what_stands_beside_a_reading_may_be_changed(maker):
    _, stream = slope(maker)
    one = maker.post(f"Datastreams({stream})/Observations", {"result": 5, "phenomenonTime": RECENT})["@iot.id"]
    changed = maker.send(
        "PATCH", f"Observations('{one}')", {"resultQuality": "checked", "parameters": {"by": "Li"}}, 200
    )
    assert (changed.json()["resultQuality"], changed.json()["parameters"]) == ("checked", {"by": "Li"})


def test_a_deleted_thing_is_gone_for_clients_and_what_it_measured_stays(maker):
    """delete-entity: 200, then 404, with what depends on it."""
    thing, stream = slope(maker)
    maker.post(f"Datastreams({stream})/Observations", {"result": 5, "phenomenonTime": RECENT})
    maker.send("DELETE", f"Things({thing})", b"", 200)
    for path in (f"Things({thing})", f"Datastreams({stream})", f"Datastreams({stream})/Observations"):
        maker.get(path, 404)
    assert maker.get("Observations")["value"] == maker.get("HistoricalLocations")["value"] == []
    maker.post(f"Datastreams({stream})/Observations", {"result": 6}, 404)
    maker.send("DELETE", f"Things({thing})", b"", 404)
    assert Reading.objects.count() == 1
    assert Station.objects.get().status == "out_of_service"


@pytest.mark.parametrize("link", ["Sensor", "ObservedProperty"])
def test_deleting_what_a_datastream_needs_takes_it_along(maker, link):
    """delete-entity: the standard's table of dependent entities."""
    _, stream = slope(maker)
    address = maker.get(f"Datastreams({stream})/{link}")["@iot.selfLink"].removeprefix(f"{BASE}/")
    maker.send("DELETE", address, b"", 200)
    maker.get(address, 404)
    maker.get(f"Datastreams({stream})", 404)


def test_every_act_is_journalled_with_its_actor(maker):
    thing, _ = slope(maker)
    maker.send("PATCH", f"Things({thing})", {"name": "Slope 8"}, 200)
    maker.send("DELETE", f"Things({thing})", b"", 200)
    kinds = list(JournalEntry.objects.order_by("id").values_list("kind", flat=True))
    assert sorted(set(kinds)) == [
        "monitoring.entity_changed",
        "monitoring.entity_created",
        "monitoring.entity_withdrawn",
        "monitoring.station_registered",
        "monitoring.station_service_changed",
    ]
    assert kinds.count("monitoring.entity_created") == 4


@pytest.mark.parametrize("role", ["auditor", "duty_officer", "gateway"])
def test_who_may_not_register_changes_nothing(maker, bus, role):
    thing, stream = slope(maker)
    other = StaClient(role, "513433")
    for set_name, body in (
        ("Things", THING | {"Locations": [LOCATION]}),
        ("Locations", LOCATION),
        ("Sensors", SENSOR),
        ("ObservedProperties", PROPERTY),
    ):
        other.post(set_name, body, 403)
    status = 404 if role == "gateway" else 403
    other.send("PATCH", f"Things({thing})", {"name": "x"}, status)
    other.send("DELETE", f"Things({thing})", b"", status)
    assert (Thing.objects.count(), Station.objects.get().name) == (1, "Slope 7")
    expected = 201 if role == "gateway" else 404
    other.post(f"Datastreams({stream})/Observations", {"result": 1, "phenomenonTime": RECENT}, expected)
    assert Reading.objects.count() == (1 if role == "gateway" else 0)


def test_another_regions_things_cannot_be_touched_or_linked(maker, bus):
    build_two_regions()
    outside = StaClient().get("Things?$filter=name eq 'Xide'&$expand=Datastreams")["value"][0]
    thing, stream = outside["@iot.id"], outside["Datastreams"][0]["@iot.id"]
    maker.send("PATCH", f"Things({thing})", {"name": "x"}, 404)
    maker.send("DELETE", f"Datastreams({stream})", b"", 404)
    maker.post(f"Things({thing})/Datastreams", STREAM, 404)
    maker.post("Datastreams", STREAM | {"Thing": {"@iot.id": thing}}, 400)
    maker.post("Locations", LOCATION | {"Things": [{"@iot.id": thing}]}, 400)
    maker.post(f"Datastreams({stream})/Observations", {"result": 1}, 404)
    maker.post("Observations", {"result": 1, "Datastream": {"@iot.id": stream}}, 404)
    rows = maker.post(
        "CreateObservations",
        [{"Datastream": {"@iot.id": stream}, "components": ["result"], "dataArray": [[1]]}],
    )
    assert rows == ["error"]
    assert Station.objects.get(code="XDZ01").name == "Xide"


def test_put_replaces_all_properties(maker):
    """update-entity-put: what is left out becomes empty, what is mandatory must be there."""
    thing, stream = slope(maker)
    maker.send("PUT", f"Things({thing})", {"name": "New"}, 400)
    read = maker.send("PUT", f"Things({thing})", {"name": "New", "description": "n", "Datastreams": []}, 200).json()
    assert (read["name"], read["description"], list(read["properties"])) == ("New", "n", ["anlan"])
    assert maker.names(f"Things({thing})/Locations") == ["Bridge"]
    one = maker.post(f"Datastreams({stream})/Observations", {"result": 5, "phenomenonTime": RECENT})["@iot.id"]
    body = maker.get(f"Observations('{one}')")
    changed = maker.send("PUT", f"Observations('{one}')", body | {"resultQuality": "good"}, 200).json()
    assert changed["resultQuality"] == "good"
    maker.send("PUT", f"Observations('{one}')", body | {"result": 6}, 409)
    whole = maker.get(f"Datastreams({stream})")
    maker.send("PUT", f"Datastreams({stream})", whole | {"description": "other"}, 200)
    assert maker.get(f"Datastreams({stream})") == whole | {"description": "other"}


def test_a_json_patch_changes_what_it_names(maker):
    """update-entity-jsonpatch (RFC 6902)."""
    thing, _ = slope(maker)

    def patch(operations: object, expect: int) -> dict:
        raw = msgspec.json.encode(operations)
        kind = "application/json-patch+json"
        response = maker.http.generic("PATCH", f"/sta/v1.1/Things({thing})", raw, content_type=kind)
        assert response.status_code == expect, response.content
        return response.json()

    operations = [
        {"op": "test", "path": "/name", "value": "Slope 7"},
        {"op": "replace", "path": "/name", "value": "Slope 9"},
        {"op": "add", "path": "/properties/tags/-", "value": 2},
        {"op": "move", "from": "/properties/owner", "path": "/properties/keeper"},
        {"op": "copy", "from": "/name", "path": "/description"},
        {"op": "remove", "path": "/properties/tags/0"},
    ]
    read = patch(operations, 200)
    assert (read["name"], read["description"]) == ("Slope 9", "Slope 9")
    assert {k: v for k, v in read["properties"].items() if k != "anlan"} == {
        "tags": ["a", 2],
        "keeper": {"phone": None},
    }
    for wrong in (
        {},
        [5],
        [{"op": "shout", "path": "/name"}],
        [{"op": "remove", "path": "/colour"}],
        [{"op": "replace", "path": "name", "value": "x"}],
        [{"op": "test", "path": "/name", "value": "x"}],
        [{"op": "add", "path": "/properties/tags/9", "value": 1}],
        [{"op": "remove", "path": "/name"}],
    ):
        patch(wrong, 400)
    assert maker.get(f"Things({thing})")["name"] == "Slope 9"


def test_demonstration_stations_go_with_all_that_described_them(maker):
    build_station("DEMO1", is_demo=True)
    build_station("REAL1")
    by_code = "Things?$filter=properties/anlan/code eq"
    demo, real = (maker.get(f"{by_code} '{code}'")["value"][0] for code in ("DEMO1", "REAL1"))
    stream = maker.get(f"Things({demo['@iot.id']})/Datastreams")["value"][0]["@iot.id"]
    feature = maker.get("FeaturesOfInterest?$orderby=id")["value"][0]["@iot.id"]
    sent = {"result": 1, "phenomenonTime": RECENT, "FeatureOfInterest": {"@iot.id": feature}}
    maker.post(f"Datastreams({stream})/Observations", sent)
    assert remove_demo_stations() == 1
    for name in ("Things", "Locations", "HistoricalLocations", "Datastreams", "FeaturesOfInterest"):
        assert maker.get(f"{name}?$count=true&$top=1")["@iot.count"] == 1, name
    assert maker.get("Things")["value"][0]["@iot.id"] == real["@iot.id"]
    assert maker.get("Observations")["value"] == []
