from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.factories.access import build_user, client_of
from tests.factories.command import YIHAI, a_task, an_order
from tests.factories.incidents import LEARNED, an_incident
from tests.factories.people import build_person
from tests.factories.readiness import build_team

from anlan.command import api
from anlan.command.domain.responses import PlannedTask
from anlan.command.models import Escalation, Order, OrderFeedback, OrderStep
from anlan.command.services.chasing import climb_ladder
from anlan.command.services.closing import mark_overdue_orders
from anlan.command.services.watching import notice_silence
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.support import running
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=10)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def yihai(actor_with):
    return actor_with("township_officer", YIHAI)


@pytest.fixture
def commander(actor_with):
    return actor_with("commander", "513433")


def _climb(minutes):
    return climb_ladder(actor=SYSTEM, now=NOW + minutes * MINUTE)


def test_an_order_that_nobody_receives_is_told_rung_by_rung_once_each():
    officer, leader = build_user("duty_officer", "513433"), build_user("duty_leader", "513433")
    build_user("duty_officer", "5134")
    an_order(an_incident(), NOW)
    assert [_climb(minutes) for minutes in (4, 5, 6, 14, 15, 16)] == [0, 1, 0, 0, 1, 0]
    first, second = Escalation.objects.order_by("at")
    assert (first.told, second.told) == ([str(officer.id)], [str(leader.id)])
    assert JournalEntry.objects.filter(kind="command.escalated").count() == 2


def test_receiving_stops_the_first_rungs_and_the_deadline_starts_the_next(yihai, commander):
    order_id = an_order(an_incident(), NOW)
    api.receive_order(order_id=order_id, actor=yihai, now=NOW)
    assert [_climb(minutes) for minutes in (20, 59, 60, 75, 90, 300)] == [0, 0, 1, 1, 1, 0]
    assert [row.trouble for row in api.escalations_about(commander, order_id)] == [api.Trouble.LATE] * 3


def test_a_deadline_given_anew_climbs_anew(yihai, commander):
    order_id = an_order(an_incident(), NOW)
    api.receive_order(order_id=order_id, actor=yihai, now=NOW)
    assert _climb(61) == 1
    mark_overdue_orders(actor=SYSTEM, now=NOW + 61 * MINUTE)
    longer = {"deadline": NOW + 120 * MINUTE, "reason": "the road is cut"}
    api.extend_deadline(order_id=order_id, actor=commander, now=NOW + 62 * MINUTE, **longer)
    assert Order.objects.get().overdue_at is None
    assert [_climb(minutes) for minutes in (76, 119, 120)] == [0, 0, 1]


def test_an_earlier_deadline_is_refused_and_changes_nothing(commander):
    order_id = an_order(an_incident(), NOW)
    with pytest.raises(InvalidValue):
        api.extend_deadline(order_id=order_id, deadline=NOW + MINUTE, reason="x", actor=commander, now=NOW)
    assert Order.objects.get().deadline == NOW + 60 * MINUTE
    assert OrderStep.objects.count() == 0


def test_a_receiver_may_not_give_itself_more_time(yihai):
    order_id = an_order(an_incident(), NOW)
    with pytest.raises((NotAllowed, NotFound)):
        api.extend_deadline(order_id=order_id, deadline=NOW + 90 * MINUTE, reason="x", actor=yihai, now=NOW)
    assert Order.objects.get().deadline == NOW + 60 * MINUTE


def test_a_reminder_is_taken_on_once_and_a_second_person_is_told_who_has_it(commander, actor_with, yihai):
    order_id = an_order(an_incident(), NOW)
    _climb(5)
    (row,) = api.escalations_about(commander, order_id)
    answer = {"escalation_id": row.id, "answer": "telephoned", "now": NOW}
    with pytest.raises(NotAllowed):
        api.answer_escalation(actor=yihai, **answer)
    assert Escalation.objects.get().answered_at is None
    api.answer_escalation(actor=commander, **answer)
    api.answer_escalation(actor=commander, **answer)
    with pytest.raises(api.AlreadyAnswered):
        api.answer_escalation(actor=actor_with("duty_leader", "513433"), **answer)
    assert Escalation.objects.get().answered_by == commander.name
    assert JournalEntry.objects.filter(kind="command.escalation_answered").count() == 1


def test_a_press_sent_again_after_the_completion_was_sent_back_does_not_complete_it_anew(yihai, commander):
    order_id = an_order(an_incident(), NOW, needs_feedback=False)
    press = api.Press(token=uuid4())
    api.receive_order(order_id=order_id, actor=yihai, now=NOW)
    api.complete_order(order_id=order_id, actor=yihai, now=NOW, press=press)
    api.return_order(order_id=order_id, reason="two houses left", actor=commander, now=NOW)
    again = api.complete_order(order_id=order_id, actor=yihai, now=NOW, press=press)
    assert (again, Order.objects.get().state) == (api.OrderState.IN_PROGRESS, "in_progress")
    assert [step.act for step in OrderStep.objects.all()] == ["receive", "complete", "return"]


def test_what_was_done_without_a_link_counts_from_when_it_was_done(yihai):
    order_id = an_order(an_incident(), NOW, needs_feedback=False)
    later = NOW + 90 * MINUTE
    api.receive_order(order_id=order_id, actor=yihai, now=later, press=api.Press(at=NOW + 5 * MINUTE))
    api.complete_order(order_id=order_id, actor=yihai, now=later, press=api.Press(at=NOW + 40 * MINUTE))
    row = Order.objects.get()
    assert (row.received_at, row.completed_at) == (NOW + 5 * MINUTE, NOW + 40 * MINUTE)
    assert {step.told_at for step in OrderStep.objects.all()} == {later}


def test_feedback_said_before_a_cancellation_is_kept_and_moves_nothing(yihai, commander):
    order_id = an_order(an_incident(), NOW)
    api.cancel_order(order_id=order_id, reason="no longer", actor=commander, now=NOW + 10 * MINUTE)
    early = api.Feedback(text="40 moved", happened_at=NOW + 5 * MINUTE, token=uuid4())
    for _ in range(2):
        api.give_feedback(order_id=order_id, feedback=early, actor=yihai, now=NOW + 60 * MINUTE)
    with pytest.raises(TransitionNotAllowed):
        api.give_feedback(order_id=order_id, feedback=api.Feedback(text="x"), actor=yihai, now=NOW + 61 * MINUTE)
    assert (Order.objects.get().state, OrderFeedback.objects.count()) == ("cancelled", 1)


def test_an_order_waits_for_those_that_its_plan_puts_before_it(yihai, commander):
    first = an_order(an_incident(), NOW, needs_feedback=False)
    incident_id = Order.objects.get().incident_id
    then = an_order(incident_id, NOW, needs_feedback=False, after=(first,))
    api.receive_order(order_id=then, actor=yihai, now=NOW)
    with pytest.raises(api.ForerunnersUndone):
        api.complete_order(order_id=then, actor=yihai, now=NOW)
    assert Order.objects.get(id=then).state == "received"
    api.cancel_order(order_id=first, reason="not needed", actor=commander, now=NOW)
    assert api.complete_order(order_id=then, actor=yihai, now=NOW) is api.OrderState.COMPLETED


def test_an_order_cannot_wait_for_another_incidents(yihai):
    stranger = an_order(an_incident(title="Another"), NOW)
    with pytest.raises(InvalidValue):
        an_order(an_incident(), NOW, after=(stranger,))
    assert Order.objects.count() == 1


def test_a_township_passes_an_order_on_to_its_villages_and_is_done_after_them(yihai, actor_with):
    order_id = an_order(an_incident(), NOW, needs_feedback=False)
    village = f"{YIHAI}201"
    part = api.NewOrder(
        incident_id=uuid4(), to_kind=api.Receiver.ORGANISATION, to_id=None, to_label="a village", region=village,
        text="Knock at every door.", deadline=NOW + 30 * MINUTE, needs_feedback=False,
    )  # fmt: skip
    api.receive_order(order_id=order_id, actor=yihai, now=NOW)
    part_id = api.pass_on_order(order_id=order_id, part=part, actor=yihai, now=NOW)
    with pytest.raises(api.PartsUndone):
        api.complete_order(order_id=order_id, actor=yihai, now=NOW)
    officer = actor_with("village_officer", village)
    api.receive_order(order_id=part_id, actor=officer, now=NOW)
    api.complete_order(order_id=part_id, actor=officer, now=NOW)
    assert api.complete_order(order_id=order_id, actor=yihai, now=NOW) is api.OrderState.COMPLETED
    assert [row.id for row in api.related(yihai, order_id, NOW)[1]] == [part_id]


@pytest.mark.parametrize("changes", [{"region": "513433104"}, {"deadline": NOW + 61 * MINUTE}])
def test_a_part_outside_the_orders_place_or_time_is_refused(yihai, changes):
    order_id = an_order(an_incident(), NOW)
    api.receive_order(order_id=order_id, actor=yihai, now=NOW)
    values = {"region": YIHAI, "deadline": NOW + 30 * MINUTE} | changes
    part = api.NewOrder(
        incident_id=uuid4(), to_kind=api.Receiver.ORGANISATION, to_id=None, to_label="x", text="x", **values
    )
    with pytest.raises(InvalidValue):
        api.pass_on_order(order_id=order_id, part=part, actor=yihai, now=NOW)
    assert Order.objects.count() == 1


def test_a_step_cannot_be_rewritten_even_in_the_database(yihai):
    order_id = an_order(an_incident(), NOW)
    api.receive_order(order_id=order_id, actor=yihai, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderStep.objects.update(by_name="somebody else")
    assert OrderStep.objects.get().by_name == yihai.name


def test_tasks_carry_their_forerunners_by_key():
    assert isinstance(a_task(after=("move",)), PlannedTask)


def test_a_closed_incident_closes_the_reminders_of_its_orders_and_leaves_the_teams(yihai):
    build_user("duty_officer", "513433")
    incident_id, other = an_incident(), an_incident(title="Another flood")
    order_id, of_other = an_order(incident_id, NOW), an_order(other, NOW)
    team = {"incident_id": incident_id, "team_id": build_team().id, "place": "gorge", "members": 8, "every_minutes": 5}
    api.start_watch(watch=api.NewWatch(**team), actor=SYSTEM, now=NOW)
    notice_silence(actor=SYSTEM, now=NOW + 8 * MINUTE)
    assert _climb(8) == 3
    assert [row.id for row in api.tasks_of(yihai, NOW)] == [order_id, of_other]
    end = NOW + 90 * MINUTE
    incidents.close_incident(incident_id=incident_id, note="Over.", actor=SYSTEM, now=end)
    entry = JournalEntry.objects.get(kind="incidents.incident_closed")
    assert running.run_workflow(entry.id, "closed_incident_rests_its_orders") is True
    assert running.run_workflow(entry.id, "closed_incident_rests_its_orders") is False
    answered = Escalation.objects.exclude(answered_at=None)
    assert [(row.order_id, row.answered_by) for row in answered] == [(order_id, SYSTEM.name)]
    assert JournalEntry.objects.filter(kind="command.escalation_answered").count() == 1
    assert [row.id for row in api.tasks_of(yihai, end)] == [of_other]
    assert api.overdue_count(SYSTEM, end) == 1
    assert mark_overdue_orders(actor=SYSTEM, now=end) == 1
    climb_ladder(actor=SYSTEM, now=end)
    assert set(Escalation.objects.filter(answered_at=None, watch=None).values_list("order_id", flat=True)) == {of_other}
    assert Escalation.objects.filter(answered_at=None).exclude(watch=None).exists()
    assert Order.objects.get(id=order_id).state == "issued"


def test_an_order_of_a_closed_incident_that_is_still_done_begins_no_new_ladder(yihai):
    incident_id = an_incident()
    order_id = an_order(incident_id, NOW, needs_feedback=False)
    api.rest_orders(incident_id=incident_id, actor=SYSTEM, now=NOW)
    api.receive_order(order_id=order_id, actor=yihai, now=NOW)
    api.complete_order(order_id=order_id, actor=yihai, now=NOW)
    assert _climb(120) == 0


def test_an_order_goes_to_a_single_person_whom_the_form_finds():
    person = build_person(name="Jimu", region="513433")
    client = client_of(build_user("duty_leader", "513433"))
    address = f"/incidents/{an_incident()}/orders/new/"
    page = client.get(f"{address}?who=Jimu").content.decode()
    assert f'value="person:{person.id}"' in page
    assert "person:" not in client.get(f"{address}?who=Nobody").content.decode()
    form = {"to": f"person:{person.id}", "text": "Open the sluice", "minutes": "30"}
    assert client.post(address, form).status_code == 302
    order = Order.objects.get()
    assert (order.to_kind, order.to_id, order.region) == ("person", person.id, "513433")
    stranger = build_person(name="Luo", region="513501")
    assert client.post(address, {**form, "to": f"person:{stranger.id}"}).status_code == 404
    assert Order.objects.count() == 1
