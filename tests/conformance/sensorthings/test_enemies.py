"""What a SensorThings client must not get: others' regions, our database, our time."""

import pytest
from tests.factories.sensorthings import NOW, StaClient, build_two_regions

from anlan.monitoring.models import Datastream, Location, Thing

pytestmark = pytest.mark.django_db
DEEP = "(" * 40 + "1 eq 1" + ")" * 40


@pytest.fixture
def sta() -> StaClient:
    build_two_regions()
    StaClient().get("Things")
    return StaClient("auditor", "513433")


@pytest.mark.parametrize(
    "query",
    [
        "$top=-1",
        "$top=1.5",
        "$top=x",
        "$top=99999999999999999999",
        "$skip=-1",
        "$skip=99999999",
        "$count=maybe",
        "$colour=red",
        "$top=1&$top=2",
        "$skiptoken='; drop table x",
        "$orderby=name sideways",
        "$orderby=",
        "$filter=",
        "$filter=name",
        "$filter=name eq",
        "$filter=name eq 'x",
        "$filter=name eq '\\''",
        '$filter=name eq "x"',
        "$filter=name eq 'x' or",
        "$filter=name = 'x'",
        "$filter=name eq 'x'; delete from monitoring_station",
        "$filter=name eq 5",
        "$filter=station__code eq 'x'",
        "$filter=thing_id eq 1",
        "$filter=region eq '5134'",
        "$filter=name/x eq 'y'",
        "$filter=shout(name) eq 'x'",
        "$filter=length(name, name) eq 1",
        "$filter=length(5) eq 1",
        "$filter=year(name) eq 1",
        "$filter=name lt null",
        "$filter=id eq 1e999",
        "$filter=st_within(name, geography'POINT(1 1)')",
        "$filter=st_within(Locations/location, geography'POINT(1 1')",
        "$filter=st_within(Locations/location, geography'POINT(1000 1)')",
        "$filter=st_within(Locations/location, geography'SRID=3857;POINT(1 1)')",
        "$filter=st_relate(Locations/location, geography'POINT(1 1)', 'x')",
        "$filter=Locations/name eq HistoricalLocations/time",
        f"$filter={DEEP}",
        "$filter=" + " or ".join(["id eq 1"] * 400),
        "$filter=name eq '" + "x" * 9000 + "'",
        "$filter=" + "not " * 300 + "(id eq 1) extra",
        "$filter=name eq 'a%00b'",
        "$expand=Datastreams($expand=Thing($expand=Datastreams($expand=Thing($expand=Datastreams))))",
        "$expand=Datastreams($top=1",
        "$expand=Datastreams)",
        "$expand=Datastreams($skiptoken=1)",
        "$expand=" + ",".join(f"Datastreams/Observations/Datastream/{each}" for each in ["Thing"] * 3) + ",Nobody",
        "$select=name,station_id",
        "$resultFormat=CSV",
    ],
)
def test_a_query_that_makes_no_sense_is_refused_with_the_reason(sta, query):
    body = sta.get(f"Things?{query}", 400)
    assert (body["code"], body["type"]) == (400, "error")
    assert body["message"]


@pytest.mark.parametrize("text", ["name eq 'x'' or ''1''=''1'", "substringof('%_', name)"])
def test_injected_text_is_only_text(sta, text):
    assert sta.get(f"Things?$filter={text.replace('%', '%25')}")["value"] == []


def test_a_number_out_of_range_is_refused(sta):
    assert sta.get("Observations?$filter=result mul 1e300 mul 1e300 gt 1", 400)["code"] == 400


def test_another_regions_entities_are_not_there(sta):
    thing = Thing.objects.get(station__code="XDZ01")
    stream = Datastream.objects.filter(thing=thing).first()
    place = Location.objects.get(station__code="XDZ01")
    feature = thing.feature_id
    assert StaClient().get(f"Things({thing.id})")["name"] == "Xide"
    for path in (
        f"Things({thing.id})",
        f"Things({thing.id})/Datastreams",
        f"Things({thing.id})/name/$value",
        f"Datastreams({stream.pk})",
        f"Datastreams({stream.pk})/Observations",
        f"Locations({place.id})/Things",
        f"FeaturesOfInterest({feature})/Observations",
        f"Observations('{stream.pk}-{round(NOW.timestamp() * 1_000_000)}')",
    ):
        sta.get(path, 404)


def test_nothing_of_another_region_shows_through_links_or_filters(sta):
    assert sta.names("Things") == ["Yihai"]
    assert len(sta.get("Observations")["value"]) == 6
    assert sta.get("Datastreams?$count=true")["@iot.count"] == 2
    properties = sta.get("ObservedProperties?$expand=Datastreams($expand=Thing;$count=true)")["value"]
    assert {each["Datastreams@iot.count"] for each in properties} == {1}
    assert {each["Datastreams"][0]["Thing"]["name"] for each in properties} == {"Yihai"}
    for text in (
        "Datastreams/Thing/name eq 'Xide'",
        "Datastreams/Observations/result gt 80 and Datastreams/Observations/result lt 95",
        "substringof('XDZ', Datastreams/Thing/properties/anlan/code)",
    ):
        assert sta.get(f"ObservedProperties?$filter={text}")["value"] == []
        assert sta.get(f"Sensors?$filter={text}")["value"] == []
    assert len(StaClient().get("Sensors?$filter=Datastreams/Thing/name eq 'Xide'")["value"]) == 2


def test_a_shared_place_tells_only_of_things_that_may_be_seen(sta):
    place = Location.objects.get(station__code="YHZ01")
    Thing.objects.get(station__code="XDZ01").locations.add(place)
    assert sta.names(f"Locations({place.id})/Things") == ["Yihai"]
    assert sta.get("Locations?$filter=Things/name eq 'Xide'")["value"] == []
    (expanded,) = sta.get(f"Locations?$filter=id eq {place.id}&$expand=Things")["value"]
    assert [each["name"] for each in expanded["Things"]] == ["Yihai"]


def test_who_may_not_read_sees_nothing(sta):
    gateway = StaClient("gateway", "5134")
    assert gateway.get("Things")["value"] == gateway.get("Observations")["value"] == []
    gateway.get(f"Things({Thing.objects.first().id})", 404)
