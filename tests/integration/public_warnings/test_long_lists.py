"""Lists too long to be waited for: frozen by a job, once, whole or not at all, and again after a kill."""

from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.factories.people import build_resident
from tests.factories.public_warnings import (
    APPROVER,
    AUTHOR,
    NIGHT,
    SIGNER,
    VILLAGES,
    an_issued,
    build_places,
)

from anlan.kernel.clock import real_now
from anlan.public_warnings import api
from anlan.public_warnings.domain.lanes import sending_rules
from anlan.public_warnings.models import Delivery, Target, TargetList, Transmission
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
MANY = sending_rules()["list_by_job_from"]
JUST_SHORT = MANY // 2 - 1  # a village's residents are found twice: by their place and by their village


@pytest.fixture(autouse=True)
def places():
    build_places()


def residents(count: int) -> None:
    """Put so many residents into one village, as copies of one."""
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


def issued():
    return an_issued(regions=(VILLAGES[0],), channels=("sms",))


def jobs() -> list[str]:
    rows = ProcrastinateJob.objects.filter(task_name="public_warnings.freeze_list").order_by("id")
    return [row.args["transmission_id"] for row in rows]


def test_a_shorter_list_is_frozen_by_the_issuing_itself():
    residents(JUST_SHORT)
    warning_id = issued()
    assert jobs() == []
    assert Target.objects.filter(warning_id=warning_id).count() == JUST_SHORT
    assert api.list_standing(warning_id) == ""


def test_a_long_list_is_frozen_by_a_job_and_only_once():
    residents(MANY)
    warning_id = issued()
    (row,) = TargetList.objects.filter(warning_id=warning_id)
    assert jobs() == [str(row.transmission_id)]
    assert api.list_standing(warning_id) == "waiting"
    assert not Target.objects.filter(warning_id=warning_id).exists()
    assert api.freeze_list(transmission_id=row.transmission_id, now=NIGHT) == MANY
    assert api.freeze_list(transmission_id=row.transmission_id, now=NIGHT) == 0
    assert Delivery.objects.filter(warning_id=warning_id, channel="sms", call_step=None).count() == MANY
    assert JournalEntry.objects.get(kind="public_warnings.targets_frozen").payload["total"] == MANY
    assert api.list_standing(warning_id) == ""


def test_a_list_that_a_killed_worker_left_is_rung_for_again_after_a_minute():
    sent = Transmission.objects.get(warning_id=issued())
    row = TargetList.objects.create(transmission=sent, warning_id=sent.warning_id, asked_real=real_now())
    assert (api.ring_for_lists(), jobs()) == (0, [])
    TargetList.objects.update(asked_real=row.asked_real - timedelta(seconds=61))
    assert (api.ring_for_lists(), jobs()) == (1, [str(row.transmission_id)])
    assert api.ring_for_lists() == 0


def test_nobody_is_told_of_a_warning_that_was_lifted_before_its_list_was_frozen():
    residents(MANY)
    warning_id = issued()
    row = TargetList.objects.get(warning_id=warning_id)
    follower = api.lift_warning(warning_id=warning_id, reason="The rain is over.", actor=AUTHOR, now=NIGHT)
    api.submit_warning(warning_id=follower, actor=AUTHOR, now=NIGHT)
    api.sign_warning(warning_id=follower, actor=SIGNER, now=NIGHT)
    api.approve_warning(warning_id=follower, actor=APPROVER, now=NIGHT)
    assert api.freeze_list(transmission_id=row.transmission_id, now=NIGHT) == 0
    assert api.list_standing(warning_id) == "void"
    assert not Target.objects.filter(warning_id=warning_id).exists()
    assert not Delivery.objects.filter(warning_id=warning_id, call_step=None, channel="sms").exists()
