"""Hours and days: whatever comes late, whenever they are rolled up, they say what the readings say."""

from datetime import UTC, datetime, timedelta
from statistics import fmean

import numpy as np
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.factories.monitoring import build_station

from anlan.kernel.actors import SYSTEM
from anlan.kernel.clock import CHINA
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.models import DayValue, HourValue, LatestValue, RawHorizon, Reading, RollMark
from anlan.monitoring.selectors.rolled import Rolled, begun, rolled, series_by
from anlan.monitoring.services import storing
from anlan.monitoring.services.marking import BUCKET, unroll
from anlan.monitoring.services.rolling import roll_backlog, roll_up

MIDNIGHT = datetime(2020, 6, 26, 0, 0, tzinfo=CHINA)
END = MIDNIGHT + timedelta(days=4)
MINUTES = 4 * 1440

pytestmark = pytest.mark.django_db


@pytest.fixture
def series() -> int:
    made = build_station().series.get(quantity="rain").id
    forget_everything()
    return made


def forget_everything() -> None:
    with connection.cursor() as cursor:
        cursor.execute("truncate monitoring_reading, monitoring_rollmark, monitoring_hourvalue, monitoring_dayvalue")
        cursor.execute("delete from monitoring_latestvalue")


def store(series: int, *pairs: tuple[int, float]) -> None:
    """Store values at minutes after the first midnight."""
    minutes, values = zip(*pairs, strict=True)
    times = round(MIDNIGHT.timestamp()) * 1_000_000 + np.array(minutes, dtype=np.int64) * 60_000_000
    storing.store(Readings(np.full(len(pairs), series, dtype=np.int32), times, np.array(values, dtype=np.float64)))


def tick(minutes: int) -> None:
    roll_up(actor=SYSTEM, now=MIDNIGHT + timedelta(minutes=minutes))


def hours(series: int) -> tuple[Rolled, ...]:
    return series_by("hour", series, "rain", (MIDNIGHT, END))


def days(series: int) -> tuple[Rolled, ...]:
    return series_by("day", series, "rain", (MIDNIGHT, END))


def told(series: int, step: str) -> list[Rolled]:
    """Return what the readings themselves say."""
    found: dict[datetime, list[float]] = {}
    for time, value in Reading.objects.filter(series_id=series).order_by("time").values_list("time", "value"):
        found.setdefault(begun(time - timedelta(microseconds=1), step), []).append(value)
    return [
        Rolled(start, pytest.approx(sum(values)), min(values), max(values), values[-1], len(values))
        for start, values in sorted(found.items())
    ]


acts = some.one_of(
    some.lists(some.tuples(some.integers(1, MINUTES), some.integers(0, 500).map(lambda n: n / 10)), min_size=1),
    some.integers(0, MINUTES + 2 * 1440),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=some.lists(acts, max_size=8))
def test_in_any_order_of_late_readings_and_roll_ups_the_answer_is_what_the_readings_say(series, acts):
    forget_everything()
    for act in acts:
        tick(act) if isinstance(act, int) else store(series, *act)
        assert (list(hours(series)), list(days(series))) == (told(series, "hour"), told(series, "day"))
    tick(MINUTES + 2 * 1440)
    assert not RollMark.objects.exists()
    assert HourValue.objects.count() == len(told(series, "hour"))
    assert (list(hours(series)), list(days(series))) == (told(series, "hour"), told(series, "day"))


def test_an_hour_and_a_day_have_sum_least_greatest_mean_last_and_count(series):
    store(series, (60, 0.5), (61, 2.0), (90, 1.0), (120, 3.0))
    tick(3 * 1440)
    [first, second] = hours(series)
    assert first == Rolled(MIDNIGHT, 0.5, 0.5, 0.5, 0.5, 1)
    assert second == Rolled(MIDNIGHT + timedelta(hours=1), 6.0, 1.0, 3.0, 3.0, 3)
    assert second.mean == fmean([2.0, 1.0, 3.0])
    assert days(series) == (Rolled(MIDNIGHT, 6.5, 0.5, 3.0, 3.0, 4),)
    assert (HourValue.objects.count(), DayValue.objects.count()) == (2, 1)


def test_an_hour_is_rolled_up_when_it_is_over_and_a_day_likewise(series):
    store(series, (30, 1.0))
    tick(61)
    assert (HourValue.objects.count(), roll_backlog(MIDNIGHT + timedelta(minutes=62))) == (0, 1)
    tick(62)
    assert (HourValue.objects.count(), DayValue.objects.count()) == (1, 0)
    tick(1442)
    assert (DayValue.objects.count(), roll_backlog(END)) == (1, 0)


def test_a_mark_set_again_while_the_hour_is_rolled_up_stays(series):
    store(series, (30, 1.0))
    RollMark.objects.update(writer=1)
    store(series, (40, 1.0))  # another writer's mark on the same hour
    tick(1440)
    assert list(RollMark.objects.values_list("step", flat=True)) == ["day"]
    store(series, (50, 1.0))
    assert hours(series)[0].count == 3
    assert sorted(RollMark.objects.values_list("step", flat=True)) == ["day", "hour"]


def test_the_roll_up_writes_the_newest_value_that_a_killed_intake_left_out(series):
    store(series, (30, 1.0), (40, 4.0))
    LatestValue.objects.update(time=MIDNIGHT, value=0.0)
    tick(1440)
    assert LatestValue.objects.values_list("time", "value").get() == (MIDNIGHT + timedelta(minutes=40), 4.0)


def test_deleted_readings_leave_nothing_in_hours_and_days(series):
    store(series, (30, 1.0), (90, 2.0))
    tick(3 * 1440)
    times = round(MIDNIGHT.timestamp()) * 1_000_000 + np.array([30 * 60_000_000])
    Reading.objects.filter(time__lte=MIDNIGHT + timedelta(hours=1)).delete()
    unroll(np.array([series], dtype=np.int32), times)
    for _ in range(2):
        assert [each.total for each in hours(series)] == [2.0]
        assert [each.total for each in days(series)] == [2.0]
        tick(3 * 1440)
    assert HourValue.objects.count() == 1


def test_where_the_readings_are_gone_the_hours_keep_what_they_have(series):
    store(series, (30, 1.0), (40, 2.0))
    tick(3 * 1440)
    RawHorizon.objects.create(quantity="rain", kept_since=MIDNIGHT + timedelta(days=3))
    Reading.objects.all().delete()
    store(series, (50, 9.0), (90, 4.0))  # an hour that is known, and one that is not
    for _ in range(2):
        assert [each.total for each in hours(series)] == [3.0, 4.0]
        assert [each.total for each in days(series)] == [7.0]
        tick(4 * 1440)


def test_days_are_chinas_and_the_range_takes_every_step_it_touches(series):
    store(series, (1440, 1.0), (1441, 2.0))
    assert [each.start for each in days(series)] == [MIDNIGHT, MIDNIGHT + timedelta(days=1)]
    noon = MIDNIGHT + timedelta(hours=36)
    assert [each.total for each in series_by("day", series, "rain", (noon, noon + timedelta(hours=1)))] == [2.0]
    assert series_by("hour", series, "rain", (noon, noon + timedelta(hours=1))) == ()


def test_one_asks_for_hours_or_days_of_what_one_may_see(series, actor_with):
    store(series, (30, 1.0))
    own, other = actor_with("duty_officer", "5134"), actor_with("duty_officer", "5101")
    assert [each.total for each in rolled(own, series, MIDNIGHT, END)] == [1.0]
    with pytest.raises(NotFound):
        rolled(other, series, MIDNIGHT, END, step="day")
    for span, step in (((MIDNIGHT, END), "week"), ((END, MIDNIGHT), "hour")):
        with pytest.raises(InvalidValue):
            rolled(own, series, *span, step=step)


def test_a_bucket_has_the_series_that_its_marks_name(series):
    store(series, (30, 1.0))
    assert RollMark.objects.get().bucket == series // BUCKET
    assert RollMark.objects.get().start == MIDNIGHT.astimezone(UTC)
