"""Relay down: villages begun by their township, households ticked by name, silent townships, the live board."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.factories.access import client_with
from tests.factories.public_warnings import AUTHOR, COUNTY, NIGHT, TOWNSHIP, VILLAGES, an_actor, an_issued
from tests.integration.public_warnings.test_calls import begun, link, minutes, refused, task

from anlan.kernel.actors import SYSTEM
from anlan.people.models import Household
from anlan.public_warnings import api
from anlan.public_warnings.models import CallRound, CallTask, MoveTask, MoveTick
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db


def build_households(count=3, region=VILLAGES[0], *, is_first=True):
    for number in range(count):
        Household.objects.create(
            region=region, head_name=f"head {number}", address=f"group {number}", persons=4, is_to_move_first=is_first
        )


def relayed(**changes):
    warning_id = an_issued()
    calls = CallRound.objects.get(warning_id=warning_id)
    calls.ladder = {**calls.ladder, "villages": "after_township", **changes}
    calls.save()
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    return warning_id


def ticks(*rows, state=api.MoveState.MOVED, **said):
    return api.Ticks(ids=tuple(row.id for row in rows), state=state, **said)


def test_villages_wait_until_their_township_begins_them(ground):
    relayed()
    assert {row.region: row.state for row in CallTask.objects.all()} == {
        TOWNSHIP: "calling",
        VILLAGES[0]: "planned",
        VILLAGES[1]: "planned",
    }
    error = refused(api.begin_villages_by_token, token=link(TOWNSHIP), now=minutes(1))
    assert error.code == "public_warnings.not_confirmed_yet"
    api.confirm_by_token(token=link(TOWNSHIP), now=minutes(1))
    assert api.begin_villages_by_token(token=link(TOWNSHIP), now=minutes(2)) == 2
    api.escalate_calls(actor=SYSTEM, now=minutes(2))
    assert (task().state, task().begun_at, task().deadline_at) == ("calling", minutes(2), minutes(7))


def test_a_silent_township_never_keeps_its_villages_waiting(ground):
    relayed(village_wait_minutes=7)
    api.escalate_calls(actor=SYSTEM, now=minutes(7) - timedelta(seconds=1))
    assert task().state == "planned"
    api.escalate_calls(actor=SYSTEM, now=minutes(7))
    assert task().state == "calling"


def test_villages_of_a_township_that_nobody_answers_for_are_called_at_once(ground):
    relayed(village_wait_minutes=600)
    for number in (5, 10, 15):
        api.escalate_calls(actor=SYSTEM, now=minutes(number))
    assert (task(TOWNSHIP).state, task().state, task().begun_at) == ("handed_up", "calling", minutes(10))


def test_only_who_may_begins_the_villages_by_hand(ground):
    warning_id = relayed()
    act = {"warning_id": warning_id, "township": TOWNSHIP, "now": minutes(1)}
    assert refused(api.begin_villages, actor=an_actor("auditor"), **act).code == "kernel.not_allowed"
    other = an_actor("township_officer", region="513433104")
    assert refused(api.begin_villages, actor=other, **act).code == "kernel.not_found"
    assert api.begin_villages(actor=an_actor("township_officer", region=TOWNSHIP), **act) == 2


def test_a_township_from_which_nothing_is_heard_is_an_alarm_once(ground):
    warning_id = begun()
    assert api.find_silent_townships(actor=SYSTEM, now=minutes(15) - timedelta(seconds=1)) == 0
    assert api.find_silent_townships(actor=SYSTEM, now=minutes(15)) == 1
    assert api.find_silent_townships(actor=SYSTEM, now=minutes(30)) == 0
    entry = JournalEntry.objects.get(kind="public_warnings.township_silent")
    assert (entry.subject, entry.region, entry.payload["places"]) == (f"warning:{warning_id}", TOWNSHIP, 3)
    assert [row.region for row in api.silent_townships(AUTHOR)] == [TOWNSHIP]
    (block,) = api.call_board(AUTHOR, warning_id).townships
    assert block.silent_since == minutes(15)
    api.confirm_by_token(token=link(), now=minutes(31))
    assert api.silent_townships(AUTHOR) == ()


def test_a_township_of_which_one_place_answered_is_not_silent(ground):
    begun()
    api.confirm_by_token(token=link(), now=minutes(1))
    assert api.find_silent_townships(actor=SYSTEM, now=minutes(15)) == 0


def test_the_list_of_households_is_frozen_with_the_round(ground):
    build_households()
    build_households(2, is_first=False)
    begun()
    assert (task().households_to_move, task().persons_to_move) == (3, 12)
    build_households(5)
    Household.objects.filter(head_name="head 0").update(head_name="somebody else")
    assert [row.head_name for row in MoveTask.objects.order_by("number")] == ["head 0", "head 1", "head 2"]


def test_many_households_are_ticked_at_one_post_and_the_same_post_again_changes_nothing(ground):
    build_households()
    warning_id = begun()
    api.confirm_by_token(token=link(), now=minutes(1))
    first, second, _ = MoveTask.objects.order_by("number")
    told = ticks(first, second, where_to="the school")
    assert api.tick_households_by_token(token=link(), ticks=told, now=minutes(2)) == 2
    assert api.tick_households_by_token(token=link(), ticks=told, now=minutes(3)) == 0
    assert (task().households_moved, task().persons_moved, MoveTick.objects.count()) == (2, 8, 2)
    board = api.call_board(AUTHOR, warning_id)
    assert (board.households_moved, board.households_to_move, board.townships[0].persons_moved) == (2, 3, 8)
    entry = JournalEntry.objects.get(kind="public_warnings.households_ticked")
    assert (entry.payload["households_moved"], entry.payload["by_name"]) == (2, "Damawu A")


def test_a_correction_keeps_the_earlier_tick(ground):
    build_households(1)
    begun()
    api.confirm_by_token(token=link(), now=minutes(1))
    (row,) = MoveTask.objects.all()
    api.tick_households_by_token(token=link(), ticks=ticks(row, where_to="the school"), now=minutes(2))
    back = ticks(row, state=api.MoveState.REFUSED, note="stays with the cattle")
    api.tick_households_by_token(token=link(), ticks=back, now=minutes(3))
    assert [(tick.state, tick.where_to, tick.at) for tick in api.ticks_of(AUTHOR, task().id)] == [
        ("refused", "", minutes(3)),
        ("moved", "the school", minutes(2)),
    ]
    assert task().households_moved == 0


def test_nobody_ticks_before_confirming_or_without_the_right_or_after_the_end(ground):
    build_households(1)
    warning_id = begun()
    (row,) = MoveTask.objects.all()
    error = refused(api.tick_households_by_token, token=link(), ticks=ticks(row), now=minutes(1))
    assert error.code == "public_warnings.not_confirmed_yet"
    auditor = an_actor("auditor")
    act = {"task_id": task().id, "ticks": ticks(row)}
    assert refused(api.tick_households, actor=auditor, now=minutes(1), **act).code == "kernel.not_allowed"
    CallRound.objects.filter(warning_id=warning_id).update(ended_at=minutes(5))
    officer = an_actor("village_officer", region=VILLAGES[0])
    assert refused(api.tick_households, actor=officer, now=minutes(6), **act).code == "public_warnings.call_is_over"
    assert MoveTick.objects.count() == 0


def test_a_link_ticks_its_own_place_only(ground):
    build_households(1, VILLAGES[1])
    begun()
    api.confirm_by_token(token=link(), now=minutes(1))
    (row,) = MoveTask.objects.all()
    assert api.tick_households_by_token(token=link(), ticks=ticks(row), now=minutes(2)) == 0
    assert (
        api.tick_households_by_token(
            token=link(), ticks=api.Ticks(ids=(uuid4(),), state=api.MoveState.MOVED), now=NIGHT
        )
        == 0
    )


def test_an_old_phone_answers_ticks_and_begins_in_pages_under_ten_kilobytes_of_one_request(ground, at):
    at(minutes(1))
    build_households(60)
    begun()
    phone = Client()
    ask = phone.get(f"/c/{link()}/")
    assert "Damawu A" in ask.content.decode()
    assert "sha256-" in ask["Content-Security-Policy"]
    for path in (f"/c/{link()}/?not", f"/c/{link()}/"):
        page = phone.get(path).content
        assert len(page) < 10_000
        assert b"<script" not in page
        assert b"stylesheet" not in page
        assert page.count(b"<link") == page.count(b'<link rel="icon" href="data:,') == 1
        assert b"<img" not in page
    assert phone.get(f"/c/{link()}/households/")["Location"] == f"/c/{link()}/"
    phone.post(f"/c/{link()}/", {"answer": "me"})
    listed = phone.get(f"/c/{link()}/households/").content
    assert len(listed) < 10_000
    ids = [str(row.id) for row in MoveTask.objects.order_by("number")[:3]]
    answer = phone.post(f"/c/{link()}/households/?page=1", {"id": ids, "state": "moved", "where_to": "school"})
    assert (answer.status_code, task().households_moved) == (302, 3)
    assert phone.post(f"/c/{link()}/households/", {"id": ["x"], "state": "moved"}).status_code == 302
    assert phone.post(f"/c/{link()}/households/", {"state": "gone"}).status_code == 302
    phone.post(f"/c/{link(TOWNSHIP)}/")
    assert len(phone.get(f"/c/{link(TOWNSHIP)}/villages/").content) < 10_000


def test_not_me_on_the_phone_names_who_is_to_be_called(ground, at):
    at(minutes(1))
    begun()
    phone = Client()
    wrong = {"answer": "wrong", "name": "Wang", "phone": "call me"}
    assert phone.post(f"/c/{link()}/", wrong).status_code == 422
    assert task().state == "calling"
    assert phone.post(f"/c/{link()}/", {**wrong, "phone": "13812345678"}).status_code == 302
    assert task().person_name == "Wang"
    assert phone.post(f"/c/{link()}/", wrong).status_code == 409


def test_what_changed_since_one_looked_and_nothing_else_is_told(ground):
    warning_id = begun()
    everything = api.CallFilter()
    seen = api.call_board(AUTHOR, warning_id)
    api.confirm_by_token(token=link(), now=minutes(1))
    told = api.board_changes(AUTHOR, warning_id, everything, seen.cursor)
    assert {row.region: row.state for row in told.rows}[VILLAGES[0]] == "confirmed"
    assert told.confirmed == 1
    waiting = api.board_changes(AUTHOR, warning_id, api.CallFilter(show="waiting"), seen.cursor)
    assert task().id in waiting.gone
    far = an_actor("village_officer", region=VILLAGES[1])
    assert VILLAGES[0] not in {row.region for row in api.board_changes(far, warning_id, everything, 0).rows}


def test_a_fragment_of_a_board_of_three_hundred_villages_is_quick_and_small(ground):
    officer = client_with("duty_officer", COUNTY)
    warning_id = begun()
    first = task()
    CallTask.objects.bulk_create(
        CallTask(
            round_id=first.round_id,
            warning_id=warning_id,
            region=f"513433{200 + number // 10:03d}{number % 10 + 210:03d}",
            region_name=f"village {number}",
            township=f"513433{200 + number // 10:03d}",
            township_name=f"township {number // 10}",
            chain_length=2,
            begun_at=NIGHT,
            deadline_at=minutes(5),
        )
        for number in range(300)
    )
    page = officer.get(f"/warnings/{warning_id}/calls/").content.decode()
    assert page.count('class="call-cell"') == 303
    cursor = api.call_board(AUTHOR, warning_id).cursor
    started = time.perf_counter()
    fragment = officer.get(f"/warnings/{warning_id}/calls/changes/?since={cursor + 10**9}")
    assert time.perf_counter() - started < 2
    assert fragment.content.decode().count('class="call-cell"') == 0
    assert officer.get(f"/warnings/{warning_id}/calls/changes/?since=x").status_code == 400
