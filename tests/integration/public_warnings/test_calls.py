"""Responsible people are called in order until someone answers."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from tests.factories.public_warnings import (
    APPROVER,
    AUTHOR,
    COUNTY,
    NIGHT,
    SIGNER,
    TOWNSHIP,
    VILLAGES,
    an_actor,
    an_issued,
)

from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.public_warnings import api
from anlan.public_warnings.domain.ladders import standard_ladder
from anlan.public_warnings.domain.tokens import token_of
from anlan.public_warnings.models import CallStep, CallTask, CallTry, Delivery, LadderEdition
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db


def minutes(number: float):
    return NIGHT + timedelta(minutes=number)


def begun(**changes):
    warning_id = an_issued(**changes)
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    return warning_id


def task(region=VILLAGES[0]) -> CallTask:
    return CallTask.objects.get(region=region)


def link(region=VILLAGES[0], place=0) -> str:
    """Return the token that a person's phone received."""
    text = Delivery.objects.get(call_step__task__region=region, call_step__place=place).text
    return re.search(r"/c/([\w=-]+)/", text)[1]


def everything():
    return (
        list(CallTask.objects.order_by("id").values()),
        CallTry.objects.count(),
        Delivery.objects.count(),
        JournalEntry.objects.count(),
    )


def refused(act, **arguments) -> AnlanError:
    before = everything()
    with pytest.raises(AnlanError) as caught, transaction.atomic():
        act(**arguments)
    assert everything() == before
    return caught.value


def test_every_township_and_village_of_the_area_is_called_once(ground):
    begun()
    assert sorted(CallTask.objects.values_list("region", flat=True)) == [TOWNSHIP, *VILLAGES]
    assert {each.person_name for each in CallTask.objects.all()} == {"Damawu A", "Caogu A", "Yihai A"}
    assert {each.deadline_at for each in CallTask.objects.all()} == {minutes(5)}
    assert api.begin_calls(actor=SYSTEM, now=NIGHT) == 0
    assert CallTask.objects.count() == 3
    made = JournalEntry.objects.filter(kind="public_warnings.call_made")
    assert made.count() == 3


def test_a_link_confirms_once_and_its_replay_is_refused_by_name(ground):
    warning_id = begun()
    token = link()
    api.confirm_by_token(token=token, now=minutes(2))
    row = task()
    assert (row.state, row.confirmed_by, row.confirmed_via, row.seconds) == ("confirmed", "Damawu A", "link", 120)
    error = refused(api.confirm_by_token, token=token, now=minutes(3))
    assert (error.code, error.data["by"], error.data["at"]) == (
        "public_warnings.already_confirmed",
        "Damawu A",
        "06-26 23:22:00",
    )
    assert api.call_board(AUTHOR, warning_id).confirmed == 1


def test_forged_links_are_refused_and_confirm_nothing(ground):
    begun()
    token = link()
    other = "B" if token[5] == "A" else "A"
    for forged in (
        token[:5] + other + token[6:],
        token_of(uuid4(), settings.SECRET_KEY),
        token_of(CallStep.objects.first().id, "another installation's key, another installation's key"),
        "x",
    ):
        assert refused(api.confirm_by_token, token=forged, now=NIGHT).code == "public_warnings.token_forged"
        with pytest.raises(AnlanError):
            api.question_of(forged)
    assert CallTask.objects.filter(state="confirmed").count() == 0


def test_asking_what_a_link_is_about_confirms_nothing(ground):
    begun()
    before = everything()
    question = api.question_of(link())
    assert (question.name, question.headline, question.confirmed_by) == (
        "Damawu A",
        "Red warning of flash flood",
        "",
    )
    assert everything() == before


def test_silence_is_passed_on_at_the_limit_and_not_before(ground):
    begun()
    assert api.escalate_calls(actor=SYSTEM, now=minutes(5) - timedelta(seconds=1)) == 0
    assert api.escalate_calls(actor=SYSTEM, now=minutes(5)) == 3
    row = task()
    assert (row.person_name, row.rank, row.place_in_chain, row.deadline_at) == ("Damawu B", "B", 1, minutes(10))
    assert CallStep.objects.get(task=row, place=0).state == "unanswered"
    moved = JournalEntry.objects.filter(kind="public_warnings.call_escalated", region=VILLAGES[0]).get()
    assert (moved.payload["silent_name"], moved.payload["person_name"]) == ("Damawu A", "Damawu B")


def test_after_the_last_person_the_duty_room_above_has_it(ground):
    warning_id = begun()
    for step in range(1, 6):
        api.escalate_calls(actor=SYSTEM, now=minutes(5 * step))
    row = task()
    assert (row.state, row.handed_up_to, row.deadline_at) == ("handed_up", "513433", None)
    ranks = list(CallStep.objects.filter(task=row).order_by("place").values_list("rank", "tries"))
    assert ranks == [("A", 1), ("B", 1), ("superior", 1), ("superior", 1), ("neighbour", 1)]
    assert api.escalate_calls(actor=SYSTEM, now=minutes(60)) == 0
    assert {each.region for each in api.handed_up_calls(AUTHOR)} == {TOWNSHIP, *VILLAGES}
    assert api.call_board(AUTHOR, warning_id).handed_up == 3


def test_the_first_person_may_still_answer_after_the_second_was_called(ground):
    begun()
    api.escalate_calls(actor=SYSTEM, now=minutes(5))
    api.confirm_by_token(token=link(), now=minutes(6))
    assert (task().confirmed_by, task().seconds) == ("Damawu A", 360)
    error = refused(api.confirm_by_token, token=link(place=1), now=minutes(7))
    assert (error.code, error.data["by"]) == ("public_warnings.already_confirmed", "Damawu A")


def test_orange_calls_the_same_person_twice_before_the_next(ground):
    begun(level=Level.ORANGE)
    api.escalate_calls(actor=SYSTEM, now=minutes(5))
    assert (task().person_name, CallStep.objects.get(task=task(), place=0).tries) == ("Damawu A", 2)
    api.escalate_calls(actor=SYSTEM, now=minutes(10))
    assert task().person_name == "Damawu B"


def test_a_confirmed_call_is_never_passed_on(ground):
    begun()
    api.confirm_by_token(token=link(), now=minutes(1))
    assert api.escalate_calls(actor=SYSTEM, now=minutes(30)) == 2
    assert task().state == "confirmed"


def test_a_region_without_a_person_goes_straight_to_the_duty_room_above(ground):
    from anlan.people.models import Responsibility

    Responsibility.objects.all().delete()
    warning_id = begun()
    assert set(CallTask.objects.values_list("state", "handed_up_to")) == {("handed_up", "513433")}
    assert Delivery.objects.filter(channel="sms").count() == 0
    assert JournalEntry.objects.get(kind="public_warnings.calls_begun").payload["regions_without_person"] == 3
    assert api.call_board(AUTHOR, warning_id).total == 3


def test_a_person_confirms_on_a_signed_in_page_and_a_stranger_does_not(ground):
    begun()
    person = ground["Damawu A"]
    me = Actor(id="account", name="Damawu A", person_id=person.id)
    stranger = an_actor("township_officer", "another", region=TOWNSHIP, person_id=uuid4())
    assert [each.region for each in api.calls_to(me)] == [VILLAGES[0]]
    error = refused(api.confirm_call, task_id=task().id, actor=stranger, now=NIGHT)
    assert error.code == "public_warnings.not_your_call"
    outsider = an_actor("township_officer", "far", region="513434101", person_id=uuid4())
    assert refused(api.confirm_call, task_id=task().id, actor=outsider, now=NIGHT).code == "kernel.not_found"
    api.confirm_call(task_id=task().id, actor=me, now=minutes(1))
    assert (task().confirmed_via, api.calls_to(me)) == ("page", ())


def test_the_duty_officer_writes_down_who_answered_a_voice_call(ground):
    begun()
    voice = api.VoiceCall(is_answered=True, answered_by="the wife of Damawu A", note="They are walking uphill.")
    api.record_voice_call(task_id=task().id, voice=voice, actor=AUTHOR, now=minutes(4))
    assert (task().confirmed_via, task().confirmed_by, task().note) == (
        "voice",
        "the wife of Damawu A",
        "They are walking uphill.",
    )
    last = api.tries(AUTHOR, task().id)[-1]
    assert (last.way, last.outcome, last.by_name) == ("voice", "confirmed", "the author")


def test_a_voice_call_without_answer_is_evidence_and_nothing_more(ground):
    begun()
    silent = api.VoiceCall(is_answered=False, note="engaged")
    api.record_voice_call(task_id=task().id, voice=silent, actor=AUTHOR, now=minutes(1))
    assert task().state == "calling"
    assert [each.outcome for each in api.tries(AUTHOR, task().id)] == ["called", "no_answer"]


def test_a_voice_call_needs_a_name_and_the_right(ground):
    begun()
    nameless = api.VoiceCall(is_answered=True)
    error = refused(api.record_voice_call, task_id=task().id, voice=nameless, actor=AUTHOR, now=NIGHT)
    assert error.code == "kernel.invalid_value"
    named = api.VoiceCall(is_answered=True, answered_by="x")
    for actor, code in (
        (an_actor("auditor"), "kernel.not_allowed"),
        (an_actor("duty_officer", region="513434"), "kernel.not_found"),
    ):
        assert refused(api.record_voice_call, task_id=task().id, voice=named, actor=actor, now=NIGHT).code == code


def test_a_lifted_warning_ends_its_calls_and_its_waiting_messages(ground):
    warning_id = begun()
    token = link()
    follower = api.lift_warning(warning_id=warning_id, reason="over", actor=AUTHOR, now=minutes(3))
    api.submit_warning(warning_id=follower, actor=AUTHOR, now=minutes(3))
    api.sign_warning(warning_id=follower, actor=SIGNER, now=minutes(3))
    api.approve_warning(warning_id=follower, actor=APPROVER, now=minutes(3))
    assert refused(api.confirm_by_token, token=token, now=minutes(4)).code == "public_warnings.call_is_over"
    assert api.escalate_calls(actor=SYSTEM, now=minutes(30)) == 0
    waiting = Delivery.objects.filter(channel="sms", warning_id=warning_id)
    assert set(waiting.values_list("state", flat=True)) == {"cancelled"}
    assert api.begin_calls(actor=SYSTEM, now=minutes(4)) == 0


def test_an_exercise_calls_by_its_own_channel_and_says_so(ground):
    begun(is_exercise=True, channels=("exercise_sms",))
    rows = Delivery.objects.exclude(call_step=None)
    assert {row.channel for row in rows} == {"exercise_sms"}
    assert api.question_of(link()).is_exercise


def test_the_board_counts_by_township_and_lists_the_worst_first(ground):
    warning_id = begun()
    api.confirm_by_token(token=link(VILLAGES[1]), now=minutes(1))
    api.escalate_calls(actor=SYSTEM, now=minutes(5))
    board = api.call_board(AUTHOR, warning_id)
    assert (board.total, board.confirmed, board.waiting, board.escalated) == (3, 1, 2, 2)
    assert [row.state for row in board.rows] == ["calling", "calling", "confirmed"]
    (township,) = board.townships
    assert (township.total, township.confirmed, township.escalated) == (3, 1, 2)
    village = an_actor("village_officer", region=VILLAGES[1])
    assert [row.region for row in api.call_board(village, warning_id).rows] == [VILLAGES[1]]
    with pytest.raises(AnlanError):
        api.call_board(an_actor("duty_officer", region="513434"), warning_id)


def test_the_ladder_is_that_of_the_hour_of_issue(ground):
    begun()
    quick = standard_ladder("flood", Level.RED).data()
    quick["rungs"] = [{**rung, "minutes": 1} for rung in quick["rungs"]]
    decided = {"proposed_by": "x", "proposed_by_name": "x", "proposed_at": NIGHT}
    place = {"region": COUNTY, "group": "flood", "colour": "red", "number": 1}
    LadderEdition.objects.create(ladder=quick, state="approved", **place, **decided)
    api.escalate_calls(actor=SYSTEM, now=minutes(5))
    assert task().deadline_at == minutes(10)
    CallTask.objects.all().delete()
    begun()
    assert task().deadline_at == minutes(1)


def test_the_board_of_two_thousand_calls_takes_a_handful_of_queries(ground, django_assert_max_num_queries):
    warning_id = begun()
    first = CallTask.objects.get(region=VILLAGES[0])
    CallTask.objects.bulk_create(
        CallTask(
            round_id=first.round_id,
            warning_id=warning_id,
            region=f"513433{100 + number // 50:03d}{number % 50 + 210:03d}",
            region_name=str(number),
            township=f"513433{100 + number // 50:03d}",
            township_name=str(number // 50),
            chain_length=2,
            begun_at=NIGHT,
            deadline_at=minutes(5),
        )
        for number in range(2377)
    )
    with django_assert_max_num_queries(6):
        board = api.call_board(AUTHOR, warning_id)
    assert (board.total, len(board.rows)) == (2380, 60)
