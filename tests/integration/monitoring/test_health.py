"""How well stations report: shares, delays, gaps, batteries; and the station's page that shows it."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import client_with
from tests.factories.alarms import an_alarm
from tests.factories.monitoring import YIHAI, arrival, build_station, rain
from tests.factories.places import build_divisions

from anlan.kernel.errors import NotFound
from anlan.monitoring import api
from anlan.monitoring.models import LatestValue, Series
from anlan.monitoring.services.ingesting import Intake
from anlan.monitoring.services.months import make_months
from anlan.monitoring.services.rolling import _make_year

WHOLE = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)
NOW = WHOLE + timedelta(minutes=20)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at(NOW)
    build_divisions()


def hours(series: Series, counts: list[int], *, until: datetime = WHOLE) -> None:
    """Write hourly values that end at ``until``; 0 leaves the hour out."""
    _make_year(until.year)
    begin = until - len(counts) * HOUR
    with connection.cursor() as cursor:
        for number, count in enumerate(counts):
            if count:
                values = [series.id, begin + number * HOUR, count]
                cursor.execute(
                    "insert into monitoring_hourvalue (series_id, start, total, least, greatest, last, count)"
                    " values (%s, %s, 0, 0, 0, 0, %s)",
                    values,
                )


def readings(series: Series, minutes_ago: list[float], *, delay: float = 2.0, quality: int = 0) -> None:
    times = [NOW - each * MINUTE for each in minutes_ago]
    make_months(np.array([round(each.timestamp() * 1e6) for each in times], np.int64))
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into monitoring_reading (series_id, time, value, quality, received) values (%s, %s, 1, %s, %s)",
            [(series.id, time, quality, time + timedelta(seconds=delay)) for time in times],
        )
    defaults = {"time": max(times), "value": 1.0, "received": max(times)}
    LatestValue.objects.update_or_create(series=series, defaults=defaults)


def series_of(code: str, quantity: str = "rain", *, period: float | None = None, **more) -> Series:
    station = build_station(code, quantities=(quantity,), **more)
    Series.objects.filter(station=station).update(period_minutes=period)
    return Series.objects.get(station=station)


def health_of(series: Series, actor, span: str = "24h"):
    return api.station_health(actor, series.station_id, span=span, now=NOW)[0]


@pytest.mark.parametrize(
    ("counts", "share"),
    [([12] * 24, 1.0), ([12] * 12 + [0] * 12, 0.5), ([24] * 12 + [0] * 12, 0.5), ([6] * 24, 0.5), ([13] * 24, 1.0)],
)
def test_twice_as_much_in_one_hour_does_not_make_up_for_another(counts, share, actor_with):
    series = series_of("A", period=5)
    hours(series, [12], until=WHOLE - 240 * HOUR)
    hours(series, counts)
    assert health_of(series, actor_with("duty_officer")).online == pytest.approx(share)


def test_nothing_is_expected_of_a_series_before_its_first_reading(actor_with):
    series = series_of("A", period=60)
    assert health_of(series, actor_with("duty_officer")).online is None
    hours(series, [1] * 6)
    found = health_of(series, actor_with("duty_officer"), "7d")
    assert (found.online, found.expected, found.came) == (1.0, 6, 6)


def test_a_slow_series_is_measured_by_its_own_period(actor_with):
    series = series_of("A", period=1440)
    hours(series, [1] + [0] * 167)
    assert health_of(series, actor_with("duty_officer"), "7d").online == pytest.approx(1 / 7)


def test_delays_are_told_by_half_and_by_the_latest_in_twenty(actor_with):
    series = series_of("A", period=5)
    readings(series, [5 * each for each in range(1, 11)], delay=2)
    readings(series, [5 * each for each in range(11, 21)], delay=40, quality=1)
    found = health_of(series, actor_with("duty_officer")).flow
    assert (found.median, found.late, found.flagged) == (21.0, 40.0, 10)


def test_gaps_begin_with_one_missing_reading_and_the_last_may_still_last(actor_with):
    series = series_of("A", period=10)
    readings(series, [200, 190, 180, 120, 110, 96, 86, 80.5])
    found = health_of(series, actor_with("duty_officer")).gaps
    lengths = [(gap.length / MINUTE, gap.is_open) for gap in found]
    assert lengths == [(80.5, True), (60.0, False)]


@pytest.mark.parametrize(("step", "gaps"), [(14, 0), (15, 0), (16, 1)])
def test_a_gap_is_more_than_one_and_a_half_periods(step, gaps, actor_with):
    series = series_of("A", period=10)
    readings(series, [2 + step, 2])
    assert len(health_of(series, actor_with("duty_officer")).gaps) == gaps


@pytest.mark.parametrize(("value", "low"), [(11.4, True), (11.5, False), (11.6, False)])
def test_a_battery_below_its_limit_is_low(value, low, actor_with):
    series = series_of("A", "battery")
    LatestValue.objects.create(series=series, time=NOW, value=value, received=NOW)
    assert health_of(series, actor_with("duty_officer")).is_low is low
    (row,) = api.health_rows(actor_with("duty_officer"), api.HealthFilter(state="low" if low else ""), now=NOW)
    assert (row.battery, row.is_low) == (value, low)


def test_a_series_own_limit_comes_before_the_common_one(actor_with):
    series = series_of("A", "battery")
    LatestValue.objects.create(series=series, time=NOW, value=3.6, received=NOW)
    Series.objects.update(marks={"low_limit": 3.3})
    assert not health_of(series, actor_with("duty_officer")).is_low


@pytest.mark.parametrize(
    ("share", "grade"), [(0.79, "bad"), (0.8, "weak"), (0.94, "weak"), (0.95, "good"), (1.0, "good"), (None, "unknown")]
)
def test_shares_are_graded(share, grade):
    assert api.grade_of(share) == grade


def test_the_worst_stand_first_and_filters_hold(actor_with):
    officer = actor_with("duty_officer", "5134")
    for code, count, kind in (("GOOD", 24, "rain_gauge"), ("BAD", 4, "rain_gauge"), ("WEAK", 20, "level_gauge")):
        series = series_of(code, period=60, kind=kind)
        hours(series, [1], until=WHOLE - 48 * HOUR)
        hours(series, [1] * count + [0] * (24 - count))
        readings(series, [5])
    series_of("NEVER", kind="landslide")

    def codes(**wanted):
        return [row.code for row in api.health_rows(officer, api.HealthFilter(**wanted), now=NOW)]

    assert codes() == ["BAD", "WEAK", "GOOD", "NEVER"]
    assert codes(sort="-online") == ["GOOD", "WEAK", "BAD", "NEVER"]
    assert codes(state="bad") == ["BAD"]
    assert codes(state="never_heard") == ["NEVER"]
    assert codes(kind="level_gauge") == ["WEAK"]
    assert codes(hazard="geology") == ["NEVER"]
    assert codes(text="goo") == ["GOOD"]
    assert codes(region="513401") == []
    assert api.health_rows(actor_with("duty_officer", "513401"), api.HealthFilter(), now=NOW) == ()


def questions_of(client) -> int:
    """Count what the list asks, but for what is remembered for a while."""
    with CaptureQueriesContext(connection) as asked:
        client.get("/stations/health/")
    remembered = ("support_clocksetting", 'MAX("places_')
    return sum(not any(each in query["sql"] for each in remembered) for query in asked.captured_queries)


def test_the_list_of_health_shows_rows_files_and_asks_as_much_for_many_as_for_few():
    client = client_with("duty_officer", "5134")
    for number in range(3):
        readings(series_of(f"A{number}", period=5), [5, 10, 30])
    page = client.get("/stations/health/?span=7d&sort=name").content.decode()
    assert "A0" in page
    few = questions_of(client)
    for number in range(3, 12):
        readings(series_of(f"A{number}", period=5), [5, 10, 30])
    assert questions_of(client) == few
    lines = client.get("/stations/health/?format=csv").getvalue().decode().splitlines()
    assert len(lines) == 13


def test_the_panel_of_a_station_is_for_who_may_see_it():
    series = series_of("A", period=5)
    readings(series, [5, 10, 60])
    page = client_with("duty_officer", "5134").get(f"/stations/{series.station_id}/health/?span=7d")
    assert "最长中断" in page.content.decode()
    elsewhere = client_with("township_officer", "513401001")
    assert elsewhere.get(f"/stations/{series.station_id}/health/").status_code == 404


def test_the_conditions_of_a_series_name_threshold_value_and_share(actor_with):
    station = build_station()
    Intake().take([arrival(rain(NOW - HOUR, [3.0] * 12))], now=NOW)
    found = api.standings(actor_with("duty_officer"), station.series.get().id, now=NOW)
    one_hour = [each for each in found if each.rule == "flash_flood" and each.window_minutes == 60]
    assert [each.level for each in one_hour] == sorted(each.level for each in one_hour)
    assert {each.value for each in one_hour} == {36.0}
    assert all(each.share == pytest.approx(36.0 / each.threshold) for each in one_hour)
    assert all(each.is_met == (each.threshold <= 36.0) for each in one_hour)
    with pytest.raises(NotFound):
        api.standings(actor_with("township_officer", "513401001"), station.series.get().id, now=NOW)


def test_a_level_gauge_has_its_own_marks_as_lines(actor_with):
    station = build_station("L", kind="level_gauge", quantities=("level",), warning_level=588.4, guarantee_level=590.0)
    found = api.standings(actor_with("duty_officer"), station.series.get().id, now=NOW)
    values = {each.threshold for each in found if each.rule == "water_level" and not each.window_minutes}
    assert values == {588.4, 590.0}


@pytest.mark.parametrize("period", ["24h", "3d", "7d", "30d", "1y", "10y", "nonsense"])
def test_a_station_is_shown_over_any_period_and_beside_others(period):
    here = build_station("A", name="彝海站")
    build_station("B", name="第二站")
    for code in ("A", "B"):
        Intake().take([arrival(rain(NOW - 2 * HOUR, [1.0] * 24, station=code))], now=NOW)
    client = client_with("duty_officer", "5134")
    page = client.get(f"/stations/{here.id}/?period={period}&beside=B,nobody&find=第二").content.decode()
    assert '"name": "\\u7b2c\\u4e8c\\u7ad9"' in page
    assert client.get(f"/stations/{here.id}/?period={period}&format=csv").status_code == 200


def test_a_station_elsewhere_is_not_compared_with():
    here = build_station("A")
    build_station("B", region="513401001", name="Faraway")
    client = client_with("township_officer", YIHAI)
    assert "Faraway" not in client.get(f"/stations/{here.id}/?beside=B&find=way").content.decode()


def test_a_station_that_was_never_heard_or_measures_nothing_says_so():
    client = client_with("duty_officer", "5134")
    silent = build_station("A")
    bare = build_station("B", quantities=())
    assert "从未收到过数据" in client.get(f"/stations/{silent.id}/").content.decode()
    assert client.get(f"/stations/{bare.id}/").status_code == 200


def test_the_alarms_of_a_station_are_shown_to_who_may_see_them():
    station = build_station()
    an_alarm(station_id=str(station.id), region=YIHAI)
    path = f"/alarms/panels/station/{station.id}/"
    assert "/alarms/" in client_with("duty_officer", "5134").get(path).content.decode()
    assert "此处从未报警" in client_with("duty_officer", "513401").get(path).content.decode()
