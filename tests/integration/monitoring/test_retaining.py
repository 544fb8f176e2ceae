"""Readings go when their time is over, by quantity, and only when their hours and days are kept."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import connection
from tests.factories.monitoring import build_station
from tests.integration.monitoring.test_rolling import MIDNIGHT, days, forget_everything, hours, store

from anlan.config.commands.retention import command
from anlan.kernel.actors import SYSTEM
from anlan.monitoring.models import Reading
from anlan.monitoring.services.retaining import expire_at_night, expire_readings, expiring, retention
from anlan.monitoring.services.rolling import roll_up
from anlan.support.models import Heartbeat, JournalEntry

LATER = MIDNIGHT + timedelta(days=200, hours=5)
pytestmark = pytest.mark.django_db


@pytest.fixture
def gauges() -> tuple[int, int]:
    """A rain gauge and a methane sensor with readings of 100 and of 10 days before."""
    rain = build_station().series.get(quantity="rain").id
    gas = build_station("GAS01", quantities=("methane",)).series.get().id
    forget_everything()
    for series in (rain, gas):
        store(series, (90, 1.0), (150, 2.0), (60 * 24 * 190, 3.0))
    return rain, gas


def test_each_quantity_is_kept_as_long_as_its_class_says():
    kept = retention()
    assert kept.horizon("rain", LATER) == MIDNIGHT - timedelta(days=200)
    assert kept.horizon("methane", LATER) == MIDNIGHT + timedelta(days=110)
    assert kept.first_year_of_hours(LATER) == 2011


def test_readings_go_after_they_are_rolled_up_and_hours_and_days_stay(gauges):
    rain, gas = gauges
    assert expire_readings(actor=SYSTEM, now=LATER) == 0  # nothing is rolled up yet
    while roll_up(actor=SYSTEM, now=LATER):
        pass
    before = (hours(gas), days(gas))
    assert {each.quantity: each.count for each in expiring(LATER)} == {"methane": 2, "rain": 0}
    assert expire_readings(actor=SYSTEM, now=LATER) == 2
    assert Reading.objects.filter(series_id=gas).count() == 1
    assert Reading.objects.filter(series_id=rain).count() == 3
    assert (hours(gas), days(gas)) == before
    assert JournalEntry.objects.filter(kind="monitoring.readings_expired").count() == 1
    assert expire_readings(actor=SYSTEM, now=LATER) == 0


def test_a_month_that_is_past_for_all_is_dropped_whole(gauges):
    rain, _gas = gauges
    late = LATER + timedelta(days=400)
    while roll_up(actor=SYSTEM, now=late):
        pass
    expire_readings(actor=SYSTEM, now=late)
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass('monitoring_reading_2020_06'), to_regclass('monitoring_reading_2021_01')")
        assert cursor.fetchone() == (None, "monitoring_reading_2021_01")
    assert [each.total for each in days(rain)] == [3.0]


def test_the_deletion_is_queued_once_a_night():
    three = MIDNIGHT + timedelta(hours=3)
    expire_at_night(actor=SYSTEM, now=three - timedelta(seconds=1))
    assert not Heartbeat.objects.filter(name="retention").exists()
    for minutes in (0, 1, 60):
        expire_at_night(actor=SYSTEM, now=three + timedelta(minutes=minutes))
    assert Heartbeat.objects.get(name="retention").platform_at == three
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where task_name = 'monitoring.expire_readings'")
        assert cursor.fetchone()[0] == 1


def test_the_command_says_what_would_go_and_deletes_nothing(gauges):
    while roll_up(actor=SYSTEM, now=LATER + timedelta(days=9)):
        pass
    told = CliRunner().invoke(command, [])
    assert "methane: 3 readings before" in told.output
    assert Reading.objects.count() == 6
