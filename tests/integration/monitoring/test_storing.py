"""Readings in their table: each once, whoever writes, with the newest of every series."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.db import transaction
from django.db.models import Max
from tests.factories.monitoring import build_station

from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.models import LatestValue, Reading, RollMark
from anlan.monitoring.services import storing
from anlan.monitoring.services.marking import BUCKET
from anlan.monitoring.services.newest import Newest

START = datetime(2020, 6, 26, 10, 0, tzinfo=UTC)
MINUTE = 60_000_000
NOON = round(START.timestamp()) * 1_000_000

pytestmark = pytest.mark.django_db


def readings(series: int, *pairs: tuple[int, float]) -> Readings:
    minutes, values = zip(*pairs, strict=True)
    times = NOON + np.array(minutes, dtype=np.int64) * MINUTE
    return Readings(np.full(len(pairs), series, dtype=np.int32), times, np.array(values, dtype=np.float64))


def gauge() -> int:
    return build_station().series.get(quantity="rain").id


def stored() -> list[float]:
    return list(Reading.objects.order_by("time").values_list("value", flat=True))


def latest() -> tuple[datetime, float]:
    return LatestValue.objects.values_list("time", "value").get()


def test_of_one_moment_in_a_batch_the_first_counts_and_another_value_contradicts():
    is_new, contradicting = storing.Store().add(readings(gauge(), (2, 2.0), (1, 1.0), (2, 2.0), (2, 9.0)))
    assert (is_new.tolist(), contradicting) == ([True, True, False, False], [3])
    assert stored() == [1.0, 2.0]


def test_what_another_writer_has_stored_meanwhile_is_stored_once_and_its_newest_value_stays():
    series = gauge()
    mine = storing.Store()
    mine.add(readings(series, (1, 1.0)))
    storing.store(readings(series, (2, 2.0), (3, 3.0)))
    is_new, contradicting = mine.add(readings(series, (2, 2.0), (3, 7.0)))
    assert (is_new.tolist(), contradicting) == ([False, False], [1])
    assert (stored(), latest()) == ([1.0, 2.0, 3.0], (START + timedelta(minutes=3), 3.0))
    assert mine.add(readings(series, (4, 4.0)))[0].tolist() == [True]
    assert latest() == (START + timedelta(minutes=4), 4.0)


def test_a_late_reading_is_stored_and_is_not_the_newest():
    series = gauge()
    store = storing.Store()
    store.add(readings(series, (5, 5.0)))
    assert store.add(readings(series, (3, 3.0), (5, 5.0)))[0].tolist() == [True, False]
    assert (stored(), latest()) == ([3.0, 5.0], (START + timedelta(minutes=5), 5.0))


def test_after_a_failed_transaction_the_store_knows_only_what_is_stored():
    series = gauge()
    store = storing.Store()
    with transaction.atomic():
        store.add(readings(series, (1, 1.0), (2, 2.0)))
        transaction.set_rollback(True)
    store.forget()
    assert store.add(readings(series, (1, 1.0)))[0].tolist() == [True]
    assert (stored(), latest()) == ([1.0], (START + timedelta(minutes=1), 1.0))


def test_newest_values_beyond_a_batchs_share_are_written_later_and_come_back_after_a_kill():
    series = gauge()
    store = storing.Store()
    store.add(readings(series, (1, 1.0)))
    store._newest.take(readings(series, (2, 2.0)))  # as though a batch of many series had left no room for it
    assert (store.unwritten, latest()[1]) == (1, 1.0)
    assert (store.settle(), latest()[1]) == (0, 2.0)


def test_what_a_killed_intake_has_not_written_is_written_by_the_next():
    series = gauge()
    storing.store(readings(series, (1, 1.0), (70, 7.0)))
    LatestValue.objects.update(time=START, value=0.0)
    newest = Newest()
    newest.recall(BUCKET)
    assert latest() == (START + timedelta(minutes=70), 7.0)
    assert newest.values[series] == 7.0


def test_an_hour_holds_what_comes_after_its_start_and_not_after_its_end():
    series = gauge()
    before = RollMark.objects.aggregate(newest=Max("version"))["newest"] or 0
    storing.store(readings(series, (0, 1.0), (1, 1.0), (60, 1.0)))
    marks = RollMark.objects.filter(version__gt=before).order_by("start").values_list("start", "step", "bucket")
    bucket = series // BUCKET
    assert list(marks) == [(START - timedelta(hours=1), "hour", bucket), (START, "hour", bucket)]


def test_thousands_of_series_are_written_in_shares():
    newest = Newest()
    many = np.arange(1200, dtype=np.int32)
    newest.make_room(many)
    newest.take(Readings(many, np.full(1200, NOON), np.ones(1200)))
    newest.take(Readings(many, np.full(1200, NOON + 1), np.ones(1200)))
    left = []
    while newest.unwritten:
        newest.write(START)
        left.append(newest.unwritten)
    assert left == [700, 200, 0]
