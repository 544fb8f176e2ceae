"""An earthquake assessed on the registries: from a line to figures, tables, layers, advice; refusals by name."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.monitoring import arrival, build_station
from tests.factories.places import build_divisions, build_footprint
from tests.factories.risks import build_reservoir

from anlan.analysis.domain.earthquake import errors
from anlan.analysis.domain.errors import InputOutOfRange
from anlan.analysis.domain.inputs import read_inputs
from anlan.analysis.kinds.earthquake import FIELDS, KIND
from anlan.kernel.actors import SYSTEM
from anlan.monitoring.services.ingesting import Intake
from anlan.places.api import PopulationFigure, set_populations

pytestmark = pytest.mark.django_db
SHOCK = datetime(2022, 9, 5, 4, 52, tzinfo=UTC)
NAMES = {
    "51": "四川省",
    "5133": "甘孜藏族自治州",
    "5134": "凉山彝族自治州",
    "513322": "泸定县",
    "513433": "冕宁县",
    "513433001": "高阳街道",
    "513433106": "彝海镇",
    "21": "辽宁省",
    "2113": "朝阳市",
    "211321": "朝阳县",
    "11": "北京市",
    "110105": "朝阳区",
}


@pytest.fixture
def country():
    build_divisions(NAMES)
    build_footprint("513322", (101.8, 29.5, 102.4, 30.1))
    build_footprint("513433", (101.7, 28.2, 102.6, 29.4))
    build_footprint("513433001", (102.1, 28.5, 102.2, 28.6), "schematic")
    build_footprint("513433106", (102.2, 28.7, 102.3, 28.8), "schematic")
    build_footprint("211321", (120.0, 41.2, 120.6, 41.7))
    build_footprint("110105", (116.4, 39.8, 116.6, 40.1))
    figures = [PopulationFigure(code="513433106", persons=9000, households=3000)]
    set_populations(figures=figures, source="count", is_demonstration=False, actor=SYSTEM)
    build_reservoir()


def asked(**given):
    return read_inputs(FIELDS, given)


def assessed(actor, **given):
    inputs = asked(**given)
    gathered = KIND.gather(inputs, actor, SHOCK)
    return gathered, KIND.reckon(inputs, gathered.facts)


def test_a_line_with_a_county_gives_zones_counties_and_says_what_is_missing(country, actor_with):
    gathered, found = assessed(actor_with("duty_officer", "5134"), message="地震 6.8 级 泸定")
    assert (gathered.region, gathered.title) == ("5134", "M6.8 甘孜藏族自治州泸定县")
    assert found.headline.values == {"magnitude": "6.8", "place": "甘孜藏族自治州泸定县", "degree": "IX"}
    tables = {table.title: table for table in found.tables}
    assert [row[0] for row in tables["Zones of intensity"].rows] == ["VI", "VII", "VIII", "IX"]
    counties = tables["Share of each county's area by degree and above, percent"]
    assert [row[0] for row in counties.rows] == ["泸定县", "冕宁县"]
    assert counties.rows[0][1] == 100
    said = " ".join(each.text % each.values for each in found.trust)
    for words in ("middle of the place", "circles", "hour is unknown", "live in ('泸定县',)"):
        assert words in said
    labels = [figure.label for figure in found.figures]
    assert labels[0] == "Counties reached whose people nobody has entered"
    assert "Deaths, order of magnitude" not in labels
    assert {layer.key for layer in found.layers} == {"zones", "places", "facilities", "epicentre"}


def test_coordinates_and_time_bring_people_facilities_and_stations_in(country, actor_with):
    build_station("QD1", name="A", kind="strong_motion", quantities=("intensity",))
    reading = {"station": "QD1", "quantity": "intensity", "time": (SHOCK + timedelta(minutes=1)).isoformat()}
    Intake().take([arrival([reading | {"value": 9.0}])], now=SHOCK + timedelta(minutes=2))
    near = {"message": "6.8级 28.75N 102.25E 深度16公里", "strike_deg": "325"}
    _, plain = assessed(actor_with("duty_officer", "5134"), **near)
    gathered, found = assessed(actor_with("duty_officer", "5134"), **near, occurred_at=SHOCK.isoformat())
    assert gathered.region == "513433106"
    assert gathered.versions["measuring stations"] == "1, 9.0"
    people = {figure.label: figure for figure in found.figures}["People in degree VIII and above"]
    assert (people.low, people.best, people.high) == (9000, 9000, 9000)
    assert "Inspect the dams of %(count)s reservoirs in degree VI and above" in {
        each.text.text for each in found.advice
    }
    assert [row[:2] for row in {t.title: t for t in found.tables}["Stations"].rows] == [("A", 9.0)]
    zones = [{row[0]: row[1] for row in each.tables[0].rows} for each in (plain, found)]
    assert zones[1]["VI"] != zones[0]["VI"]


def test_another_region_s_registries_stay_unseen(country, actor_with):
    _, found = assessed(actor_with("duty_officer", "14"), message="6.8级 28.75N 102.25E")
    assert "Facilities in degree VI and above" not in {table.title for table in found.tables}


def test_a_drawn_map_takes_the_place_of_the_estimate(country, actor_with):
    area = {
        "type": "Feature",
        "properties": {"degree": 9},
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[102.2, 28.7], [102.3, 28.7], [102.3, 28.8], [102.2, 28.8], [102.2, 28.7]]],
        },
    }

    _, found = assessed(actor_with("duty_officer", "5134"), message="6.8级 28.75N 102.25E", drawn=json.dumps(area))
    assert [row[0] for row in found.tables[0].rows] == ["IX"]
    assert not any("circles" in each.text for each in found.trust)


def test_a_known_line_of_rupture_takes_the_place_of_the_ellipses(country, actor_with):
    near = {"message": "6.8级 28.75N 102.25E", "strike_deg": "325"}
    line = "102.1 29.0; 102.25 28.75; 102.3 28.5"
    _, plain = assessed(actor_with("duty_officer", "5134"), **near)
    gathered, found = assessed(actor_with("duty_officer", "5134"), **near, trace=line)
    assert gathered.facts.source.trace == ((102.1, 29.0), (102.25, 28.75), (102.3, 28.5))
    assert {row[0]: row[1] for row in found.tables[0].rows} != {row[0]: row[1] for row in plain.tables[0].rows}
    assert {layer.key for layer in found.layers} - {layer.key for layer in plain.layers} == {"trace"}
    assert any("60 km long" in each.text % each.values for each in found.trust)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"message": "地震 12 级 泸定"}, InputOutOfRange),
        ({"message": "地震 泸定"}, errors.MagnitudeMissing),
        ({"message": "地震 6.8 级"}, errors.EpicentreMissing),
        ({"magnitude": "6.8", "longitude": "102.0"}, errors.EpicentreMissing),
        ({"message": "地震 6.8 级 乌有"}, errors.PlaceUnknown),
        ({"message": "地震 6.8 级 朝阳"}, errors.PlaceAmbiguous),
        ({"message": "6.8级 22N 119E"}, errors.EpicentreOutside),
        ({"message": "6.8级 泸定 深度16000公里"}, InputOutOfRange),
        ({"message": "6.8级 28.75N 102.25E", "trace": "28.75 102.25; 28.9 102.3"}, errors.TraceOutside),
        ({"message": "6.8级 28.75N 102.25E", "drawn": "{"}, errors.DrawingUnreadable),
        ({"message": "6.8级 28.75N 102.25E", "drawn": '{"type": "Feature"}'}, errors.DrawingUnreadable),
    ],
)
def test_nonsense_is_refused_by_name(country, actor_with, given, refusal):
    with pytest.raises(refusal):
        KIND.gather(asked(**given), actor_with("duty_officer", "5134"), SHOCK)


def test_the_prefecture_before_the_name_settles_which_one(country, actor_with):
    gathered = KIND.gather(asked(message="地震 6.8 级 辽宁省朝阳县"), actor_with("duty_officer", "5134"), SHOCK)
    assert gathered.title.endswith("朝阳县")
