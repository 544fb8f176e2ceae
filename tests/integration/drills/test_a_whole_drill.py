"""A double-blind drill of the flash-flood plan from planning to report, on the test's clock."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from tests.factories.drills import START, Cast, a_drill
from tests.factories.public_warnings import build_places

from anlan.alarms import api as alarms
from anlan.alarms.models import Alarm
from anlan.command import api as command
from anlan.command.models import Order
from anlan.drills import api
from anlan.drills.models import Inject
from anlan.drills.services.injects import release_due
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.plans.models import PlanDrill
from anlan.public_warnings.models import Delivery
from anlan.readiness.models import Posting
from anlan.support import running
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOTE = "The desk did not repeat the message."


def at_minute(minutes):
    return START + timedelta(minutes=minutes)


def tick(minutes):
    release_due(actor=SYSTEM, now=at_minute(minutes))


def released():
    return list(Inject.objects.filter(state="released").values_list("minute", flat=True))


def _release_by_the_clock(drill_id, cast):
    """Let the first three injects come: the second a moment late, the third after a pause of ten minutes."""
    for minute in (0, 0.5, 4.9):
        tick(minute)
    assert released() == [0]
    tick(5)
    api.pause_drill(drill_id=drill_id, reason="Radio test", actor=cast.author, now=at_minute(10))
    tick(20)
    api.resume_drill(drill_id=drill_id, actor=cast.author, now=at_minute(20))
    tick(21)
    assert released() == [0, 5]
    tick(22)
    tick(22)
    assert released() == [0, 5, 12]
    assert JournalEntry.objects.filter(kind="drills.inject_released").count() == 3


def _respond(at, incident_id, cast):
    """Verify the alarm, sign what the plan proposes, carry out one of its orders; return how many were issued."""
    alarm = Alarm.objects.get()
    assert (alarm.is_exercise, alarm.incident_id, alarm.level) == (True, incident_id, 4)
    at(at_minute(23))
    alarms.verify_alarm(alarm_id=alarm.id, actor=cast.player, now=at_minute(23))
    response_id = command.propose_by_plan(incident_id=incident_id, actor=SYSTEM, now=at_minute(23))
    command.start_response(response_id=response_id, text="Started.", actor=cast.approver, now=at_minute(30))
    at(at_minute(30))
    entry = JournalEntry.objects.get(kind="command.response_started")
    running.run_workflow(entry.id, "started_response_issues_orders")
    orders = list(Order.objects.order_by("number"))
    assert {order.is_exercise for order in orders} == {True}
    done = {"order_id": orders[0].id, "actor": SYSTEM}
    command.receive_order(now=at_minute(33), **done)
    command.give_feedback(feedback=command.Feedback(text="Met."), now=at_minute(40), **done)
    command.complete_order(now=at_minute(41), **done)
    return len(orders)


def _ended(drill_id, incident_id, cast):
    """Let the rest come, note an observation and end the drill; return how many orders were called off."""
    tick(36)
    tick(60)
    assert incidents.situation(cast.player, incident_id).totals["missing"].value == 3
    note = api.NewObservation(verdict="lacking", text=NOTE, seat="Duty room")
    api.note_observation(drill_id=drill_id, new=note, actor=cast.observer, now=at_minute(61))
    left = api.end_drill(drill_id=drill_id, reason="All was tried.", actor=cast.author, now=at_minute(75))
    assert not incidents.incident(cast.player, incident_id).is_open
    assert {row.state.value for row in command.responses_of(cast.player, incident_id)} == {"ended"}
    assert set(Order.objects.values_list("state", flat=True)) == {"completed", "cancelled"}
    return left


def _check_score(drill_id, orders, cast):
    total = api.score_drill(drill_id=drill_id, actor=cast.author, now=at_minute(80))
    sheet = api.score_of(api.drill(cast.player, drill_id))
    marks = {mark.criterion: mark for mark in sheet.marks}
    assert marks["response"].score == 100.0
    assert (marks["calls"].score, marks["reports"].score) == (None, None)
    assert (marks["receipt"].met, marks["receipt"].judged) == (1, orders)
    assert {row.outcome for row, _ in sheet.rows if row.criterion == "actions"} >= {"met", "missed"}
    assert 0 < total < 100


def test_a_small_double_blind_drill_from_plan_to_report(at):
    build_places()
    cast = Cast()
    drill_id = a_drill(cast)
    at(START)
    incident_id = api.start_drill(drill_id=drill_id, actor=cast.author, now=START)
    assert incidents.incident(cast.player, incident_id).is_exercise
    _release_by_the_clock(drill_id, cast)
    orders = _respond(at, incident_id, cast)
    assert _ended(drill_id, incident_id, cast) == orders - 1
    _check_score(drill_id, orders, cast)
    lesson = api.DrillLesson(finding="Late", task="Train", owner="Office", due_on=date(2020, 9, 1))
    api.learn(drill_id=drill_id, new=lesson, actor=cast.author, now=at_minute(90))
    assert api.report_drill(drill_id=drill_id, judgement="Passed.", actor=cast.author, now=at_minute(95))
    assert PlanDrill.objects.get().form == "double_blind"
    paper = docx.Document(BytesIO(api.report_document(cast.player, drill_id)[0]))
    assert {NOTE, "Train"} <= {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert [row.task for row in command.lessons_from(cast.player, f"drill:{drill_id}")] == ["Train"]
    told = JournalEntry.objects.filter(incident_id=incident_id)
    assert set(told.values_list("is_exercise", flat=True)) == {True}
    assert (Posting.objects.count(), Delivery.objects.filter(transmission__is_exercise=False).count()) == (0, 0)
