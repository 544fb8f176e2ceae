"""Answers that are not simply yes: by key and SMS, refusals that name somebody else, calls for help, re-asking."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.factories.public_warnings import AUTHOR, NIGHT, VILLAGES, an_actor, an_issued
from tests.integration.public_warnings.test_calls import begun, link, minutes, refused, task

from anlan.kernel.actors import SYSTEM, Actor
from anlan.public_warnings import api
from anlan.public_warnings.models import CallRound, CallStep, CallTask, CallTry, Delivery, WrongNumber
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
PHONE_OF_A = "11100000001"


def message(region=VILLAGES[0], place=0) -> Delivery:
    return Delivery.objects.get(call_step__task__region=region, call_step__place=place)


def tell(text, to=PHONE_OF_A, via=api.Answer.SMS, at=2):
    return api.answer_call(to=to, answer=text, via=via, now=minutes(at))


def test_a_reply_by_sms_from_the_number_confirms(ground):
    begun()
    found = tell("1")
    assert (found.outcome, found.name, found.task_ids) == ("confirm", "Damawu A", (task().id,))
    assert (task().state, task().confirmed_via, task().seconds) == ("confirmed", "sms", 120)
    assert tell("1").outcome == "already"


@pytest.mark.parametrize("written", ["+8611100000001", "86 111 0000 0001", "111-0000-0001"])
def test_a_number_is_known_in_every_writing(ground, written):
    begun()
    assert tell("y", to=written).outcome == "confirm"


def test_a_key_confirms_by_the_id_of_the_message(ground):
    begun()
    assert tell("1", to=message().id, via=api.Answer.KEY).outcome == "confirm"
    assert task().confirmed_via == "key"
    assert tell("1", to=message(VILLAGES[1]).call_step_id, via=api.Answer.KEY).outcome == "confirm"


@pytest.mark.parametrize("to", ["13900000000", "", "not a number", uuid4()])
def test_an_answer_of_nobody_who_was_called_changes_nothing(ground, to):
    begun()
    before = (list(CallTask.objects.values()), CallTry.objects.count(), JournalEntry.objects.count())
    assert tell("1", to=to).outcome == "unknown"
    assert (list(CallTask.objects.values()), CallTry.objects.count(), JournalEntry.objects.count()) == before


def test_what_is_not_understood_is_kept_and_confirms_nothing(ground):
    begun()
    assert tell("who are you?").outcome == "not_understood"
    assert task().state == "calling"
    assert api.tries(AUTHOR, task().id)[-1].note == "who are you?"


def test_an_answer_after_the_warning_is_over_changes_nothing(ground):
    warning_id = begun()
    CallRound.objects.filter(warning_id=warning_id).update(ended_at=minutes(1))
    CallTask.objects.update(state="ended")
    assert tell("1").outcome == "over"
    assert CallTask.objects.filter(state="confirmed").count() == 0


def test_not_me_call_this_one_calls_him_next_and_tells_the_keeper(ground):
    begun()
    assert tell("2 13812345678 Wang").outcome == "refuse"
    row = task()
    assert (row.state, row.person_name, row.rank, row.deadline_at) == ("calling", "Wang", "named", minutes(7))
    sent = Delivery.objects.get(call_step__task=row, call_step__rank="named")
    assert (sent.address, sent.person_id, sent.receiver) == ("13812345678", None, "Wang 138****5678")
    report = WrongNumber.objects.get()
    assert (report.name, report.said_name, report.said_phone_masked) == ("Damawu A", "Wang", "138****5678")
    assert tell("1", to="13812345678", at=3).outcome == "confirm"
    assert (task().state, task().confirmed_by) == ("confirmed", "Wang")


def test_a_refusal_without_a_name_goes_on_to_the_next_rung(ground):
    begun()
    tell("2")
    assert (task().person_name, task().silent) == ("Damawu B", 1)
    assert tell("2").outcome == "already"


def test_who_is_named_and_stands_on_the_ladder_is_called_there_and_once(ground):
    begun()
    tell("2 11100000005")
    assert (task().person_name, task().rank, task().chain_length) == ("Yihai A", "superior", 5)
    api.escalate_calls(actor=SYSTEM, now=minutes(7))
    assert task().person_name == "Damawu B"


def test_nobody_is_sent_to_more_than_three_strangers(ground):
    begun()
    for number in range(5):
        step = CallStep.objects.get(task=task(), place=task().place_in_chain)
        api.answer_call(to=step.id, answer=f"2 1380000000{number}", via=api.Answer.SMS, now=minutes(2))
    assert CallStep.objects.filter(task=task(), rank="named").count() == 3
    assert WrongNumber.objects.count() == 5


def test_help_wanted_confirms_and_stands_on_the_warnings_timeline(ground):
    warning_id = begun()
    assert tell("3 two boats").outcome == "help"
    assert (task().state, task().help_note) == ("confirmed", "two boats")
    entry = JournalEntry.objects.get(kind="public_warnings.help_wanted")
    assert (entry.subject, entry.payload["note"]) == (f"warning:{warning_id}", "two boats")
    assert [row.region for row in api.calls_for_help(AUTHOR)] == [VILLAGES[0]]
    assert tell("3 four boats", at=5).outcome == "help"
    assert task().help_note == "four boats"


def test_a_link_is_over_after_its_hours_and_not_before(ground):
    begun()
    late = NIGHT + timedelta(hours=12)
    error = refused(api.confirm_by_token, token=link(), now=late + timedelta(seconds=1))
    assert (error.code, error.data["hours"]) == ("public_warnings.link_expired", "12")
    api.confirm_by_token(token=link(), now=late)
    assert task().state == "confirmed"


def test_a_forwarded_link_is_noted_and_confirms_nothing(ground):
    begun()
    api.tell_forwarded(token=link(), opened_by="a cousin", now=minutes(1))
    last = api.tries(AUTHOR, task().id)[-1]
    assert (task().state, last.outcome, last.name) == ("calling", "forwarded", "a cousin")


def test_a_bad_number_in_a_refusal_changes_nothing(ground):
    begun()
    instead = api.Instead(name="x", phone="call me")
    assert refused(api.refuse_by_token, token=link(), instead=instead, now=minutes(1)).code == "people.phone_not_valid"


def test_one_refuses_ones_own_calls_only(ground):
    begun()
    stranger = an_actor("township_officer", region=VILLAGES[0][:9], person_id=uuid4())
    act = {"task_id": task().id, "instead": api.Instead(), "now": minutes(1)}
    assert refused(api.refuse_call, actor=stranger, **act).code == "public_warnings.not_your_call"
    api.refuse_call(actor=Actor(id="me", name="Damawu A", person_id=ground["Damawu A"].id), **act)
    assert task().person_name == "Damawu B"


def test_asked_again_and_silent_a_place_is_called_on(ground):
    begun()
    tell("1", at=1)
    assert api.ask_again(task_id=task().id, actor=AUTHOR, now=minutes(60)) == "confirmed"
    api.escalate_calls(actor=SYSTEM, now=minutes(65))
    assert (task().state, task().person_name, task().confirmed_at, task().confirmed_by) == (
        "calling",
        "Damawu B",
        None,
        "",
    )
    assert JournalEntry.objects.filter(kind="public_warnings.call_lapsed").count() == 1


def test_asked_again_and_answered_it_stays_confirmed(ground):
    begun()
    tell("1", at=1)
    api.ask_again(task_id=task().id, actor=AUTHOR, now=minutes(60))
    assert tell("1", at=62).outcome == "confirm"
    api.escalate_calls(actor=SYSTEM, now=minutes(90))
    assert (task().state, task().confirmed_at) == ("confirmed", minutes(62))


def test_only_what_is_confirmed_is_asked_again_and_by_whom_may(ground):
    begun()
    assert refused(api.ask_again, task_id=task().id, actor=AUTHOR, now=minutes(1)).code == (
        "public_warnings.not_confirmed_yet"
    )
    tell("1")
    auditor = an_actor("auditor")
    assert refused(api.ask_again, task_id=task().id, actor=auditor, now=minutes(3)).code == "kernel.not_allowed"


def test_two_must_confirm_where_the_ladder_says_so(ground):
    warning_id = an_issued()
    calls = CallRound.objects.get(warning_id=warning_id)
    calls.ladder = {**calls.ladder, "confirm": "2"}
    calls.save()
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    assert Delivery.objects.filter(call_step__task=task()).count() == 2
    api.confirm_by_token(token=link(), now=minutes(1))
    assert (task().state, task().confirmations, task().needed) == ("calling", 1, 2)
    error = refused(api.confirm_by_token, token=link(), now=minutes(2))
    assert (error.code, error.data["by"]) == ("public_warnings.already_confirmed", "Damawu A")
    api.confirm_by_token(token=link(place=1), now=minutes(3))
    assert (task().state, task().confirmed_by) == ("confirmed", "Damawu B")
    said = JournalEntry.objects.filter(kind="public_warnings.call_confirmed").values_list("payload__still_needed")
    assert sorted(said) == [(0,), (1,)]
