from datetime import timedelta
from uuid import uuid4

import pytest
from tests.factories.incidents import BURST, LEARNED, a_new_incident, an_incident

from anlan.incidents import api
from anlan.incidents.models import Incident, IncidentLink
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.kernel.levels import Level
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db


def test_an_incident_is_opened_with_its_alarms_and_told_once():
    alarm_id = uuid4()
    incident_id = an_incident(alarm_ids=(alarm_id, alarm_id), grade=2)
    row = api.incident(SYSTEM, incident_id)
    assert (row.number, row.event_kind, row.grade, row.is_open) == ("E20200626-001", "11A51", Level.YELLOW, True)
    assert (row.happened_at, row.learned_at, row.longitude) == (BURST, LEARNED, 102.25)
    assert api.subjects_of(SYSTEM, incident_id) == (f"alarm:{alarm_id}",)
    entry = JournalEntry.objects.get()
    assert (entry.kind, entry.incident_id) == ("incidents.incident_opened", incident_id)
    assert entry.payload["alarm_ids"] == [str(alarm_id)]


def test_a_form_sent_twice_opens_one_incident(actor_with):
    officer, form = actor_with("duty_officer"), uuid4()
    for _ in range(2):
        assert api.open_incident(new=a_new_incident(id=form), actor=officer, now=LEARNED) == form
    assert (Incident.objects.count(), JournalEntry.objects.count()) == (1, 1)


def test_a_second_incident_for_an_open_ones_alarm_is_refused_by_its_number():
    alarm_id = uuid4()
    an_incident(alarm_ids=(alarm_id,))
    with pytest.raises(api.IncidentExists) as refusal:
        an_incident(alarm_ids=(alarm_id,))
    assert refusal.value.data == {"number": "E20200626-001"}
    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "11A77"}, "kind"),
        ({"title": "  "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"region": ""}, "region"),
        ({"grade": 5}, "grade"),
        ({"learned_at": BURST - timedelta(seconds=1)}, "learned_at"),
        ({"learned_at": LEARNED + timedelta(minutes=5, seconds=1)}, "learned_at"),
        ({"location": (28.75, 102.25)}, "location"),
    ],
)
def test_an_opening_that_cannot_be_true_stores_nothing(changes, field):
    with pytest.raises(InvalidValue) as refusal:
        an_incident(**changes)
    assert refusal.value.data["field"] == field
    assert (Incident.objects.count(), JournalEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize(("role", "region"), [("township_officer", "513433"), ("duty_officer", "513401")])
def test_who_has_no_right_here_opens_nothing(actor_with, role, region):
    with pytest.raises(NotAllowed):
        api.open_incident(new=a_new_incident(), actor=actor_with(role, region), now=LEARNED)
    assert (Incident.objects.count(), IncidentLink.objects.count(), JournalEntry.objects.count()) == (0, 0, 0)


def test_a_grade_is_changed_with_a_reason_and_both_grades_are_told(actor_with):
    incident_id = an_incident(grade=2)
    api.change_grade(
        incident_id=incident_id, grade=Level.ORANGE, reason="ten dead", actor=actor_with("duty_leader"), now=LEARNED
    )
    entry = JournalEntry.objects.get(kind="incidents.grade_changed")
    assert (entry.payload["previous_grade"], entry.payload["grade"], entry.payload["reason"]) == (2, 3, "ten dead")
    assert Incident.objects.get().grade == 3


@pytest.mark.parametrize(("grade", "reason"), [(2, "the same"), (0, "none"), (3, " ")])
def test_a_grade_without_change_or_reason_is_refused(actor_with, grade, reason):
    incident_id = an_incident(grade=2)
    with pytest.raises(InvalidValue):
        api.change_grade(
            incident_id=incident_id, grade=Level(grade), reason=reason, actor=actor_with("commander"), now=LEARNED
        )
    assert (Incident.objects.get().grade, JournalEntry.objects.count()) == (2, 1)


def test_a_closed_incident_is_not_closed_or_graded_again(actor_with):
    incident_id, leader = an_incident(grade=2), actor_with("duty_leader")
    api.close_incident(incident_id=incident_id, note="water has fallen", actor=leader, now=LEARNED)
    for act in (
        lambda: api.close_incident(incident_id=incident_id, note="again", actor=leader, now=LEARNED),
        lambda: api.change_grade(incident_id=incident_id, grade=Level.RED, reason="x", actor=leader, now=LEARNED),
    ):
        with pytest.raises(TransitionNotAllowed):
            act()
    assert Incident.objects.get().closing_note == "water has fallen"
    assert JournalEntry.objects.count() == 2


def test_a_duty_officer_does_not_close(actor_with):
    incident_id = an_incident()
    with pytest.raises(NotAllowed):
        api.close_incident(incident_id=incident_id, note="over", actor=actor_with("duty_officer"), now=LEARNED)
    assert Incident.objects.get().state == "open"


def test_a_township_learns_nothing_of_anothers_incident(actor_with):
    hidden = an_incident(region="513433102")
    officer = actor_with("township_officer", "513433106")
    refused = []
    for question in (api.incident, api.situation, api.timeline, api.figure_history, api.subjects_of):
        for incident_id in (hidden, uuid4()):
            with pytest.raises(NotFound) as refusal:
                question(officer, incident_id)
            refused.append(refusal.value.data)
    assert refused == [{"what": "incident"}] * 10
    assert api.incidents(officer).total == 0
    assert api.tile(officer, (8, 200, 106)) == b""
    assert b"E20200626-001" in api.tile(actor_with("township_officer", "513433102"), (8, 200, 106))


def test_the_list_is_filtered_and_costs_two_queries(actor_with, django_assert_num_queries):
    officer = actor_with("duty_officer")
    flood, fire = an_incident(), an_incident(kind="11G01", title="Forest fire")
    api.close_incident(incident_id=flood, note="over", actor=actor_with("duty_leader"), now=LEARNED)
    with django_assert_num_queries(2):
        assert [row.id for row in api.incidents(officer).rows] == [fire, flood]
    for wanted in (
        api.IncidentFilter(state=api.IncidentState.OPEN),
        api.IncidentFilter(kind="11G00"),
        api.IncidentFilter(text="forest"),
        api.IncidentFilter(text="-002"),
    ):
        assert [row.id for row in api.incidents(officer, wanted).rows] == [fire]


def test_the_timeline_has_what_belongs_to_the_incident_even_from_before_it(actor_with):
    from tests.factories.alarms import an_alarm

    alarm_id = an_alarm(now=BURST)
    incident_id = an_incident(alarm_ids=(alarm_id,))
    kinds = [entry.kind for entry in api.timeline(actor_with("duty_officer"), incident_id)]
    assert kinds == ["incidents.incident_opened", "alarms.alarm_raised"]


def test_a_linked_thing_of_another_region_stays_off_the_timeline(actor_with):
    from tests.factories.alarms import an_alarm

    elsewhere = an_alarm(now=BURST, region="513401101")
    incident_id = an_incident(alarm_ids=(elsewhere,))
    kinds = [entry.kind for entry in api.timeline(actor_with("duty_officer", "513433"), incident_id)]
    assert kinds == ["incidents.incident_opened"]
