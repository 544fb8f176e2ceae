from datetime import timedelta
from decimal import Decimal

import pytest
from tests.factories.access import client_of
from tests.factories.drills import COUNTY, PLANNED, START, Cast, a_drill, a_new_drill
from tests.factories.incidents import an_incident
from tests.factories.plans import build_plan
from tests.factories.readiness import build_store, build_team

from anlan.command import api as command
from anlan.command.selectors.free_teams import busy_teams
from anlan.drills import api
from anlan.drills.models import Drill, Inject, Observation
from anlan.drills.services.injects import release_due
from anlan.incidents.models import Incident
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotFound, TransitionNotAllowed
from anlan.readiness import api as readiness
from anlan.readiness.models import Requisition
from anlan.support import journal

pytestmark = pytest.mark.django_db
LATER = START + timedelta(minutes=6)


@pytest.fixture
def cast():
    return Cast()


def _started(cast, **changes):
    drill_id = a_drill(cast, **changes)
    api.start_drill(drill_id=drill_id, actor=cast.author, now=START)
    return drill_id


def _state():
    return Drill.objects.values_list("state", flat=True).get()


def test_its_author_does_not_approve_and_nobody_but_the_one_who_was_named(cast, actor_with):
    drill_id = a_drill(cast, is_approved=False, form="full")
    other = actor_with("commander", COUNTY)
    for who, refusal in ((cast.author, api.ApproverIsAuthor), (other, api.NotTheApprover)):
        with pytest.raises(refusal):
            api.approve_drill(drill_id=drill_id, actor=who, now=PLANNED)
    assert _state() == "planned"


def test_a_drill_is_not_planned_with_its_author_as_approver_nor_with_an_insider_who_takes_part(cast):
    plan = build_plan(region=COUNTY)
    wrong = (
        ({"approver_id": cast.author.id}, api.ApproverIsAuthor),
        ({"participants": (api.Participant(organisation="Duty room", seat="Observer"),)}, InvalidValue),
        ({"observers": ("nobody",)}, InvalidValue),
    )
    for changes, refusal in wrong:
        with pytest.raises(refusal):
            api.plan_drill(new=a_new_drill(cast, plan.id, **changes), actor=cast.author, now=PLANNED)
    assert Drill.objects.count() == 0


def test_an_empty_script_is_not_approved_and_an_approved_one_does_not_change(cast):
    drill_id = a_drill(cast, is_approved=False, script="")
    with pytest.raises(api.ScriptIsEmpty):
        api.approve_drill(drill_id=drill_id, actor=cast.approver, now=PLANNED)
    new = api.NewInject(minute=1, sort=api.Sort.NEWS, to="desk", title="rain", text="It rains.")
    api.add_inject(drill_id=drill_id, new=new, actor=cast.author, now=PLANNED)
    api.approve_drill(drill_id=drill_id, actor=cast.approver, now=PLANNED)
    with pytest.raises(TransitionNotAllowed):
        api.add_inject(drill_id=drill_id, new=new, actor=cast.author, now=PLANNED)
    assert (Inject.objects.count(), _state()) == (1, "approved")


def test_only_controllers_lead_and_only_insiders_write_observations(cast):
    drill_id = _started(cast)
    inject_id = Inject.objects.first().id
    named = {"drill_id": drill_id, "actor": cast.player, "now": LATER}
    for run in (
        lambda: api.pause_drill(reason="x", **named),
        lambda: api.end_drill(reason="x", **named),
        lambda: api.release_inject(inject_id=inject_id, **named),
        lambda: api.skip_inject(inject_id=inject_id, reason="x", **named),
        lambda: api.end_drill(reason="x", **{**named, "actor": cast.observer}),
    ):
        with pytest.raises(api.NotAController):
            run()
    with pytest.raises(api.NotAnObserver):
        api.note_observation(new=api.NewObservation(verdict="good"), **named)
    assert (_state(), Observation.objects.count(), Inject.objects.exclude(state="waiting").count()) == ("running", 0, 0)


def test_two_drills_do_not_run_in_one_place_at_once(cast):
    _started(cast)
    second = api.plan_drill(
        new=a_new_drill(cast, Drill.objects.get().plan_id, title="Second"), actor=cast.author, now=PLANNED
    )
    api.approve_drill(drill_id=second, actor=cast.approver, now=PLANNED)
    with pytest.raises(api.AnotherDrillRuns):
        api.start_drill(drill_id=second, actor=cast.author, now=LATER)
    assert (Incident.objects.count(), Drill.objects.get(id=second).state) == (1, "approved")


def test_by_hand_an_inject_comes_earlier_or_not_at_all_and_never_again(cast):
    drill_id = _started(cast)
    first, second = Inject.objects.order_by("minute")[:2]
    named = {"drill_id": drill_id, "actor": cast.author, "now": START}
    api.release_inject(inject_id=first.id, **named)
    api.skip_inject(inject_id=second.id, reason="No radio", **named)
    release_due(actor=SYSTEM, now=LATER)
    with pytest.raises(TransitionNotAllowed):
        api.release_inject(inject_id=first.id, **named)
    found = list(Inject.objects.order_by("minute").values_list("state", "note")[:2])
    assert found == [("released", ""), ("skipped", "No radio")]


def test_what_the_platform_refuses_stops_no_other_inject_and_waits_for_a_controller(cast):
    drill_id = _started(cast)
    Inject.objects.filter(minute=0).update(sort="figures", data={"figures": {"unknown": 1}})
    release_due(actor=SYSTEM, now=LATER)
    assert list(Inject.objects.order_by("minute").values_list("state", flat=True)[:2]) == ["failed", "released"]
    assert api.drill(cast.author, drill_id).state == "running"


def test_a_note_is_taken_once_and_needs_words_where_something_lacked(cast):
    drill_id = _started(cast)
    named = {"drill_id": drill_id, "actor": cast.observer, "now": LATER}
    with pytest.raises(InvalidValue):
        api.note_observation(new=api.NewObservation(verdict="wrong"), **named)
    with pytest.raises(api.NotAPicture):
        api.note_observation(new=api.NewObservation(verdict="good", photo=("x.jpg", b"no picture")), **named)
    new = api.NewObservation(verdict="good", token=drill_id)
    assert api.note_observation(new=new, **named) == api.note_observation(new=new, **named)
    assert Observation.objects.count() == 1


def test_an_exercise_asks_for_no_real_supplies(cast):
    incident_id = _started(cast) and Incident.objects.get().id
    store = build_store()
    new = readiness.NewRequisition(
        store_id=store.id, lines=[("L0101", Decimal(1))], reason="drill", incident_id=incident_id
    )
    with pytest.raises(readiness.ExerciseMovesNoStock):
        readiness.request_supplies(new=new, actor=SYSTEM, now=LATER)
    assert Requisition.objects.count() == 0
    real = readiness.NewRequisition(
        store_id=store.id, lines=[("L0101", Decimal(1))], reason="flood", incident_id=an_incident()
    )
    assert readiness.request_supplies(new=real, actor=SYSTEM, now=LATER)


def test_a_double_blind_drill_does_not_exist_for_who_is_not_named_until_it_starts(cast, at):
    at(PLANNED + timedelta(hours=2))
    drill_id = a_drill(cast)
    client = client_of(cast.player_user)
    pages = [f"/drills/{drill_id}/{page}" for page in ("", "script/", "desk/", "observe/", "score/", "report.docx")]
    assert {client.get(page).status_code for page in (*pages, f"/api/v1/drills/{drill_id}")} == {404}
    assert client.post(f"/drills/{drill_id}/acts/start/").status_code == 404
    assert client.get("/api/v1/drills").json() == {"drills": []}
    assert b"Night rain" not in client.get("/drills/").content
    assert journal.latest(cast.player) == ()
    assert all(entry.payload["title"] == "" for entry in journal.entries_about(f"drill:{drill_id}"))
    assert client_of(cast.observer_user).get(f"/drills/{drill_id}/").status_code == 200
    with pytest.raises(NotFound):
        api.drill(cast.player, drill_id)
    assert _state() == "approved"


def test_who_takes_part_sees_what_was_released_and_nothing_that_is_to_come(cast, at):
    at(LATER)
    drill_id = _started(cast)
    release_due(actor=SYSTEM, now=LATER)
    client = client_of(cast.player_user)
    injects = list(Inject.objects.order_by("minute"))
    read = client.get(f"/api/v1/drills/{drill_id}").json()
    assert [each["title"] for each in read["injects"]] == [injects[1].title, injects[0].title]
    assert [each["expected"]["what"] for each in read["injects"]] == ["", ""]
    page = client.get(f"/drills/{drill_id}/").content.decode()
    assert injects[0].title in page
    assert (read["scenario"], "It rains at night." in page) == ("", False)
    assert not [each.title for each in injects[2:] if each.title in page or each.text in page]
    assert {client.get(f"/drills/{drill_id}/{each}/").status_code for each in ("script", "desk", "observe")} == {404}


def test_a_team_that_only_plays_is_free_for_the_real_thing(cast):
    team = build_team()
    incident_id = _started(cast) and Incident.objects.get().id
    new = command.NewOrder(
        incident_id=incident_id,
        to_kind=command.Receiver.TEAM,
        to_id=team.id,
        to_label="team",
        region=COUNTY,
        text="Play.",
        deadline=LATER + timedelta(hours=1),
    )
    command.issue_order(order=new, actor=SYSTEM, now=LATER)
    assert busy_teams([team.id], is_exercise=True) == {team.id}
    assert busy_teams([team.id], is_exercise=False) == frozenset()
