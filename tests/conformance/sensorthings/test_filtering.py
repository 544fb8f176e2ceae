"""$filter by OGC 18-088 (request-data/filter, built-in-filter-operations, built-in-query-functions)."""

import pytest
from tests.factories.sensorthings import StaClient, build_two_regions

pytestmark = pytest.mark.django_db
AREA = "geography'POLYGON((102.2 28,102.3 28,102.3 29,102.2 29,102.2 28))'"


@pytest.fixture
def sta() -> StaClient:
    build_two_regions()
    return StaClient()


RAIN = "Datastream/ObservedProperty/name eq 'rain' and "


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("result eq 1.5", [1.5]),
        ("result ne 1.5", [0.5, 2.5, 90.0, 91.0]),
        ("result gt 1.5", [2.5, 90.0, 91.0]),
        ("result ge 1.5", [1.5, 2.5, 90.0, 91.0]),
        ("result lt 1.5", [0.5]),
        ("result le 1.5", [0.5, 1.5]),
        ("1.5 lt result", [2.5, 90.0, 91.0]),
        ("result gt 1 and result lt 50", [1.5, 2.5]),
        ("(result lt 1 or result gt 90)", [0.5, 91.0]),
        ("not (result gt 1)", [0.5]),
        ("result add 1 eq 2.5", [1.5]),
        ("result sub 1 eq 0.5", [1.5]),
        ("result mul 2 eq 3", [1.5]),
        ("result div 2 eq 45", [90.0]),
        ("result mod 2 eq 0", [90.0]),
        ("-result eq -1.5", [1.5]),
        ("result div 0 eq 1", []),
        ("round(result) eq 2", [1.5]),
        ("floor(result) eq 1", [1.5]),
        ("ceiling(result) eq 1", [0.5]),
        ("phenomenonTime eq 2026-07-01T11:50:00Z", [0.5]),
        ("phenomenonTime gt 2026-07-01T19:56:00+08:00", [2.5, 91.0]),
        ("phenomenonTime lt now() sub duration'PT6M'", [0.5]),
        ("phenomenonTime add duration'PT10M' ge now() and result lt 50", [0.5, 1.5, 2.5]),
        (
            "year(phenomenonTime) eq 2026 and month(phenomenonTime) eq 7 and day(phenomenonTime) eq 1 and result lt 1",
            [0.5],
        ),
        ("hour(phenomenonTime) eq 12", [2.5, 91.0]),
        ("minute(phenomenonTime) eq 55 and second(phenomenonTime) eq 0", [1.5, 90.0]),
        ("fractionalseconds(phenomenonTime) gt 0", []),
        ("date(phenomenonTime) eq 2026-07-01 and result lt 1", [0.5]),
        ("time(phenomenonTime) lt 11:51:00", [0.5]),
        ("totaloffsetminutes(phenomenonTime) eq 0 and result lt 1", [0.5]),
        ("phenomenonTime gt mindatetime() and phenomenonTime lt maxdatetime() and result lt 1", [0.5]),
        ("Datastream/Thing/name eq 'Xide'", [90.0, 91.0]),
        ("FeatureOfInterest/name eq 'Xide' and result gt 90", [91.0]),
        ("Datastream/Thing/Locations/name eq 'Xide'", [90.0, 91.0]),
        ("resultQuality eq 'good'", []),
        ("resultTime eq null and result lt 1", [0.5]),
        ("parameters/battery lt 3.3", []),
    ],
)
def test_observations_are_filtered(sta, text, results):
    path = f"Observations?$filter={(RAIN + '(' + text + ')').replace('+', '%2B')}&$orderby=result&$select=result"
    assert [each["result"] for each in sta.get(path)["value"]] == results


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("substringof('iha', name)", ["Yihai"]),
        ("contains(name, 'iha')", ["Yihai"]),
        ("startswith(name, 'Xi') eq true", ["Xide"]),
        ("endswith(name, 'de')", ["Xide"]),
        ("length(name) eq 5", ["Yihai"]),
        ("indexof(name, 'i') eq 1", ["Xide", "Yihai"]),
        ("substring(name, 1) eq 'ide'", ["Xide"]),
        ("substring(name, 1, 2) eq 'id'", ["Xide"]),
        ("tolower(name) eq 'xide'", ["Xide"]),
        ("toupper(name) eq 'XIDE'", ["Xide"]),
        ("trim(concat('  ', name)) eq 'Xide'", ["Xide"]),
        ("name eq 'O''Brien'", []),
        ("startswith(name, '%')", []),
        ("properties/anlan/code eq 'YHZ01'", ["Yihai"]),
        ("properties/colour eq 'red'", []),
        ("Datastreams/ObservedProperty/name eq 'rain'", ["Xide", "Yihai"]),
        ("Datastreams/Observations/result gt 190", ["Xide"]),
        ("not (Datastreams/Observations/result gt 190)", ["Yihai"]),
        ("Datastreams/Sensor/encodingType eq 'application/pdf'", []),
        (f"st_within(Locations/location, {AREA})", ["Yihai"]),
        (f"st_contains({AREA}, Locations/location)", ["Yihai"]),
        (f"st_intersects(Locations/location, {AREA})", ["Yihai"]),
        (f"geo.intersects(Locations/location, {AREA})", ["Yihai"]),
        (f"st_disjoint(Locations/location, {AREA})", ["Xide"]),
        ("st_equals(Locations/location, geography'POINT(102.272 28.722)')", ["Yihai"]),
        (f"st_touches(Locations/location, {AREA})", []),
        (f"st_overlaps(Locations/location, {AREA})", []),
        (f"st_crosses(Locations/location, {AREA})", []),
        (f"st_relate(Locations/location, {AREA}, 'T*F**F***')", ["Yihai"]),
        ("geo.distance(Locations/location, geography'POINT(102.272 28.732)') lt 1200", ["Yihai"]),
        ("geo.distance(Locations/location, geography'POINT(102.272 28.732)') lt 1000", []),
        ("geo.length(Locations/location) eq 0", ["Xide", "Yihai"]),
        ("id gt 0", ["Xide", "Yihai"]),
    ],
)
def test_things_are_filtered(sta, text, names):
    assert sorted(sta.names(f"Things?$filter={text}")) == names


def test_an_observation_is_found_by_its_id(sta):
    id_ = sta.get("Observations?$top=1")["value"][0]["@iot.id"]
    assert [each["@iot.id"] for each in sta.get(f"Observations?$filter=id eq '{id_}'")["value"]] == [id_]
    assert sta.get("Observations?$filter=@iot.id eq 'x'")["value"] == []
