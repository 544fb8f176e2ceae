"""What parts, maps and charts show, worked out without a template."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from anlan.kernel.actors import Actor, Grant
from anlan.kernel.levels import Level
from anlan.web import parts, status
from anlan.web.charts import ChartConfig, Series, Threshold
from anlan.web.forms import MomentField
from anlan.web.maps import Icons, Layer, MapConfig

NOW = datetime(2020, 6, 26, 19, 53, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "level"),
    [
        (Level.RED, Level.RED),
        (3, Level.ORANGE),
        ("yellow", Level.YELLOW),
        ("", Level.NONE),
        (None, Level.NONE),
        (9, Level.NONE),
    ],
)
def test_a_level_is_read_from_itself_its_number_or_its_colour(value, level):
    assert parts.level_of(value) is level


def test_no_age_is_told_of_what_another_clock_wrote_more_than_a_year_ahead():
    assert parts.age_of(NOW + timedelta(days=366), NOW) != ""
    assert parts.age_of(NOW + timedelta(days=366, seconds=1), NOW) == ""


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (59, "刚刚"),
        (60, "1 分钟前"),
        (3599, "59 分钟前"),
        (3600, "1 小时前"),
        (86399, "23 小时前"),
        (86400, "1 天前"),
        (-59, "刚刚"),
        (-60, "1 分钟后"),
    ],
)
def test_an_age_changes_its_unit_at_a_minute_an_hour_and_a_day(seconds, said):
    assert parts.age_of(NOW - timedelta(seconds=seconds), NOW) == said


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=5), "00:00:05"),
        (timedelta(hours=23, minutes=59, seconds=59), "23:59:59"),
        (timedelta(days=1), "1 天 00:00"),
        (-timedelta(minutes=12, seconds=4), "00:12:04"),
    ],
)
def test_a_span_is_written_as_a_clock_and_from_a_day_on_with_days(length, said):
    assert parts.span(length) == said


def test_another_year_is_written_out():
    assert parts.written(datetime(2019, 6, 26, 19, 30, tzinfo=UTC), NOW) == "2019-06-27 03:30"
    assert parts.written(datetime(2020, 6, 26, 19, 30, tzinfo=UTC), NOW) == "06-27 03:30"


@pytest.mark.parametrize(
    ("value", "said"), [(8220, "8,220"), (Decimal("92.5"), "92.5"), (None, "—"), ("", "—"), (0, "0"), ("G248", "G248")]
)
def test_a_number_is_grouped_and_a_missing_one_is_a_dash(value, said):
    assert parts.figure_text(value) == said


def test_two_texts_are_compared_letter_by_letter():
    found = parts.compared("标题", "橙色预警", "红色预警")
    assert [(piece.kind, piece.text) for piece in found.before] == [("gone", "橙"), ("same", "色预警")]
    assert [(piece.kind, piece.text) for piece in found.after] == [("new", "红"), ("same", "色预警")]
    assert found.is_changed
    assert not parts.compared("标题", "同", "同").is_changed


def test_a_map_hands_over_only_what_was_said():
    icons = Icons(property="kind", names={"rain": "cloud-rain"}, words={"rain": "雨量站"})
    layers = (Layer(id="stations", kind="point", icon=icons, tiles="/t/{z}/{x}/{y}", count=0, is_visible=False),)
    found = MapConfig(layers=layers, bounds=(100.0, 26.0, 104.0, 29.0)).as_json()
    assert found["bounds"] == [[100.0, 26.0], [104.0, 29.0]]
    (layer,) = found["layers"]
    assert layer["isVisible"] is False
    assert layer["icon"]["words"] == {"rain": "雨量站"}
    assert "url" not in layer
    assert "zoom" not in found


def test_a_chart_hands_over_milliseconds_and_gaps():
    points = ((NOW, Decimal("1.5")), (NOW + timedelta(hours=1), None))
    found = ChartConfig(
        title="雨量",
        series=(Series(name="雨量", unit="mm", kind="bar", points=points),),
        thresholds=(Threshold(label="立即转移", value=90, level=Level.RED),),
    ).as_json()
    assert found["series"][0]["points"] == [[1593201180000, 1.5], [1593204780000, None]]
    assert found["thresholds"] == [{"label": "立即转移", "value": 90.0, "level": "red", "second": False}]


def test_a_time_is_read_as_china_time():
    assert MomentField().clean("2020-06-27 03:53") == NOW
    assert MomentField().clean("2020-06-27T03:53") == NOW


def test_a_stranger_hears_nothing_on_the_status_line(monkeypatch):
    asked = []
    monkeypatch.setattr(status, "_questions", {})
    status.register("test", lambda actor, now: asked.append(actor) or ())
    assert status.status_items(Actor(id="x", name="x"), NOW) == ()
    assert asked == []
    status.status_items(Actor(id="x", name="x", grants=(Grant("duty_officer", "51"),)), NOW)
    assert len(asked) == 1
