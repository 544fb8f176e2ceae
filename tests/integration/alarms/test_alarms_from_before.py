"""Alarms stored before sensors were followed get them from their signals."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from tests.factories.alarms import NIGHT, an_alarm

from anlan.alarms import api
from anlan.alarms.models import Alarm, AlarmMember
from anlan.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db
MIGRATION = import_module("anlan.alarms.migrations.0002_members_falls_evidence_and_misses")


class Editor:
    connection = connection


def test_each_station_and_rule_becomes_a_sensor_that_stands_at_its_worst():
    alarm_id = an_alarm(level=3)
    an_alarm(level=4, value=99.0, observed_at=NIGHT + timedelta(minutes=5))
    an_alarm(station_id="", station_label="Upper gauge", level=2)
    before = list(AlarmMember.objects.order_by("sensor").values("sensor", "times", "highest_level", "current_level"))
    AlarmMember.objects.all().delete()
    Alarm.objects.update(current_level=0, member_count=0, standing_count=0)
    MIGRATION.stand_where_they_are(None, Editor)
    MIGRATION.sensors_from_signals(None, Editor)
    after = list(AlarmMember.objects.order_by("sensor").values("sensor", "times", "highest_level", "current_level"))
    assert after == before
    row = api.alarm(SYSTEM, alarm_id)
    assert (row.current_level, row.member_count, row.standing_count) == (4, 2, 2)


def test_a_dismissed_alarm_gets_the_code_of_words_and_no_sensor_stands(actor_with):
    alarm_id = an_alarm()
    api.dismiss_alarm(alarm_id=alarm_id, reason="x", code="other", actor=actor_with("duty_officer"), now=NIGHT)
    AlarmMember.objects.all().delete()
    MIGRATION.stand_where_they_are(None, Editor)
    MIGRATION.sensors_from_signals(None, Editor)
    assert (AlarmMember.objects.get().current_level, Alarm.objects.get().dismissal_code) == (0, "other")
