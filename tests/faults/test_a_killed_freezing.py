"""The process that freezes a long list is killed in the middle: it is begun anew, and everybody stands on it once."""

import os
import signal
import time
from datetime import timedelta
from multiprocessing import get_context

import pytest
from django.db import connection, connections, transaction
from tests.factories.people import build_resident
from tests.factories.public_warnings import NIGHT, VILLAGES, an_issued, build_places

from anlan.public_warnings import api
from anlan.public_warnings.domain.lanes import sending_rules
from anlan.public_warnings.models import Delivery, Target, TargetList
from anlan.support.models import JournalEntry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.whole_machine]
MANY = sending_rules()["list_by_job_from"]
STANDS_STILL = """
select count(*) from pg_locks l where not l.granted and l.relation = 'public_warnings_delivery'::regclass
"""


def until(is_so, seconds: float = 60):
    end = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.05)
    return found


def asked(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def residents(count: int) -> None:
    one = build_resident("many", phone="11200000000", region=VILLAGES[0])
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into people_resident (id, name, initials, id_number, phone, region, location, language, channels,
                                         duties, is_exercise, is_demo)
            select gen_random_uuid(), name || n, initials, '', (11200000000 + n)::text, region, location, language,
                   channels, duties, is_exercise, is_demo
            from people_resident, generate_series(1, %s) n where id = %s
            """,
            [count - 1, one.id],
        )


def frozen_elsewhere(transmission_id) -> None:
    """Be the process of the jobs."""
    parents = connections["default"]  # held to the end, for to drop it would end the session that it shares
    connections["default"] = parents.copy()
    api.freeze_list(transmission_id=transmission_id, now=NIGHT)


def test_a_list_whose_freezing_was_killed_in_the_middle_is_frozen_whole_and_once(at):
    at(NIGHT)
    build_places()
    residents(MANY)
    warning_id = an_issued(regions=(VILLAGES[0],), channels=("sms",))
    waiting = TargetList.objects.get(warning_id=warning_id)
    messages = Delivery.objects.filter(warning_id=warning_id, channel="sms", call_step=None)
    with transaction.atomic():
        connection.cursor().execute("lock table public_warnings_delivery in share mode")
        work = get_context("fork").Process(target=frozen_elsewhere, args=(waiting.transmission_id,))
        work.start()
        until(lambda: asked(STANDS_STILL) or not work.is_alive())
        assert work.is_alive()
        os.kill(work.pid, signal.SIGKILL)
        work.join()
    assert api.list_standing(warning_id) == "waiting"
    assert (Target.objects.filter(warning_id=warning_id).count(), messages.count()) == (0, 0)
    TargetList.objects.update(asked_real=waiting.asked_real - timedelta(seconds=61))
    assert until(api.ring_for_lists) == 1
    assert api.freeze_list(transmission_id=waiting.transmission_id, now=NIGHT) == MANY
    assert api.freeze_list(transmission_id=waiting.transmission_id, now=NIGHT) == 0
    assert messages.count() == messages.values("address").distinct().count() == MANY
    assert Target.objects.filter(warning_id=warning_id).values("ref_id").distinct().count() == MANY
    assert JournalEntry.objects.get(kind="public_warnings.targets_frozen").payload["total"] == MANY
    assert api.list_standing(warning_id) == ""
