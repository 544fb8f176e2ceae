"""Names, search and geography of divisions."""

import pytest
from tests.factories.places import build_divisions, build_footprint

from anlan.kernel.actors import NOBODY
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import RegionLevel
from anlan.places import api
from anlan.places.templatetags.places import region_row_name

pytestmark = pytest.mark.django_db


@pytest.fixture
def mianning():
    build_divisions()
    build_footprint("513433", (102.0, 28.0, 103.0, 29.0))
    build_footprint("513433001", (102.0, 28.0, 102.5, 29.0), "schematic")
    build_footprint("513433106", (102.5, 28.0, 103.0, 29.0), "schematic")


@pytest.mark.parametrize("text", ["513433106", "513433106000", "彝海镇", "彝海", "yhz", "yihai", "冕宁 彝海", "mn yhz"])
def test_a_township_is_found_first_by(mianning, text):
    assert api.search(text)[0].code == "513433106"


def test_search_stays_within_the_region_asked_for(mianning):
    build_divisions({"5101": "成都市", "510101": "彝海区"})

    assert [found.code for found in api.search("彝海", within="5134")] == ["513433106", "513433106200"]


@pytest.mark.parametrize("text", ["", "  ", "zzz", "不存在", "%", "_", "' or 1=1"])
def test_what_fits_nothing_finds_nothing(mianning, text):
    assert api.search(text) == ()


def test_names_are_read_by_one_query_whatever_their_number(mianning, django_assert_num_queries):
    api.name("51")
    with django_assert_num_queries(1):
        full = api.full_names(["513433001", "513433106", "513433106200"])

    assert full["513433106200"] == "凉山彝族自治州冕宁县彝海镇彝海村村民委员会"


def test_an_unknown_code_stands_for_itself(mianning):
    assert api.names(["999999", "513433"]) == {"999999": "999999", "513433": "冕宁县"}
    assert api.full_name("999999") == "999999"


@pytest.mark.parametrize(
    ("code", "name"),
    [("", ""), ("5134", "凉山彝族自治州"), ("513433", "冕宁县"), ("513433106", "冕宁县彝海镇"), ("999999", "999999")],
)
def test_a_row_names_a_place_from_the_county_down(mianning, code, name):
    assert region_row_name(code) == name


def test_a_grouping_is_left_out_of_full_names():
    build_divisions({"11": "北京市", "110101": "东城区"})
    build_divisions({"1101": "市辖区"}, standing="grouping")

    assert api.full_name("110101") == "北京市东城区"
    assert api.counts_below("11") == {RegionLevel.COUNTY: 1}


def test_an_unknown_division_is_not_found(mianning):
    with pytest.raises(NotFound):
        api.division("999999")


def test_children_and_descendants_come_in_the_order_of_codes(mianning):
    assert [row.code for row in api.children("")] == ["51"]
    assert [row.code for row in api.children("513433")] == ["513433001", "513433106"]
    assert [row.code for row in api.descendants("51", RegionLevel.VILLAGE)] == ["513433106200"]


def test_a_drawn_position_says_so(mianning):
    township, county = api.division("513433106"), api.division("513433")

    assert (township.longitude, township.latitude, township.is_schematic) == (102.75, 28.5, True)
    assert county.is_schematic is False
    assert api.division("513433106200").longitude is None


def test_a_point_lies_in_the_township_or_else_the_county_or_else_nowhere(mianning):
    build_footprint("513401", (103.0, 28.0, 104.0, 29.0))

    assert api.region_at(102.6, 28.5) == "513433106"
    assert api.region_at(103.5, 28.5) == "513401"
    assert api.region_at(10.0, 10.0) == ""


@pytest.mark.parametrize("point", [(181, 0), (0, 91), (1e308, 0), (float("nan"), 0)])
def test_a_point_outside_the_globe_is_refused(point):
    with pytest.raises(InvalidValue):
        api.region_at(*point)


def test_an_area_is_the_union_of_its_divisions(mianning):
    area = api.area_of(["513433001", "513433106"])

    assert area.geom_type == "MultiPolygon"
    assert area.srid == 4326
    assert area.extent == (102.0, 28.0, 103.0, 29.0)
    assert area.area == pytest.approx(1.0)


@pytest.mark.parametrize("codes", [[], ["513433", "513433106200"]])
def test_a_division_without_an_area_is_refused_by_name(mianning, codes):
    with pytest.raises(api.NoArea) as refusal:
        api.area_of(codes)

    assert refusal.value.data == {"region": max(codes, default="", key=len)}


def test_neighbours_touch_and_are_of_the_same_level(mianning):
    assert api.neighbours("513433001") == ("513433106",)


@pytest.mark.parametrize("layer", api.LAYERS)
@pytest.mark.parametrize("at", [(4, 12, 6), (6, 50, 26), (9, 401, 213)])
def test_every_layer_gives_a_tile_at_every_zoom(mianning, layer, at):
    assert isinstance(api.tile(NOBODY, at, layer), bytes)


def test_a_tile_names_its_divisions(mianning):
    assert "彝海镇".encode() in api.tile(NOBODY, (9, 402, 213), "townships")


def test_an_unknown_layer_is_not_found():
    with pytest.raises(NotFound):
        api.tile(NOBODY, (4, 12, 6), "moons")
