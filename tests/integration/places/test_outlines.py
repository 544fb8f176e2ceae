"""Outlines of the package and schematic areas, on a few real counties."""

from datetime import UTC, date, datetime

import pytest

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotAllowed
from anlan.kernel.regions import RegionLevel
from anlan.places import api
from anlan.places.domain.editions import Row
from anlan.places.models import BoundaryLine, Footprint

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, tzinfo=UTC)
NATION = (
    Row("50", "重庆市"),
    Row("5001", "市辖区"),
    Row("500157", "两江新区"),
    Row("51", "四川省"),
    Row("5134", "凉山彝族自治州"),
    Row("513433", "冕宁县"),
    Row("54", "西藏自治区"),
    Row("5404", "林芝市"),
    Row("540481", "米林市"),
    Row("65", "新疆维吾尔自治区"),
    Row("6590", "自治区直辖县级行政区划"),
    Row("659006", "铁门关市"),
)
LOCAL = (
    Row("513433001", "高阳街道"),
    Row("513433106", "彝海镇"),
    Row("513433106200", "彝海村村民委员会"),
    Row("513433106201", "曹古村村民委员会"),
)


@pytest.fixture
def loaded() -> None:
    for levels, rows in (((1, 3), NATION), ((4, 5), LOCAL)):
        divisions = api.DivisionList(
            source="a test list",
            edition=date(2026, 1, 1),
            within="",
            levels=(RegionLevel(levels[0]), RegionLevel(levels[1])),
            rows=rows,
        )
        api.load_divisions(divisions=divisions, actor=SYSTEM, now=NOW, progress=lambda *_: None)
    api.load_boundaries(actor=SYSTEM, now=NOW, progress=lambda *_: None)
    api.sketch(within="5134", actor=SYSTEM, now=NOW, progress=lambda *_: None)


def test_every_division_gets_a_valid_outline_and_a_point_in_it(loaded):
    rows = {row.code: row for row in Footprint.objects.all()}

    assert {code for code in rows if len(code) <= 6} == {row.code for row in NATION} - {"6590"}
    assert [code for code, row in rows.items() if not row.area.valid] == []
    assert [code for code, row in rows.items() if not row.area.buffer(1e-6).contains(row.point)] == []
    assert BoundaryLine.objects.count() == 8


def test_what_is_known_is_kept_and_what_is_drawn_says_so(loaded):
    assert api.division("513433106").position_source == "known"
    assert (api.division("513433106").longitude, api.division("513433106").latitude) == (102.27, 28.72)
    assert api.division("513433106201").is_schematic
    assert api.region_at(102.27, 28.72) == "513433106"


def test_townships_and_villages_fill_the_county(loaded):
    county = api.area_of(["513433"])

    assert api.area_of(["513433001", "513433106"]).area == pytest.approx(county.area)
    assert api.area_of(["513433106200", "513433106201"]).area == pytest.approx(api.area_of(["513433106"]).area)


def test_loading_again_changes_nothing(loaded):
    assert api.load_boundaries(actor=SYSTEM, now=NOW, progress=lambda *_: None) == 0
    assert api.sketch(within="5134", actor=SYSTEM, now=NOW, progress=lambda *_: None) == 0


def test_only_an_administrator_may_draw(actor_with):
    with pytest.raises(NotAllowed):
        api.sketch(within="5134", actor=actor_with("duty_officer"), now=NOW, progress=lambda *_: None)

    assert Footprint.objects.count() == 0
