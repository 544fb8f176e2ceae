"""What villages tick by name stands beside what townships report, and begins the township's report."""

from datetime import timedelta

import pytest
from tests.factories.access import client_with
from tests.factories.incidents import an_incident
from tests.factories.public_warnings import (
    AUTHOR,
    COUNTY,
    NIGHT,
    TOWNSHIP,
    VILLAGES,
    an_issued,
    build_places,
    build_responsible_people,
)

from anlan.command import api
from anlan.command.models import Evacuation
from anlan.kernel.actors import SYSTEM
from anlan.people.models import Household
from anlan.public_warnings import api as warnings
from anlan.public_warnings.models import CallTask, MoveTask

pytestmark = pytest.mark.django_db
REGIONS = (TOWNSHIP, *VILLAGES)


@pytest.fixture
def incident_id(at):
    """An incident with two warnings: three households of four are to be moved, and the second lists them anew."""
    at(NIGHT + timedelta(minutes=30))
    build_places()
    build_responsible_people()
    for number in range(3):
        Household.objects.create(
            region=VILLAGES[0], head_name=f"head {number}", address="x", persons=4, is_to_move_first=True
        )
    incident = an_incident()
    first = an_issued()
    warnings.begin_calls(actor=SYSTEM, now=NIGHT)
    CallTask.objects.filter(warning_id=first).update(incident_id=incident)
    tick(first, "head 0", "head 1", minutes=5)
    second = an_issued(now=NIGHT + timedelta(minutes=10))
    warnings.begin_calls(actor=SYSTEM, now=NIGHT + timedelta(minutes=10))
    CallTask.objects.filter(warning_id=second).update(incident_id=incident)
    tick(second, "head 1", minutes=12, state=warnings.MoveState.REFUSED)
    return incident


def tick(warning_id, *names, minutes, state=warnings.MoveState.MOVED):
    rows = MoveTask.objects.filter(warning_id=warning_id, head_name__in=names)
    told = warnings.Ticks(ids=tuple(row.id for row in rows), state=state)
    now = NIGHT + timedelta(minutes=minutes)
    warnings.tick_households(task_id=rows[0].task_id, ticks=told, actor=AUTHOR, now=now)


def test_a_household_on_two_lists_counts_once_by_what_was_said_last(incident_id):
    (found,) = warnings.moved_by_township(AUTHOR, incident_id)
    assert (found.region, found.households_to_move, found.persons_to_move) == (TOWNSHIP, 3, 12)
    assert (found.households_moved, found.persons_moved) == (1, 4)
    assert found.as_of == NIGHT + timedelta(minutes=12)


def test_who_may_not_see_the_calls_is_told_no_counts(incident_id, actor_with):
    assert warnings.moved_by_township(actor_with("township_officer", "513433102"), incident_id) == ()
    assert warnings.moved_by_township(actor_with("warehouse_keeper"), incident_id) == ()
    assert warnings.moved_by_township(AUTHOR, an_incident(is_exercise=True)) == ()


def test_the_incidents_table_shows_the_lists_and_takes_its_target_from_them(incident_id):
    leader = client_with("commander", COUNTY)
    panel = f"/incidents/{incident_id}/panels/evacuation/"
    page = leader.get(panel).content.decode()
    assert 'name="households" value="3"' in page
    answer = leader.post(
        f"/incidents/{incident_id}/evacuation/target/", {"region": TOWNSHIP, "households": "3", "persons": "12"}
    )
    assert answer.status_code == 302
    row = Evacuation.objects.get()
    assert (row.planned_households, row.planned_persons, row.moved_persons) == (3, 12, None)
    assert 'name="households" value="3"' not in leader.get(panel).content.decode()
    (line,) = api.evacuation_with_lists(AUTHOR, incident_id).lines
    assert (line.planned, line.listed.moved) == (api.Count(3, 12), api.Count(1, 4))


def test_the_townships_form_begins_with_the_numbers_by_name_until_it_told_more(incident_id):
    township = client_with("township_officer", TOWNSHIP)
    address = f"/tasks/evacuation/{incident_id}/?region={TOWNSHIP}"
    page = township.get(address).content.decode()
    assert 'id="households" name="households" inputmode="numeric" pattern="[0-9]*" required value="1"' in page
    assert not Evacuation.objects.exists()
    township.post(address, {"region": TOWNSHIP, "households": "2", "persons": "8"})
    assert 'pattern="[0-9]*" required value="2"' in township.get(address).content.decode()
