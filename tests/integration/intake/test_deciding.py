"""Taking, merging, linking, declaring, forwarding, rating: each act and each refusal."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from tests.factories.incidents import LEARNED, a_new_incident, an_incident
from tests.factories.intake import a_matter
from tests.factories.people import build_organisation

from anlan.incidents import api as incidents
from anlan.incidents.models import Incident
from anlan.intake import api
from anlan.intake.models import Forwarding, Matter
from anlan.intake.services.forwarding import watch_forwardings
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.support import journal

pytestmark = pytest.mark.django_db
COUNTY, TOWNSHIP = "513433", "513433106"
LATER = LEARNED + timedelta(minutes=5)


@pytest.fixture
def officer(actor_with):
    return actor_with("duty_officer", COUNTY)


def state(matter_id):
    return Matter.objects.get(id=matter_id).state


def kinds(matter_id):
    return [entry.kind.removeprefix("intake.matter_") for entry in journal.entries_about(f"matter:{matter_id}")]


def test_a_matter_is_taken_once_by_whom_the_desk_is(officer, actor_with):
    matter_id = a_matter(LEARNED)
    with pytest.raises(NotFound):
        api.take_matter(matter_id=matter_id, actor=actor_with("duty_officer", "513434"), now=LATER)
    with pytest.raises(NotAllowed):
        api.take_matter(matter_id=matter_id, actor=actor_with("auditor", COUNTY), now=LATER)
    assert state(matter_id) == "received"
    api.take_matter(matter_id=matter_id, actor=officer, now=LATER)
    with pytest.raises(TransitionNotAllowed):
        api.take_matter(matter_id=matter_id, actor=officer, now=LATER)
    row = api.matter(officer, matter_id)
    assert (row.state, row.taken_by, row.taken_at) == (api.MatterState.TAKEN, officer.name, LATER)


def test_closing_wants_a_reason_and_can_be_taken_back_with_one(officer):
    matter_id = a_matter(LEARNED)
    with pytest.raises(InvalidValue):
        api.close_matter(matter_id=matter_id, reason=" ", actor=officer, now=LATER)
    assert state(matter_id) == "received"
    api.close_matter(matter_id=matter_id, reason="wrong number", actor=officer, now=LATER)
    assert api.waiting(officer) == ()
    api.reopen_matter(matter_id=matter_id, reason="called again", actor=officer, now=LATER)
    assert (state(matter_id), kinds(matter_id)) == ("taken", ["received", "closed", "reopened"])


def test_looking_up_who_told_it_is_written_into_the_journal_without_the_number(officer, actor_with):
    matter_id = a_matter(LEARNED)
    with pytest.raises(NotAllowed):
        api.reveal_teller(matter_id=matter_id, actor=actor_with("commander", COUNTY), now=LATER)
    assert api.reveal_teller(matter_id=matter_id, actor=officer, now=LATER) == ("Invented Caller", "13800000000")
    entries = journal.entries_about(f"matter:{matter_id}")
    assert [entry.kind for entry in entries] == ["intake.matter_received", "intake.teller_revealed"]
    assert all("13800000000" not in str(entry.payload) and "Invented" not in str(entry.payload) for entry in entries)


def test_merging_keeps_both_and_can_be_taken_back(officer):
    first, second = a_matter(LEARNED), a_matter(LATER, location=None, text="smoke", teller_phone="")
    repeats = api.matter(officer, first).repeats
    api.merge_matter(matter_id=second, into_id=first, actor=officer, now=LATER)
    assert (state(second), api.matter(officer, first).repeats) == ("merged", repeats + 1)
    assert [row.id for row in api.merged_into(officer, first)] == [second]
    api.part_matter(matter_id=second, actor=officer, now=LATER)
    assert (state(second), api.matter(officer, first).repeats) == ("taken", repeats)
    assert Matter.objects.count() == 2


def test_a_matter_is_not_merged_into_itself_nor_into_a_merged_one_nor_into_an_exercise(officer):
    first, second, third = (a_matter(LEARNED) for _ in range(3))
    drill = a_matter(LEARNED, is_exercise=True)
    api.merge_matter(matter_id=second, into_id=first, actor=officer, now=LATER)
    for into_id in (third, second):
        with pytest.raises(api.MergedIntoItself):
            api.merge_matter(matter_id=third, into_id=into_id, actor=officer, now=LATER)
    with pytest.raises(api.ExerciseMixed):
        api.merge_matter(matter_id=third, into_id=drill, actor=officer, now=LATER)
    assert (state(third), state(drill)) == ("received", "received")


def test_a_linked_matter_stands_on_the_incidents_timeline_until_the_link_is_taken_back(officer):
    incident_id, matter_id = an_incident(), a_matter(LATER)
    drill = an_incident(is_exercise=True)
    with pytest.raises(api.ExerciseMixed):
        api.link_matter(matter_id=matter_id, incident_id=drill, actor=officer, now=LATER)
    assert state(matter_id) == "received"
    near = api.near_incidents(officer, TOWNSHIP, (102.25, 28.60))
    assert [(each.incident.id, round(each.km, 1)) for each in near] == [(incident_id, 16.7)]
    api.link_matter(matter_id=matter_id, incident_id=incident_id, actor=officer, now=LATER)
    assert [row.id for row in api.matters_of_incident(officer, incident_id)] == [matter_id]
    assert "intake.matter_linked" in [entry.kind for entry in incidents.timeline(officer, incident_id)]
    api.unlink_matter(matter_id=matter_id, reason="another valley", actor=officer, now=LATER)
    assert (state(matter_id), api.matters_of_incident(officer, incident_id)) == ("taken", ())


def declared(officer, *matter_ids, **changes):
    new = a_new_incident(region=TOWNSHIP, learned_at=LATER, happened_at=LATER, id=changes.pop("id", uuid4()), **changes)
    figures = {"missing": Decimal(2)}
    declaration = api.Declaration(incident=new, matter_ids=matter_ids, figures=figures)
    return api.declare_incident(declaration=declaration, actor=officer, now=LATER)


def test_a_declared_incident_was_learned_of_when_its_first_matter_came_in(officer):
    first, second = a_matter(LEARNED), a_matter(LEARNED + timedelta(minutes=2))
    token = uuid4()
    incident_id = declared(officer, first, second, id=token)
    assert declared(officer, first, second, id=token) == incident_id == token
    incident = incidents.incident(officer, incident_id)
    assert (incident.learned_at, incident.happened_at) == (LEARNED, LEARNED)
    assert incidents.situation(officer, incident_id).total("missing") == Decimal(2)
    assert len(incidents.figure_history(officer, incident_id)) == 1
    assert {state(first), state(second)} == {"declared"}
    with pytest.raises(TransitionNotAllowed):
        declared(officer, first)
    assert Incident.objects.count() == 1


def test_from_a_drills_matter_no_real_incident_is_declared(officer):
    matter_id = a_matter(LEARNED, is_exercise=True)
    with pytest.raises(api.ExerciseMixed):
        declared(officer, matter_id)
    assert (state(matter_id), Incident.objects.count()) == ("received", 0)


@pytest.fixture
def department(db):
    return build_organisation(kind="department", region=COUNTY, branch="transport")


def forwarded(officer, department, matter_id):
    to = {"category": "road", "organisation_id": department.id, "note": ""}
    return api.forward_matter(matter_id=matter_id, **to, actor=officer, now=LATER)


def test_a_department_answers_and_the_rating_closes_the_matter(officer, actor_with, department):
    operator, matter_id = actor_with("department_operator", COUNTY), a_matter(LEARNED)
    forwarding_id = forwarded(officer, department, matter_id)
    assert api.receivers_for(officer, TOWNSHIP)[0].value == f"road:{department.id}"
    row = api.to_answer(operator)[0]
    assert (row.id, row.due_at) == (forwarding_id, LATER + timedelta(hours=48))
    with pytest.raises(NotFound):
        api.answer_forwarding(forwarding_id=forwarding_id, answer="done", actor=officer, now=LATER)
    api.answer_forwarding(forwarding_id=forwarding_id, answer="stones cleared", actor=operator, now=LATER)
    api.send_back(matter_id=matter_id, reason="one lane only", actor=officer, now=LATER)
    api.answer_forwarding(forwarding_id=forwarding_id, answer="both lanes", actor=operator, now=LATER)
    with pytest.raises(InvalidValue):
        api.rate_matter(matter_id=matter_id, rating=2, note="", actor=officer, now=LATER)
    assert state(matter_id) == "answered"
    api.rate_matter(matter_id=matter_id, rating=5, note="", actor=officer, now=LATER)
    assert (state(matter_id), api.ratings(officer)) == ("rated", (1, 5.0))
    assert kinds(matter_id) == ["received", "forwarded", "answered", "sent_back", "answered", "rated"]


def test_what_is_not_the_departments_comes_back_with_a_reason_and_goes_elsewhere(officer, actor_with, department):
    operator, matter_id = actor_with("department_operator", COUNTY), a_matter(LEARNED)
    forwarding_id = forwarded(officer, department, matter_id)
    api.return_forwarding(forwarding_id=forwarding_id, reason="a village road", actor=operator, now=LATER)
    assert (state(matter_id), api.to_answer(operator)) == ("taken", ())
    forwarded(officer, department, matter_id)
    assert [row.state for row in api.forwardings_of(matter_id)] == ["open", "returned"]


def test_a_department_of_another_region_is_refused(officer):
    matter_id, abroad = a_matter(LEARNED), build_organisation(kind="department", region="513434", branch="transport")
    for stranger in (abroad.id, uuid4()):
        to = {"category": "road", "organisation_id": stranger, "note": ""}
        with pytest.raises(api.NotThisDepartment):
            api.forward_matter(matter_id=matter_id, **to, actor=officer, now=LATER)
    assert (state(matter_id), Forwarding.objects.count()) == ("received", 0)


def test_a_late_answer_is_told_once_and_the_last_moment_is_in_time(officer, department):
    matter_id = a_matter(LEARNED)
    forwarded(officer, department, matter_id)
    due = LATER + timedelta(hours=48)
    watch_forwardings(actor=SYSTEM, now=due)
    assert "overdue" not in kinds(matter_id)
    for _ in range(2):
        watch_forwardings(actor=SYSTEM, now=due + timedelta(seconds=1))
    assert kinds(matter_id).count("overdue") == 1
