from datetime import timedelta
from uuid import uuid4

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.command import YIHAI, an_order
from tests.factories.incidents import LEARNED, an_incident
from tests.factories.people import build_person
from tests.factories.readiness import build_team

from anlan.command import api
from anlan.command.models import Escalation, TeamWatch, TeamWord
from anlan.command.services.chasing import climb_ladder
from anlan.command.services.watching import notice_silence
from anlan.kernel.actors import SYSTEM, Actor, Grant
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=10)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def officer(actor_with):
    return actor_with("duty_officer", "513433")


@pytest.fixture
def leader():
    person = build_person()
    return Actor(id="leader", name="leader", person_id=person.id, grants=(Grant("team_leader", "513433"),))


@pytest.fixture
def team(leader):
    return build_team(leader_id=leader.person_id)


def _watch(team, officer, **changes):
    values = {"members": 8, "every_minutes": 20, "place": "the gorge below Yihai", "incident_id": None} | changes
    values["incident_id"] = values["incident_id"] or an_incident()
    return api.start_watch(watch=api.NewWatch(team_id=team.id, **values), actor=officer, now=NOW)


def _say(watch_id, actor, minutes, members=8, **more):
    word = api.Word(members=members, **more)
    return api.say_word(watch_id=watch_id, word=word, actor=actor, now=NOW + minutes * MINUTE)


def _tick(minutes):
    now = NOW + minutes * MINUTE
    return notice_silence(actor=SYSTEM, now=now), climb_ladder(actor=SYSTEM, now=now)


def test_a_team_that_says_its_word_in_time_is_never_told_of(team, officer, leader):
    watch_id = _watch(team, officer)
    assert _tick(20) == (0, 0)
    assert _say(watch_id, leader, 20) is api.WatchState.WELL
    assert _tick(40) == (0, 0)
    assert api.own_watches(leader)[0].due_at == NOW + 40 * MINUTE
    assert _say(watch_id, leader, 40, is_out=True) is api.WatchState.OUT
    assert (_tick(400), api.own_watches(leader)) == ((0, 0), ())


def test_silence_is_seen_at_once_and_climbs_the_ladder(team, officer, leader):
    build_user("duty_officer", "513433")
    watch_id = _watch(team, officer)
    assert [_tick(minutes) for minutes in (21, 22, 25, 30, 31)] == [(1, 0), (0, 1), (0, 1), (0, 1), (0, 0)]
    assert api.watch(officer, watch_id).state is api.WatchState.SILENT
    assert _say(watch_id, leader, 32) is api.WatchState.WELL


def test_one_missing_calls_for_help_and_tells_everybody_at_once(team, officer, leader):
    watch_id = _watch(team, officer)
    assert _say(watch_id, leader, 5, members=7, note="one swept away") is api.WatchState.HELP
    assert _tick(5) == (0, 1)
    assert Escalation.objects.get().roles == ["duty_officer", "duty_leader", "commander"]
    assert JournalEntry.objects.get(kind="command.team_called_for_help").payload["well"] == 7


def test_the_same_press_counts_once_and_an_older_word_moves_nothing(team, officer, leader):
    watch_id, token = _watch(team, officer), uuid4()
    for _ in range(2):
        _say(watch_id, leader, 15, token=token)
    _say(watch_id, leader, 30, happened_at=NOW + 10 * MINUTE)
    assert TeamWord.objects.count() == 2
    assert TeamWatch.objects.get().heard_at == NOW + 15 * MINUTE


def test_a_word_kept_on_the_phone_counts_from_when_it_was_said(team, officer, leader):
    watch_id = _watch(team, officer)
    _tick(70)
    assert _say(watch_id, leader, 75, happened_at=NOW + 18 * MINUTE) is api.WatchState.WELL
    assert TeamWatch.objects.get().due_at == NOW + 38 * MINUTE
    assert _tick(75)[0] == 1


def test_a_team_is_watched_once_in_an_incident_and_the_same_press_begins_once(team, officer):
    incident_id, token = an_incident(), uuid4()
    first = _watch(team, officer, incident_id=incident_id, token=token)
    assert _watch(team, officer, incident_id=incident_id, token=token) == first
    with pytest.raises(api.TeamWatched):
        _watch(team, officer, incident_id=incident_id)
    assert TeamWatch.objects.count() == 1


@pytest.mark.parametrize("changes", [{"members": 0}, {"every_minutes": 4}, {"every_minutes": 241}, {"place": " "}])
def test_a_watch_that_cannot_be_kept_is_refused(team, officer, changes):
    with pytest.raises(InvalidValue):
        _watch(team, officer, **changes)
    assert TeamWatch.objects.count() == 0


def test_strangers_neither_see_nor_speak_for_a_team(team, officer, leader, actor_with):
    watch_id = _watch(team, officer)
    with pytest.raises(NotFound):
        _say(watch_id, Actor(id="x", name="x", grants=(Grant("team_leader", "513433"),)), 1)
    with pytest.raises(NotAllowed):
        _say(watch_id, actor_with("auditor", "513433"), 1)
    with pytest.raises(NotAllowed):
        _watch(build_team(), leader)
    assert (TeamWord.objects.count(), TeamWatch.objects.count()) == (0, 1)


def test_a_team_that_came_out_says_no_more(team, officer, leader):
    watch_id = _watch(team, officer)
    _say(watch_id, leader, 5, is_out=True)
    with pytest.raises(TransitionNotAllowed):
        _say(watch_id, leader, 6)
    assert TeamWord.objects.count() == 1


def test_the_desk_sees_board_list_chart_steps_teams_and_reminders(team, officer, at, django_assert_max_num_queries):
    at(NOW)
    incident_id = an_incident()
    order_id = an_order(incident_id, NOW)
    _watch(team, officer, incident_id=incident_id)
    _tick(30)
    client = client_of(build_user("commander", "513433"))
    path = f"/incidents/{incident_id}/orders/"
    for view in ("", "?view=list&state=undone&q=stream", "?view=chart", "?view=steps"):
        page = client.get(path + view).content.decode()
        assert team.name in page
    assert f"/orders/{order_id}/" in client.get(path + "?view=list").content.decode()
    assert '<svg class="gantt"' in client.get(path + "?view=chart").content.decode()
    assert client_of(build_user("commander", "510704")).get(path).status_code == 404


def test_the_duty_officer_writes_down_a_word_by_radio_and_takes_a_reminder_on(team, officer, at):
    at(NOW + 30 * MINUTE)
    watch_id = _watch(team, officer)
    _tick(30)
    client = client_of(build_user("duty_officer", "513433", name="the officer"))
    assert client.post(f"/tasks/watches/{watch_id}/", {"act": "well", "members": "8"}).status_code == 302
    assert TeamWatch.objects.get().state == "well"
    row = Escalation.objects.order_by("at", "rung").first()
    answered = client.post(f"/tasks/escalations/{row.id}/", {"answer": "heard by radio", "back": "//evil.example/"})
    assert answered.headers["Location"] == "/tasks/"
    row.refresh_from_db()
    assert row.answered_by == "the officer"
    assert YIHAI.startswith("513433")
