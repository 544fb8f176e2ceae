"""Two people press at the same moment: one act is done, the other is refused by name."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from tests.factories.public_warnings import (
    APPROVER,
    AUTHOR,
    NIGHT,
    SIGNER,
    VILLAGES,
    a_draft,
    a_signed,
    an_actor,
    an_issued,
    build_places,
    build_responsible_people,
)

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import AnlanError
from anlan.public_warnings import api
from anlan.public_warnings.models import CallTry, Delivery, Transmission

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list[str]:
    """Run acts in threads that start together; return each one's refusal code, empty where it was done."""
    start = Barrier(len(acts))

    def run(act) -> str:
        try:
            start.wait(timeout=10)
            act()
            return ""
        except AnlanError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


@pytest.fixture
def ground():
    build_places()
    return build_responsible_people()


def test_two_clicks_on_approve_make_one_transmission(ground):
    warning_id = a_signed()
    act = {"warning_id": warning_id, "now": NIGHT}
    other = an_actor("commander", "another commander")
    codes = at_once(
        lambda: api.approve_warning(actor=APPROVER, **act),
        lambda: api.approve_warning(actor=other, **act),
        lambda: api.approve_warning(actor=APPROVER, **act),
    )
    assert codes == ["", "public_warnings.already_issued", "public_warnings.already_issued"]
    assert Transmission.objects.count() == 1
    assert Delivery.objects.filter(channel="webhook").count() == 1


def test_the_fast_channel_and_the_long_way_pressed_at_once_send_once(ground):
    warning_id = a_signed()
    act = {"warning_id": warning_id, "now": NIGHT}
    leader = an_actor("duty_leader", "a leader")
    codes = at_once(
        lambda: api.issue_at_once(actor=leader, **act),
        lambda: api.approve_warning(actor=APPROVER, **act),
        lambda: api.issue_at_once(actor=APPROVER, **act),
    )
    assert codes == ["", "public_warnings.already_issued", "public_warnings.already_issued"]
    assert Transmission.objects.count() == 1


def test_two_people_who_review_afterwards_at_once_order_one_follower(ground):
    warning_id = a_draft()
    api.submit_warning(warning_id=warning_id, actor=AUTHOR, now=NIGHT)
    api.issue_at_once(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    act = {"warning_id": warning_id, "now": NIGHT, "note": "The wrong village."}
    codes = at_once(
        lambda: api.review_after(verdict="lift", actor=APPROVER, **act),
        lambda: api.review_after(verdict="correct", actor=an_actor("commander", "another"), **act),
    )
    assert codes == ["", "public_warnings.nothing_to_review"]
    assert len(api.followers(AUTHOR, warning_id)) == 1


def test_two_taps_on_a_link_confirm_once(ground):
    an_issued()
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    text = Delivery.objects.get(call_step__task__region=VILLAGES[0]).text
    token = re.search(r"/c/([\w=-]+)/", text)[1]
    codes = at_once(*[lambda: api.confirm_by_token(token=token, now=NIGHT)] * 4)
    assert codes == [""] + ["public_warnings.already_confirmed"] * 3
    assert CallTry.objects.filter(outcome="confirmed").count() == 1


def test_two_clocks_that_tick_at_once_call_nobody_twice(ground):
    an_issued()
    at_once(*[lambda: api.begin_calls(actor=SYSTEM, now=NIGHT)] * 2)
    assert Delivery.objects.filter(channel="sms").exclude(call_step=None).count() == 3
    late = NIGHT + timedelta(minutes=5)
    at_once(*[lambda: api.escalate_calls(actor=SYSTEM, now=late)] * 2)
    assert Delivery.objects.filter(channel="sms").exclude(call_step=None).count() == 6
