from dataclasses import replace
from datetime import timedelta

import pytest
from tests.factories.alarms import a_signal
from tests.factories.incidents import LEARNED, a_report, an_incident
from tests.factories.plans import build_plan

from anlan.alarms import api as alarms
from anlan.command import api
from anlan.command.models import Order, Response
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.kernel.levels import Level
from anlan.plans.domain.files import shipped_plan
from anlan.support import running
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=5)
VILLAGE = "513433102201"


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)


@pytest.fixture
def commander(actor_with):
    return actor_with("commander", "513433")


def _run(workflow, kind):
    """Run a workflow for the newest entry of a kind, twice: the second time must change nothing."""
    entry = JournalEntry.objects.filter(kind=kind).order_by("-id").first()
    assert running.run_workflow(entry.id, workflow) is True
    assert running.run_workflow(entry.id, workflow) is False


def _incident_with_alarm(level=Level.RED):
    signal = replace(a_signal(), region=VILLAGE, level=level)
    alarm_id = alarms.raise_alarm(signal=signal, actor=SYSTEM, now=LEARNED)
    alarms.verify_alarm(alarm_id=alarm_id, actor=SYSTEM, now=LEARNED)
    return an_incident(alarm_ids=(alarm_id,))


def test_a_red_alarm_that_opened_an_incident_proposes_level_two_with_its_reason(commander):
    build_plan()
    incident_id = _incident_with_alarm()
    _run("opened_incident_proposes_response", "incidents.incident_opened")
    (row,) = api.responses_of(commander, incident_id)
    assert (row.state, row.proposed_level, row.level) == ("proposed", Level.ORANGE, Level.NONE)
    assert dict(row.figures) == {"alarm_level": "4"}
    assert (len(row.reasons), row.proposed_by) == (1, SYSTEM.name)


def test_without_a_plan_or_a_trigger_nothing_is_proposed(commander):
    incident_id = an_incident()
    _run("opened_incident_proposes_response", "incidents.incident_opened")
    build_plan()
    api.propose_by_plan(incident_id=incident_id, actor=SYSTEM, now=NOW)
    assert api.responses_of(commander, incident_id) == ()


def test_a_started_response_issues_the_plans_tasks_to_those_it_names(commander):
    build_plan()
    incident_id = _incident_with_alarm()
    response_id = api.propose_by_plan(incident_id=incident_id, actor=SYSTEM, now=NOW)
    api.start_response(response_id=response_id, text="Started.", actor=commander, now=NOW)
    _run("started_response_issues_orders", "command.response_started")
    keys = {order.task_key: order for order in Order.objects.all()}
    towns = [key for key in keys if key.endswith(":" + VILLAGE[:9])]
    villages = [key for key in keys if key.endswith(":" + VILLAGE)]
    assert (len(towns), len(villages)) == (1, 1)
    assert keys[towns[0]].region == VILLAGE[:9]
    assert all(order.deadline > NOW for order in keys.values())
    assert [order.number for order in Order.objects.order_by("number")] == list(range(1, len(keys) + 1))


def test_every_order_of_the_response_is_a_task_of_the_shipped_plan_in_its_words_and_time(commander):
    plan = build_plan()
    response_id = api.propose_by_plan(incident_id=_incident_with_alarm(), actor=SYSTEM, now=NOW)
    api.start_response(response_id=response_id, text="Started.", actor=commander, now=NOW)
    api.issue_orders_by_plan(response_id=response_id, actor=SYSTEM, now=NOW)
    tasks = {task.key: task for task in shipped_plan(plan.key).level(Level.ORANGE).tasks}
    orders = Order.objects.prefetch_related("waits_for").filter(response_id=response_id)
    keys = {order.id: order.task_key.partition(":")[0] for order in orders}
    assert set(keys.values()) == set(tasks)
    for order in orders:
        task = tasks[keys[order.id]]
        assert (order.text, order.deadline - NOW) == (task.text, timedelta(minutes=task.within_minutes))
        assert (order.needs_photo, order.needs_place) == (task.needs_photo, task.needs_place)
        assert {keys[each.id] for each in order.waits_for.all()} == set(task.after)


def test_ten_dead_or_missing_raise_the_proposal_to_level_two(commander):
    build_plan()
    incident_id = _incident_with_alarm(Level.ORANGE)
    response_id = api.propose_by_plan(incident_id=incident_id, actor=SYSTEM, now=NOW)
    assert api.response(commander, response_id).proposed_level is Level.YELLOW
    report = a_report(dead=3, missing=7)
    incidents.record_situation(incident_id=incident_id, report=report, actor=SYSTEM, now=NOW + timedelta(hours=1))
    _run("recorded_situation_proposes_higher_response", "incidents.situation_recorded")
    row = api.response(commander, response_id)
    assert (row.proposed_level, dict(row.figures)["dead_and_missing"]) == (Level.ORANGE, "10")
    assert Response.objects.count() == 1


def test_a_closed_incident_gets_no_new_proposal(commander, actor_with):
    build_plan()
    incident_id = _incident_with_alarm()
    incidents.close_incident(incident_id=incident_id, note="Over.", actor=commander, now=NOW)
    assert api.propose_by_plan(incident_id=incident_id, actor=SYSTEM, now=NOW) is None
    assert Response.objects.count() == 0


def test_a_response_by_hand_carries_the_words_of_the_plan_in_force(commander, actor_with):
    plan = build_plan()
    incident_id = an_incident()
    incident = incidents.incident(commander, incident_id)
    proposal = api.proposal_by_hand(incident=incident, level=Level.YELLOW, reasons=("The river rises.",))
    response_id = api.propose_response(proposal=proposal, actor=actor_with("duty_leader", "513433"), now=NOW)
    row = api.response(commander, response_id)
    assert (row.plan_id, row.plan_title, row.reasons) == (str(plan.id), plan.name, ("The river rises.",))
    assert len(row.tasks) > 3
