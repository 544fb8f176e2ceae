"""Special trades: bounds, levels at their borders, the merging rule of tailings ponds, the explained score."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anlan.kernel.levels import Level
from anlan.major_hazards import words
from anlan.major_hazards.domain.scoring import Counted, Point, SensorNow, assess, colour_of, merged
from anlan.major_hazards.domain.trades import are_in_order, bounds_of, level_of
from anlan.major_hazards.selectors.trades import score_table, trade_kinds

BLUE, YELLOW, ORANGE, RED, NONE = Level.BLUE, Level.YELLOW, Level.ORANGE, Level.RED, Level.NONE
TABLE = score_table()
STEPS = TABLE["merging"]


def sensor(level, item="displacement", value=1.0):
    return SensorNow(item=item, label="x", station="S1", value=value, unit="mm", level=level, bound=1.0)


@pytest.mark.parametrize(
    ("kind", "item", "value", "level"),
    [
        ("coal_mine", "methane_face", 0.99, NONE),
        ("coal_mine", "methane_face", 1.0, ORANGE),
        ("coal_mine", "methane_face", 1.49, ORANGE),
        ("coal_mine", "methane_face", 1.5, RED),
        ("coal_mine", "methane_intake", 0.49, NONE),
        ("coal_mine", "methane_intake", 0.5, RED),
        ("coal_mine", "methane_drainage", 2.5, RED),
        ("dust", "combustible", 24.9, NONE),
        ("dust", "combustible", 25, ORANGE),
        ("dust", "combustible", 50, RED),
        ("cold_store", "ammonia", 20, ORANGE),
        ("cold_store", "ammonia", 40, RED),
        ("confined_space", "oxygen", 19.5, NONE),
        ("confined_space", "oxygen", 19.4, RED),
    ],
)
def test_a_level_begins_at_its_bound(kind, item, value, level):
    found = trade_kinds()[kind].item(item)
    assert level_of(value, bounds_of(found, {}, {}), rises=found.rises) is level


@pytest.mark.parametrize(("depth", "level"), [(6.6, NONE), (6.59, ORANGE), (6.0, ORANGE), (5.99, RED)])
def test_the_phreatic_line_is_orange_below_one_and_a_tenth_of_the_least_depth(depth, level):
    item = trade_kinds()["tailings"].item("phreatic")
    assert level_of(depth, bounds_of(item, {"phreatic_least": "6"}, {}), rises=False) is level
    assert bounds_of(item, {}, {}) == {}


@pytest.mark.parametrize(("grade", "least"), [("1", 150), ("2", 100), ("3", 70), ("4", 50), ("5", 40)])
def test_the_dry_beach_follows_the_grade_of_the_dam(grade, least):
    item = trade_kinds()["tailings"].item("dry_beach")
    bounds = bounds_of(item, {"grade": grade}, {})
    assert (level_of(least, bounds, rises=False), level_of(least - 0.1, bounds, rises=False)) == (NONE, RED)


def test_a_sensor_s_own_limits_go_before_the_table_s():
    item = trade_kinds()["coal_mine"].item("methane_face")
    assert bounds_of(item, {}, {"orange": 0.8}) == {"orange": 0.8, "red": 1.5}


@pytest.mark.parametrize(
    ("bounds", "rises", "is_right"),
    [
        ({"yellow": 1, "orange": 2, "red": 3}, True, True),
        ({"yellow": 1, "red": 1}, True, False),
        ({"orange": 3, "red": 2}, True, False),
        ({"orange": 3, "red": 2}, False, True),
        ({}, True, True),
    ],
)
def test_limits_lead_to_the_worse(bounds, rises, is_right):
    assert are_in_order(bounds, rises=rises) is is_right


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        ([], NONE),
        ([BLUE] * 3, BLUE),
        ([BLUE] * 4, YELLOW),
        ([YELLOW] * 2, YELLOW),
        ([YELLOW] * 3, ORANGE),
        ([ORANGE], ORANGE),
        ([ORANGE] * 2, RED),
        ([BLUE] * 4 + [YELLOW] * 2, ORANGE),
        ([BLUE] * 11, YELLOW),
        ([BLUE] * 12, ORANGE),
        ([BLUE] * 24, RED),
        ([YELLOW] * 5, ORANGE),
        ([YELLOW] * 3 + [ORANGE], RED),
        ([RED, BLUE], RED),
    ],
)
def test_points_of_a_pond_merge_by_the_standard(levels, level):
    assert merged(levels, STEPS) is level


@pytest.mark.parametrize(
    ("score", "level"), [(0, BLUE), (19, BLUE), (20, YELLOW), (39, YELLOW), (40, ORANGE), (59, ORANGE), (60, RED)]
)
def test_a_sum_has_a_colour_from_its_bound_on(score, level):
    assert colour_of(score, TABLE["colours"]) is level


def test_one_red_sensor_makes_a_site_red_and_is_named():
    found = assess((sensor(RED),), Counted(), TABLE, merges=False)
    assert (found.level, found.score) == (RED, 60)
    assert [(point.code, point.points) for point in found.points] == [("sensor", 60)]


def test_sensors_of_a_pond_have_points_as_they_merge_and_each_is_still_named():
    found = assess((sensor(BLUE),) * 4, Counted(), TABLE, merges=True)
    assert (found.level, found.score) == (YELLOW, 20)
    assert [point.code for point in found.points] == ["merged", "sensor", "sensor", "sensor", "sensor"]
    several = tuple(sensor(BLUE, item=f"item {number}") for number in range(4))
    assert assess(several, Counted(), TABLE, merges=True).level is YELLOW


def test_a_silent_sensor_counts_and_has_no_level():
    found = assess((sensor(NONE, value=None),), Counted(), TABLE, merges=True)
    assert found.points == (Point("silent", 10, {"label": "x", "station": "S1"}),)


def test_every_cause_is_named_with_its_count_and_the_most_it_may_add():
    counted = Counted(major=3, overdue=1, ordinary=9, certificates=4, unit_dues=1, duties=40, uninspected=1)
    found = assess((), counted, TABLE, merges=False)
    assert {point.code: (point.points, point.data["count"]) for point in found.points} == {
        "major": (80, 3),
        "overdue": (15, 1),
        "ordinary": (15, 9),
        "certificates": (24, 4),
        "unit_dues": (15, 1),
        "duties": (15, 40),
        "uninspected": (10, 1),
    }
    assert found.level is RED


COUNTS = st.builds(Counted, **{name: st.integers(0, 5) for name in Counted.__dataclass_fields__})
SENSORS = st.lists(st.sampled_from([BLUE, YELLOW, ORANGE, RED, NONE]).map(sensor), max_size=8)


@settings(deadline=None)
@given(SENSORS, COUNTS, st.booleans())
def test_the_points_add_up_to_the_score_and_each_has_its_words(sensors, counted, merges):
    found = assess(tuple(sensors), counted, TABLE, merges=merges)
    assert sum(point.points for point in found.points) == found.score
    for point in found.points:
        told = {"code": point.code, "points": point.points, "data": dict(point.data)}
        assert words.point_told(told)
        assert words.point_source(told)


@settings(deadline=None)
@given(SENSORS, st.sampled_from([BLUE, YELLOW, ORANGE, RED]), st.booleans())
def test_another_alarming_sensor_never_makes_a_site_safer(sensors, added, merges):
    before = assess(tuple(sensors), Counted(), TABLE, merges=merges)
    after = assess((*sensors, sensor(added)), Counted(), TABLE, merges=merges)
    assert after.level >= before.level


def test_every_kind_has_fields_and_items_and_a_source():
    assert list(trade_kinds()) == [
        "coal_mine",
        "metal_mine",
        "tailings",
        "fireworks",
        "dust",
        "cold_store",
        "confined_space",
    ]
    for kind in trade_kinds().values():
        assert kind.fields
        assert kind.items
        assert kind.source
        assert len({item.key for item in kind.items}) == len(kind.items)
