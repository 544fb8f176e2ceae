"""A wildfire is laid on the ground around it; places on its way are told in order; nonsense is refused by name."""

from dataclasses import replace

import numpy as np
import pytest

from anlan.analysis.domain.fire import errors
from anlan.analysis.domain.fire.laying import Fire, Square, ground_of, lit_of, outline, sampled, slope_at, square_of
from anlan.analysis.domain.fire.reading import barriers, hotspots
from anlan.analysis.kinds.wildfire_crews import crew_advice
from anlan.analysis.kinds.wildfire_results import Facts, Watched, reckon
from anlan.support.tables import load_table

AT = (102.2, 28.5)
FIRE = Fire(
    burning=(AT,),
    family="wang",
    fuel="conifers",
    temperature_c=28,
    humidity_pct=25,
    wind_ms=6,
    wind_from_deg=270,
    slope_deg=0,
    uphill_deg=0,
    hours=3,
)


def place(kind, east_m, north_m=0.0, persons=0):
    return Watched(
        kind=kind,
        name=f"{kind} {east_m:g}",
        longitude=AT[0] + east_m / 111_195 / np.cos(np.radians(AT[1])),
        latitude=AT[1] + north_m / 111_195,
        persons=persons,
    )


def told(fire=FIRE, *watched, heights=None, hour=None, has_hotspots=False):
    return reckon(
        {}, Facts(fire=fire, watched=watched, heights=heights, hour=hour, has_hotspots=has_hotspots, members=12)
    )


def test_a_point_comes_back_from_its_cell():
    square = square_of(FIRE)
    assert square.cell(*AT) == (square.half, square.half)
    for cell in ((0, 0), (3, 200), (square.size - 1, 7)):
        assert square.cell(*square.point(*cell)) == cell
    west, south, east, north = square.box
    assert west < AT[0] < east
    assert south < AT[1] < north


def test_a_village_downwind_is_told_first_and_one_upwind_not_at_all():
    result = told(FIRE, place("village", 800), place("village", 300), place("village", -900), place("shelter", -900))
    table, shelters = result.tables
    assert [row[0] for row in table.rows] == ["village 300", "village 800"]
    assert table.rows[0][2] < table.rows[1][2]
    assert shelters.rows == (("shelter -900", "0%"),)
    assert result.headline.values["count"] == 2
    assert result.level == 4
    assert result.advice[0].text.values == {"place": "village 300"}


def test_persons_where_the_fire_may_come_are_counted_and_not_named():
    result = told(FIRE, place("household", 100, persons=4), place("household", -3000, persons=9))
    persons = result.figures[0]
    assert (persons.low, persons.best, persons.high) == (4, 4, 4)
    assert result.tables[0].rows == ()


def test_the_areas_lie_in_each_other_and_say_what_they_mean():
    layer = told().layers[0]
    assert [each["properties"]["level"] for each in layer.geojson["features"]] == [1, 2, 3, 4]
    assert [level for level, _ in layer.legend] == [1, 2, 3, 4]
    assert {each["geometry"]["type"] for each in layer.geojson["features"]} <= {"Polygon", "MultiPolygon"}


def test_a_line_of_barriers_holds_the_fire():
    square = square_of(FIRE)
    east = square.point(square.half, square.half + 20)[0]
    north, south = square.point(-1, 0)[1], square.point(square.size, 0)[1]
    held = told(replace(FIRE, barriers=(((east, north), (east, south)),)), place("village", 2000))
    assert held.headline.values["count"] == 0


def test_a_line_is_reached_where_the_fire_comes_to_it_first():
    def corner(east_m, north_m):
        at = place("", east_m, north_m)
        return at.longitude, at.latitude

    parts = ((corner(300, -4000), corner(300, 4000)), (corner(9000, 0), corner(9000, 50)))
    far = ((corner(-900, -300), corner(-900, 300)),)
    lines = [replace(place("line", east), parts=each) for east, each in ((300, parts), (-900, far))]
    result = told(FIRE, place("village", 300), place("village", 800), *lines)
    rows = {row[0]: row for row in result.tables[0].rows}
    assert list(rows) == ["line 300", "village 300", "village 800"]
    assert rows["line 300"][2] <= rows["village 300"][2]
    assert result.advice[0].text.text.startswith("Tell who runs")
    drawn = next(layer for layer in result.layers if layer.key == "lines")
    assert [each["properties"]["name"] for each in drawn.geojson["features"]] == ["line 300"]
    assert len(result.layers[-1].geojson["features"]) == 2


@pytest.mark.parametrize(
    ("fire", "hour", "count"),
    [
        (FIRE, None, 2),
        (FIRE, 18, 2),
        (FIRE, 19, 3),
        (FIRE, 5, 3),
        (FIRE, 6, 2),
        (replace(FIRE, wind_ms=7.9), None, 2),
        (replace(FIRE, wind_ms=8.0), None, 3),
        (replace(FIRE, wind_ms=10.8), None, 4),
        (replace(FIRE, slope_deg=25.0), None, 3),
        (replace(FIRE, slope_deg=35.0), None, 4),
        (replace(FIRE, temperature_c=35.0), None, 3),
    ],
)
def test_crews_are_warned_from_the_borders_of_the_table_on(fire, hour, count):
    found = crew_advice(fire, hour=hour, has_hotspots=False, rules=load_table("anlan.analysis", "crew"))
    assert len(list(found)) == count


def test_flames_and_the_distance_to_keep_are_told_where_the_model_knows_them():
    grass = replace(FIRE, family="rothermel", fuel="tall_grass", hours=1)
    assert len(told(grass, has_hotspots=True).figures) == 4
    assert len(told(has_hotspots=True).figures) == 2


def test_heights_are_taken_around_the_fire_and_give_its_slope():
    values = np.repeat(np.arange(100.0)[:, None] * 20, 100, axis=1)
    square = Square(centre=AT, cell_m=40.0, half=5)
    heights = sampled(values, (50, 50), 20.0, square)
    assert heights.shape == (11, 11)
    assert heights[:, 0].tolist() == [1000.0 + 40 * step for step in range(-5, 6)]
    assert sampled(values, (0, 0), 20.0, square)[0, 0] == 0.0
    assert slope_at(values, (50, 50), 20.0) == 42.0
    assert slope_at(values / 2, (50, 50), 20.0) == pytest.approx(np.degrees(np.arctan(0.5)))


def test_what_burns_already_burns_on_a_barrier_too():
    square = square_of(FIRE)
    ground = ground_of(replace(FIRE, barriers=((AT, (AT[0] + 0.01, AT[1])),)), square)
    assert ground.fuel[lit_of(FIRE, square)[0]] == 0
    assert (ground.fuel < 0).sum() > 10


def test_an_outline_is_that_of_its_cells():
    mask = np.zeros((11, 11), bool)
    mask[5, 4:7] = True
    square = Square(centre=AT, cell_m=100.0, half=5)
    assert outline(mask, square)["type"] == "Polygon"


def test_hot_spots_and_barriers_are_read():
    assert hotspots("latitude,longitude,frp\n28.5,102.2,12\n28.51,102.21,3\n") == ((102.2, 28.5), (102.21, 28.51))
    assert hotspots(" ") == ()
    line = '{"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[102, 28], [103, 28]]}}'
    assert barriers(line) == (((102.0, 28.0), (103.0, 28.0)),)
    assert barriers("") == ()


@pytest.mark.parametrize(
    "text", ["a,b\n1,2", "latitude,longitude\nx,2", "latitude,longitude\n102,28", "latitude,longitude\n28,102\n29,102"]
)
def test_hot_spots_that_are_none_are_refused(text):
    with pytest.raises(errors.HotspotsUnreadable):
        hotspots(text)


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"type": "Point", "coordinates": [1, 2]}', '{"type": "FeatureCollection", "features": []}']
)
def test_barriers_that_are_no_lines_are_refused(text):
    with pytest.raises(errors.BarriersUnreadable):
        barriers(text)


@pytest.mark.parametrize(("fuel", "count"), [("tall_grass", 1), ("short_grass", 0)])
def test_a_fuel_that_was_confirmed_nowhere_says_so(fuel, count):
    result = told(replace(FIRE, family="rothermel", fuel=fuel, hours=1))
    assert sum(each.text.startswith("The numbers of this fuel") for each in result.trust) == count
