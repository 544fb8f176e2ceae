from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.factories.alarms import NIGHT, an_alarm

from anlan.alarms import api
from anlan.alarms.models import Alarm, AlarmOccurrence
from anlan.kernel.errors import AnlanError
from anlan.support.models import JournalEntry


def closing(call):
    def run(_):
        try:
            return call()
        except AnlanError as error:
            return error.code
        finally:
            connection.close()

    return run


@pytest.mark.django_db(transaction=True)
def test_signals_that_come_at_once_make_one_alarm_and_none_is_lost():
    with ThreadPoolExecutor(4) as workers:
        ids = set(workers.map(closing(an_alarm), range(8)))
    assert len(ids) == 1
    assert Alarm.objects.get().times == 8
    assert AlarmOccurrence.objects.count() == 8


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_verify_at_once_make_one_event(actor_with):
    alarm_id = an_alarm()
    officer = actor_with("duty_officer")
    with ThreadPoolExecutor(2) as tabs:
        outcome = list(
            tabs.map(closing(lambda: api.verify_alarm(alarm_id=alarm_id, actor=officer, now=NIGHT)), range(2))
        )
    assert sorted(outcome) == ["alarms.already_handled", "verified"]
    assert JournalEntry.objects.filter(kind="alarms.alarm_verified").count() == 1
