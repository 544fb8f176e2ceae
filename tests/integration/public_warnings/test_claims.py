"""Claiming: many workers share what waits, none takes another's, and what a dead one had is looked at again."""

from datetime import timedelta

import pytest
from tests.factories.public_warnings import APPROVER, NIGHT, an_issued

from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.public_warnings import api
from anlan.public_warnings.domain.channels import channel
from anlan.public_warnings.models import Delivery, DueBatch, GatewayReference, Transmission
from anlan.public_warnings.ports import Accepted, Receipt, Sent
from anlan.public_warnings.services.claiming import claim
from anlan.public_warnings.services.recording import record_results

pytestmark = pytest.mark.django_db
ROBOTS = channel("webhook")


@pytest.fixture(autouse=True)
def night(at, ground):
    at(NIGHT)
    an_issued()


def queue(count: int) -> None:
    receivers = [api.Receiver(f"***{n:04d}", f"139{n:08d}") for n in range(count)]
    api.queue_receivers(Transmission.objects.get(), "webhook", receivers, lane=api.Lane.MASS, now=NIGHT)


def run_out() -> None:
    over = clock.real_now() - timedelta(seconds=1)
    Delivery.objects.filter(state="sending").update(claimed_until_real=over)
    DueBatch.objects.filter(channel="webhook").update(due_real=over)


def record(claimed, *results) -> None:
    record_results(of=ROBOTS, results=results, claimed=claimed, actor=SYSTEM, now=NIGHT)


def accepted(row, **words) -> Sent:
    return Sent(row.id, "accepted", Accepted(str(row.id), False, **words))


def test_a_claim_takes_no_more_than_it_wants_and_leaves_the_rest_to_others():
    queue(250)
    claims = [claim(ROBOTS, most).messages for most in (130, 100, 100)]
    assert [len(each) for each in claims] == [130, 100, 21]
    assert len({row.id for each in claims for row in each}) == 251
    assert claim(ROBOTS, 100).messages == ()


def test_what_a_dead_worker_had_is_in_doubt_when_its_claim_runs_out_and_only_what_is_left_of_it():
    queue(30)
    dead = claim(ROBOTS, 20)
    Delivery.objects.filter(id__in=[row.id for row in dead.messages[:5]]).update(state="sent", next_try_real=None)
    run_out()
    again = claim(ROBOTS, 100)
    assert len(again.messages) == 26
    assert {row.id for row in again.messages if row.is_in_doubt} == {row.id for row in dead.messages[5:]}


def test_who_comes_too_late_with_his_results_leaves_the_hints_of_the_next_worker():
    queue(10)
    late = claim(ROBOTS, 100)
    run_out()
    held = claim(ROBOTS, 100)
    assert len(held.messages) == 11
    record(late, accepted(late.messages[0]))
    assert set(held.hints) <= set(DueBatch.objects.values_list("id", flat=True))


def test_what_is_put_off_is_looked_at_again_and_once_all_is_handed_over_nothing_is_left():
    queue(150)
    first = claim(ROBOTS, 200)
    record(first, *(Sent(row.id, "down", fault="x") for row in first.messages))
    assert claim(ROBOTS, 200).messages == ()
    Delivery.objects.filter(channel="webhook").update(next_try_real=clock.real_now())
    second = claim(ROBOTS, 200)
    assert len(second.messages) == 151
    record(second, *(accepted(row) for row in second.messages))
    DueBatch.objects.filter(channel="webhook").update(due_real=clock.real_now())
    assert claim(ROBOTS, 200).messages == ()
    assert not DueBatch.objects.filter(channel="webhook").exists()


def test_what_was_cancelled_while_it_waited_is_not_claimed():
    queue(5)
    Delivery.objects.filter(channel="webhook").update(state="cancelled", next_try_real=None)
    assert claim(ROBOTS, 100).messages == ()
    assert not DueBatch.objects.filter(channel="webhook").exists()


def test_references_are_kept_only_where_receipts_are_found_by_them():
    queue(1)
    claimed = claim(ROBOTS, 100)
    own, other = claimed.messages
    record(claimed, accepted(own), accepted(other, is_found_by_reference=True))
    assert list(GatewayReference.objects.values_list("delivery_id", flat=True)) == [other.id]
    assert api.take_receipts(receipts=frozenset({Receipt(own.id)}), now=NIGHT) == 1


def test_a_later_hand_over_has_a_number_of_its_own_that_is_looked_at():
    queue(1)
    claimed = claim(ROBOTS, 100)
    record(claimed, *(accepted(row) for row in claimed.messages))
    sent = Delivery.objects.get(address="13900000000")
    api.take_receipts(receipts=frozenset({Receipt(sent.id, "failed", "off")}), now=NIGHT)
    wanted = api.LetterFilter(channel="webhook", reason="off")
    assert api.retry_letters(wanted=wanted, actor=APPROVER, now=NIGHT) == 1
    (row,) = claim(ROBOTS, 100).messages
    assert (row.address, row.id == sent.id) == ("13900000000", False)


def test_a_message_that_is_put_on_another_channel_is_looked_at_there():
    queue(1)
    Delivery.objects.filter(address="13900000000").update(channel="email")
    assert "13900000000" not in {row.address for row in claim(ROBOTS, 100).messages}
    assert "13900000000" in {row.address for row in claim(channel("email"), 100).messages}
