"""Which teams should go where, why, and sending those that a person chose."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import client_with
from tests.factories.incidents import an_incident
from tests.factories.places import build_divisions
from tests.factories.readiness import build_team

from anlan.command import api
from anlan.command.models import DispatchLine, DispatchPlan, Order
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.readiness.models import Team
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 6, 26, 16, tzinfo=UTC)
COUNTY = "513433"
WEST, EAST = (102.0, 28.5), (102.6, 28.5)


@pytest.fixture
def leader(actor_with):
    return actor_with("duty_leader", COUNTY)


def a_team(east: float, region: str = COUNTY, skills: tuple[str, ...] = ("search",), **fields) -> Team:
    """Store a team that far along the line from west (0) to east (1); it leaves at once."""
    team = build_team(region, skills=list(skills), **({"readiness_minutes": 0} | fields))
    team.location = Point(WEST[0] + east * (EAST[0] - WEST[0]), WEST[1], srid=4326)
    team.save()
    return team


@pytest.fixture
def west():
    return an_incident(NOW, title="West", location=WEST)


@pytest.fixture
def east():
    return an_incident(NOW, title="East", location=EAST)


def wanted(incident_id, **changes) -> api.TeamsWanted:
    first = api.TeamsWanted(incident_id=incident_id, skill="search", count=1, within_minutes=60)
    return replace(first, **changes)


def propose(leader, *demands, **more):
    return api.propose_dispatch(wanted=demands, actor=leader, now=NOW, **more)


def proposed(leader, *demands) -> dict[str, list[str]]:
    sheet = api.dispatch_plan(leader, propose(leader, *demands))
    return {each.incident_title: [line.team_name for line in each.lines] for each in sheet.demands}


def lines_of(plan_id) -> list[DispatchLine]:
    return list(DispatchLine.objects.filter(demand__plan_id=plan_id).order_by("minutes"))


def test_all_demands_are_weighed_at_once(leader, west, east):
    a_team(2.0)  # so that neither of the others is the county's last
    middle, far = a_team(0.5), a_team(0.0, skills=("search", "water"))
    assert proposed(leader, wanted(west), wanted(east)) == {"West": [far.name], "East": [middle.name]}


def test_a_proposal_keeps_arrival_rank_and_why_nearer_teams_stay(leader, west):
    nearest, second, third = a_team(0.1, state="out", note="away"), a_team(0.2, region="513401"), a_team(0.4)
    a_team(0.9)
    sheet = api.dispatch_plan(leader, propose(leader, wanted(west)))
    (line,) = sheet.demands[0].lines
    assert (line.team_name, line.rank, line.able, line.is_by_road) == (third.name, 2, 3, False)
    assert [(each["team"], each["why"]) for each in line.nearer] == [(nearest.name, "away")]
    assert second.name not in str(sheet)  # another county's team is not for this officer to send


def test_a_team_that_carries_out_an_order_is_not_proposed_again(leader, west, east):
    busy, free = a_team(0.1), a_team(0.8)
    a_team(3.0)
    plan = propose(leader, wanted(west))
    api.issue_dispatch(plan_id=plan, line_ids=[lines_of(plan)[0].id], actor=leader, now=NOW)
    assert proposed(leader, wanted(east)) == {"East": [free.name]}
    assert busy.name != free.name


def test_what_no_team_can_do_is_said_to_be_lacking(leader, west):
    a_team(0.1)
    a_team(0.2)
    sheet = api.dispatch_plan(leader, propose(leader, wanted(west, skill="diving", count=3)))
    assert (sheet.demands[0].missing, sheet.demands[0].lines) == (3, ())
    entry = JournalEntry.objects.get(kind="command.dispatch_proposed")
    assert (entry.payload["teams"], entry.payload["missing"]) == (0, 3)


def test_the_chosen_teams_get_one_order_each_however_often_they_are_sent(leader, west):
    for east_of in (0.1, 0.2, 0.3):
        a_team(east_of)
    plan = propose(leader, wanted(west, count=2))
    first, second = lines_of(plan)
    for _ in range(2):
        api.issue_dispatch(plan_id=plan, line_ids=[first.id], actor=leader, now=NOW)
    order = Order.objects.get()
    assert (order.to_kind, order.to_id, order.incident_id, order.needs_place) == ("team", first.team_id, west, True)
    assert order.deadline == NOW + timedelta(minutes=60)
    assert api.dispatch_plan(leader, plan).unsent == 1
    second.refresh_from_db()
    assert second.order_id is None


def test_a_deadline_is_not_before_the_team_can_be_there(leader, west):
    a_team(2.0)
    a_team(3.0)
    plan = propose(leader, wanted(west, within_minutes=30))
    (line,) = lines_of(plan)
    api.issue_dispatch(plan_id=plan, line_ids=[line.id], actor=leader, now=NOW)
    assert line.is_late
    assert Order.objects.get().deadline > NOW + timedelta(minutes=line.minutes - 1)


@pytest.mark.parametrize("how", ["out", "gone", "sent elsewhere"])
def test_a_team_that_is_no_longer_free_stops_the_whole_sending(leader, west, east, how):
    for east_of in (0.1, 0.2, 0.3, 0.4):
        a_team(east_of)
    plan = propose(leader, wanted(west, count=2))
    lines = lines_of(plan)
    if how == "out":
        Team.objects.filter(id=lines[1].team_id).update(state="out")
    elif how == "gone":
        Team.objects.filter(id=lines[1].team_id).delete()
    else:
        other = propose(leader, wanted(east, count=3))
        line = next(each for each in lines_of(other) if each.team_id == lines[1].team_id)
        api.issue_dispatch(plan_id=other, line_ids=[line.id], actor=leader, now=NOW)
    before = Order.objects.count()
    with pytest.raises(api.NoLongerFree) as refusal:
        api.issue_dispatch(plan_id=plan, line_ids=[each.id for each in lines], actor=leader, now=NOW)
    assert refusal.value.data["team"] == lines[1].team_name
    assert Order.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"skill": "magic"}, "skill"),
        ({"count": 0}, "count"),
        ({"count": 51}, "count"),
        ({"within_minutes": 0}, "within_minutes"),
        ({"within_minutes": 1441}, "within_minutes"),
        ({"weight": 6}, "weight"),
    ],
)
def test_a_demand_that_makes_no_sense_is_refused(leader, west, changes, field):
    with pytest.raises(InvalidValue) as refusal:
        propose(leader, wanted(west, **changes))
    assert refusal.value.data["field"] == field
    assert not DispatchPlan.objects.exists()


@pytest.mark.parametrize("how_many", [0, 101])
def test_nothing_and_too_much_are_refused(leader, west, how_many):
    with pytest.raises(InvalidValue):
        propose(leader, *[wanted(west)] * how_many)
    assert not DispatchPlan.objects.exists()


def test_the_same_skill_twice_for_an_incident_is_refused(leader, west):
    with pytest.raises(InvalidValue):
        propose(leader, wanted(west), wanted(west, count=2))


def test_an_incident_without_a_place_or_that_is_closed_is_refused(leader):
    nowhere = an_incident(NOW, location=None)
    with pytest.raises(api.NoPlaceOfIncident):
        propose(leader, wanted(nowhere))
    incidents.close_incident(incident_id=nowhere, note="over", actor=SYSTEM, now=NOW)
    with pytest.raises(InvalidValue):
        propose(leader, wanted(nowhere))
    assert not DispatchPlan.objects.exists()


def test_an_exercise_and_a_real_incident_are_never_weighed_together(leader, west):
    drill = an_incident(NOW, location=EAST, is_exercise=True)
    with pytest.raises(InvalidValue):
        propose(leader, wanted(west), wanted(drill))
    assert not DispatchPlan.objects.exists()
    assert DispatchPlan.objects.get(id=propose(leader, wanted(drill))).is_exercise


def test_the_same_press_of_the_button_makes_one_proposal(leader, west):
    a_team(0.1)
    token = uuid4()
    assert propose(leader, wanted(west), token=token) == propose(leader, wanted(west), token=token)
    assert DispatchPlan.objects.count() == 1


def test_who_may_not_order_neither_proposes_nor_sends(leader, west, actor_with):
    a_team(0.1)
    a_team(0.2)
    plan = propose(leader, wanted(west))
    line = lines_of(plan)[0].id
    with pytest.raises(NotAllowed):
        propose(actor_with("duty_officer", COUNTY), wanted(west))
    stranger = actor_with("duty_leader", "513401")
    with pytest.raises(NotFound):
        propose(stranger, wanted(west))
    with pytest.raises(NotFound):
        api.dispatch_plan(stranger, plan)
    with pytest.raises(NotFound):
        api.issue_dispatch(plan_id=plan, line_ids=[line], actor=stranger, now=NOW)
    assert (DispatchPlan.objects.count(), Order.objects.count()) == (1, 0)


def test_lines_of_another_proposal_are_not_sent(leader, west, east):
    a_team(0.1)
    a_team(0.9)
    a_team(1.5)
    mine, other = propose(leader, wanted(west)), propose(leader, wanted(east))
    for chosen in ([], [lines_of(other)[0].id], [lines_of(mine)[0].id, lines_of(other)[0].id]):
        with pytest.raises(InvalidValue):
            api.issue_dispatch(plan_id=mine, line_ids=chosen, actor=leader, now=NOW)
    assert not Order.objects.exists()


def test_a_leader_proposes_and_sends_on_the_pages(west, at):
    build_divisions()
    at(NOW)
    for east_of in (0.1, 0.2, 0.3):
        a_team(east_of)
    client = client_with("duty_leader", COUNTY)
    assert str(west) in client.get(f"/dispatch/new/?incident={west}").content.decode()
    form = {"incident": [str(west), ""], "skill": ["search", ""], "count": ["2", "1"], "minutes": ["60"] * 2}
    form["weight"] = ["5", "3"]
    assert client.post("/dispatch/new/", form | {"count": ["many", "1"]}).status_code == 422
    assert client.post("/dispatch/new/", {}).status_code == 422
    assert not DispatchPlan.objects.exists()
    answer = client.post("/dispatch/new/", form)
    plan = DispatchPlan.objects.get()
    assert answer.url == f"/dispatch/{plan.id}/"
    page = client.get(answer.url).content.decode()
    assert page.count('name="line"') == 2
    assert client.post(f"{answer.url}send/", {}).status_code == 422
    line = lines_of(plan.id)[0]
    assert client.post(f"{answer.url}send/", {"line": [str(line.id)]}).status_code == 302
    assert client.get(answer.url).content.decode().count('name="line"') == 1
    assert Order.objects.get().to_id == line.team_id
    assert f"/dispatch/{plan.id}/" in client.get("/dispatch/").content.decode()


def test_the_list_asks_the_same_number_of_questions_for_one_proposal_as_for_many(leader, west, at):
    build_divisions()
    at(NOW)
    a_team(0.1)
    client, counts = client_with("duty_leader", COUNTY), []
    client.get("/dispatch/")
    for more in (1, 9):
        for _ in range(more):
            propose(leader, wanted(west))
        client.get("/dispatch/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/dispatch/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
