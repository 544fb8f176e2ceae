"""Reading by OGC 18-088; each test names its requirement below http://www.opengis.net/spec/iot_sensing/1.1/req/."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.access import build_api_key
from tests.factories.monitoring import build_station
from tests.factories.sensorthings import BASE, NOW, StaClient, build_readings, build_two_regions

from anlan.protocols.sensorthings.schema import ENTITIES, SETS

pytestmark = pytest.mark.django_db
SETS_OF_ALL = list(SETS)


@pytest.fixture
def sta() -> StaClient:
    build_two_regions()
    return StaClient()


def test_the_root_lists_every_set_and_what_is_conformed_to(sta):
    """resource-path/resource-path-to-entities (the service root), request-data (server settings)."""
    root = sta.get("")
    assert root["value"] == [{"name": name, "url": f"{BASE}/{name}"} for name in SETS_OF_ALL]
    conformance = root["serverSettings"]["conformance"]
    assert "http://www.opengis.net/spec/iot_sensing/1.1/req/datamodel" in conformance
    assert "http://www.opengis.net/spec/iot_sensing/1.1/req/data-array/data-array" in conformance
    data_array = root["serverSettings"]["http://www.opengis.net/spec/iot_sensing/1.1/req/data-array/data-array"]
    assert data_array == {"endpoints": [f"{BASE}/CreateObservations"]}


@pytest.mark.parametrize("name", SETS_OF_ALL)
def test_every_entity_has_its_control_information_properties_and_links(sta, name):
    """datamodel/entity-control-information, datamodel/<entity>/properties, datamodel/<entity>/relations."""
    entity = SETS[name]
    first = sta.get(f"{name}?$top=1")["value"][0]
    id_ = f"'{first['@iot.id']}'" if name == "Observations" else first["@iot.id"]
    assert first["@iot.selfLink"] == f"{BASE}/{name}({id_})"
    assert [each for each in entity.required if each not in first] == []
    for link in entity.links:
        assert first[f"{link}@iot.navigationLink"] == f"{BASE}/{name}({id_})/{link}"
    assert sta.get(first["@iot.selfLink"].removeprefix(f"{BASE}/")) == first


@pytest.mark.parametrize("name", SETS_OF_ALL)
def test_every_link_leads_there_and_back(sta, name):
    """resource-path/resource-path-to-entities: related entities, both ways."""
    first = sta.get(f"{name}?$top=1")["value"][0]
    for link, how in SETS[name].links.items():
        found = sta.get(first[f"{link}@iot.navigationLink"].removeprefix(f"{BASE}/"))
        target = found["value"][0] if how.many else found
        back = sta.get(target[f"{how.back}@iot.navigationLink"].removeprefix(f"{BASE}/"))
        is_many = ENTITIES[how.target].links[how.back].many
        ids = [each["@iot.id"] for each in back["value"]] if is_many else [back["@iot.id"]]
        assert first["@iot.id"] in ids


def test_a_property_its_value_and_references_have_addresses(sta):
    """resource-path/resource-path-to-entities: property, $value, $ref."""
    thing = sta.get("Things?$top=1")["value"][0]["@iot.id"]
    assert sta.get(f"Things({thing})/name") == {"name": "Yihai"}
    assert sta.http.get(f"/sta/v1.1/Things({thing})/name/$value").content == b"Yihai"
    assert sta.get(f"Things({thing})/properties/anlan/code") == {"code": "YHZ01"}
    assert sta.get(f"Things({thing})/id") == {"id": thing}
    streams = sta.get(f"Things({thing})/Datastreams/$ref")["value"]
    ids = [each["@iot.id"] for each in sta.get(f"Things({thing})/Datastreams")["value"]]
    assert streams == [{"@iot.selfLink": f"{BASE}/Datastreams({id_})"} for id_ in ids]
    assert sta.get(f"Datastreams({ids[0]})/Thing/$ref") == {"@iot.selfLink": f"{BASE}/Things({thing})"}
    assert sta.get(f"Things({thing})/Datastreams({ids[0]})/unitOfMeasurement/symbol") == {"symbol": "mm"}
    observation = sta.get(f"Datastreams({ids[0]})/Observations?$top=1")["value"][0]["@iot.id"]
    assert sta.http.get(f"/sta/v1.1/Observations('{observation}')/resultTime").status_code == 204


@pytest.mark.parametrize(
    "path",
    [
        "Nothings",
        "Things(999999)",
        "Things('x')",
        "Things(0)",
        "Things(99999999999999999)",
        "Observations('1-')",
        "Observations('1-99999999999999999')",
        "Observations(5)",
        "Things(1)/name/first",
        "Things/name",
        "Things(1)/Observations",
        "Things/Datastreams",
        "Datastreams(1)/Thing(1)",
        "$batch",
        "Things(1)(2)",
        "Things(1)/" * 20,
    ],
)
def test_an_address_that_names_nothing_is_not_found(sta, path):
    """request-data/status-code: 404."""
    body = sta.get(path, 404)
    assert (body["code"], body["type"]) == (404, "error")
    assert body["message"]


def test_a_refusal_has_code_type_and_message(sta):
    """request-data/query-status-code: 400 with the reason."""
    body = sta.get("Things?$top=-1", 400)
    assert (body["code"], body["type"]) == (400, "error")
    assert "-1" in body["message"]


def test_select_gives_the_named_properties_alone(sta):
    """request-data/select."""
    rows = sta.get("Observations?$select=result,phenomenonTime&$top=1")["value"]
    assert rows == [{"phenomenonTime": "2026-07-01T11:50:00Z", "result": 0.5}]
    one = sta.get("Things?$select=id,name,Datastreams&$top=1")["value"][0]
    assert set(one) == {"@iot.id", "@iot.selfLink", "name", "Datastreams@iot.navigationLink"}
    assert sta.get("Things?$select=colour", 400)["code"] == 400


def test_expand_nests_with_options_of_its_own(sta):
    """request-data/expand."""
    inner = (
        "Observations($top=1;$orderby=phenomenonTime desc;$count=true;$select=result),ObservedProperty($select=name)"
    )
    query = f"Things?$filter=name eq 'Yihai'&$expand=Datastreams($select=name;$expand={inner}),Locations"
    (thing,) = sta.get(query)["value"]
    assert [each["name"] for each in thing["Locations"]] == ["Yihai"]
    assert "Datastreams@iot.navigationLink" not in thing
    rain = thing["Datastreams"][0]
    assert rain["ObservedProperty"] == {"name": "rain"}
    assert (rain["Observations"], rain["Observations@iot.count"]) == ([{"result": 2.5}], 3)
    following = sta.get(rain["Observations@iot.nextLink"].removeprefix(f"{BASE}/"))
    assert [each["result"] for each in following["value"]] == [1.5]


def test_expand_follows_a_path(sta):
    """request-data/expand: by path, several below one."""
    one = sta.get("Observations?$expand=Datastream/Thing,Datastream/Sensor,FeatureOfInterest&$top=1")["value"][0]
    assert one["Datastream"]["Thing"]["name"] == one["FeatureOfInterest"]["name"] == "Yihai"
    assert one["Datastream"]["Sensor"]["encodingType"] == "text/plain"
    assert sta.get("Things?$expand=Observations", 400)["code"] == 400


def test_orderby_sorts_by_several_and_by_linked_properties(sta):
    """request-data/orderby."""
    assert sta.names("Things?$orderby=name desc") == ["Yihai", "Xide"]
    rows = sta.get("Observations?$orderby=Datastream/Thing/name,result desc&$select=result&$top=3")["value"]
    assert [each["result"] for each in rows] == [191.0, 190.0, 91.0]
    assert sta.get("Things?$orderby=Datastreams/name", 400)["code"] == 400


def test_top_skip_and_count_work_together(sta):
    """request-data/top, request-data/skip, request-data/count."""
    found = sta.get("Datastreams?$top=1&$skip=1&$count=true&$orderby=name desc")
    assert (found["@iot.count"], len(found["value"])) == (4, 1)
    assert "@iot.count" not in sta.get("Datastreams?$count=false")
    assert sta.get("Things?$top=0") == {"value": []}


@pytest.mark.parametrize(
    "query",
    ["", "&$orderby=phenomenonTime desc", "&$orderby=phenomenonTime", "&$orderby=result desc", "&$filter=result ge 0"],
)
def test_following_next_links_gives_each_once(sta, query):
    """request-data/pagination: server-driven, by @iot.nextLink."""
    station = build_station("LONG1")
    series = build_readings(station, "rain", [float(each) for each in range(25)])
    path, seen = f"Datastreams({series.id})/Observations?$top=7{query}", []
    while path:
        page = sta.get(path)
        seen += [each["result"] for each in page["value"]]
        path = page.get("@iot.nextLink", "").removeprefix(f"{BASE}/")
    expected = [float(each) for each in range(25)]
    assert seen == (expected[::-1] if "desc" in query else expected)


def test_observations_come_as_a_data_array(sta):
    """data-array/data-array: reading."""
    found = sta.get("Observations?$resultFormat=dataArray&$top=4&$count=true")
    assert found["@iot.count"] == 10
    first, second = found["value"]
    assert first["components"] == ["id", "phenomenonTime", "resultTime", "result"]
    assert [row[1:] for row in first["dataArray"]] == [
        [f"2026-07-01T{clock}:00Z", None, value] for clock, value in (("11:50", 0.5), ("11:55", 1.5), ("12:00", 2.5))
    ]
    assert (first["dataArray@iot.count"], second["dataArray@iot.count"]) == (3, 1)
    assert sta.get("Things?$resultFormat=dataArray", 400)["code"] == 400
    chosen = sta.get("Observations?$resultFormat=dataArray&$select=result,id&$top=1")["value"][0]
    assert chosen["components"] == ["result", "id"]


def test_a_key_enters_as_bearer_and_as_password_and_a_wrong_one_does_not():
    import base64

    build_two_regions()
    _, token = build_api_key("auditor", "5134")
    basic = base64.b64encode(f"anybody:{token}".encode()).decode()
    for header in (f"Bearer {token}", f"Basic {basic}"):
        answer = Client().get("/sta/v1.1/Things", headers={"authorization": header})
        assert (answer.status_code, len(answer.json()["value"])) == (200, 2)
    for headers in ({}, {"authorization": "Bearer x"}, {"authorization": "Basic !"}, {"authorization": "Basic YTpi"}):
        answer = Client().get("/sta/v1.1/Things", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, 401)
        assert answer["WWW-Authenticate"].startswith("Basic")


def test_the_queries_of_a_page_do_not_grow_with_its_rows(sta):
    path = "Things?$expand=Datastreams($expand=Observations($top=2),Sensor,ObservedProperty),Locations"
    sta.get(path)
    with CaptureQueriesContext(
        connection,
    ) as few:
        sta.get(path)
    for number in range(12):
        build_readings(build_station(f"MANY{number}"), "rain", [1.0, 2.0, 3.0], end=NOW - timedelta(hours=number))
    sta.get(path)
    with CaptureQueriesContext(connection) as many:
        assert len(sta.get(path)["value"]) == 14
    assert len(many) == len(few)
