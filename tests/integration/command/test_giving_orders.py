from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.factories.command import A_TEAM, YIHAI, a_proposal, an_order, tasks_of_two_towns
from tests.factories.incidents import LEARNED, an_incident
from tests.factories.people import build_organisation, build_person
from tests.factories.readiness import build_team

from anlan.command import api
from anlan.command.models import Order, OrderFeedback
from anlan.command.services.closing import mark_overdue_orders
from anlan.kernel.actors import SYSTEM, Actor, Grant
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=10)
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 64


@pytest.fixture
def yihai(actor_with):
    return actor_with("township_officer", YIHAI)


@pytest.fixture
def commander(actor_with):
    return actor_with("commander", "513433")


def _count(kind):
    return JournalEntry.objects.filter(kind=f"command.{kind}").count()


def test_an_order_goes_from_issue_to_verification(yihai, commander):
    order_id = an_order(an_incident(), NOW)
    api.receive_order(order_id=order_id, actor=yihai, now=NOW)
    api.give_feedback(order_id=order_id, feedback=api.Feedback(text="600 moved"), actor=yihai, now=NOW)
    api.complete_order(order_id=order_id, actor=yihai, now=NOW)
    assert api.verify_order(order_id=order_id, actor=commander, now=NOW) is api.OrderState.VERIFIED
    row = api.order(commander, order_id, NOW)
    assert (row.number, row.received_by, row.completed_by, row.closed_by, row.feedbacks) == (
        1,
        yihai.name,
        yihai.name,
        commander.name,
        1,
    )


def test_orders_of_an_incident_are_numbered_from_one(commander):
    incident_id = an_incident()
    other = an_incident(title="Another")
    for _ in range(3):
        an_order(incident_id, NOW)
    an_order(other, NOW)
    assert sorted(row.number for row in api.orders_of(commander, incident_id, NOW)) == [1, 2, 3]
    assert [row.number for row in api.orders_of(commander, other, NOW)] == [1]


def test_pressing_issue_twice_issues_one_order():
    incident_id, token = an_incident(), uuid4()
    assert an_order(incident_id, NOW, token=token) == an_order(incident_id, NOW, token=token)
    assert (Order.objects.count(), _count("order_issued")) == (1, 1)


def test_receiving_twice_is_refused_and_keeps_the_first_receipt(yihai, actor_with):
    order_id = an_order(an_incident(), NOW)
    api.receive_order(order_id=order_id, actor=yihai, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        api.receive_order(order_id=order_id, actor=actor_with("duty_officer", "513433"), now=NOW)
    assert Order.objects.get().received_by == yihai.name
    assert _count("order_received") == 1


def test_sending_the_same_feedback_twice_keeps_it_once(yihai):
    order_id = an_order(an_incident(), NOW)
    feedback = api.Feedback(text="on the way", token=uuid4())
    first = api.give_feedback(order_id=order_id, feedback=feedback, actor=yihai, now=NOW)
    assert api.give_feedback(order_id=order_id, feedback=feedback, actor=yihai, now=NOW) == first
    assert (OrderFeedback.objects.count(), _count("order_fed_back")) == (1, 1)


def test_feedback_is_a_receipt_too(yihai):
    order_id = an_order(an_incident(), NOW)
    api.give_feedback(order_id=order_id, feedback=api.Feedback(text="on the way"), actor=yihai, now=NOW)
    row = api.order(yihai, order_id, NOW)
    assert (row.state, row.received_by) == (api.OrderState.IN_PROGRESS, yihai.name)


def test_completing_without_the_feedback_asked_for_is_refused(yihai):
    order_id = an_order(an_incident(), NOW)
    api.receive_order(order_id=order_id, actor=yihai, now=NOW)
    with pytest.raises(api.FeedbackMissing):
        api.complete_order(order_id=order_id, actor=yihai, now=NOW)
    assert Order.objects.get().state == "received"
    assert _count("order_completed") == 0


def test_completing_without_the_photo_asked_for_is_refused_and_with_it_taken(yihai, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    order_id = an_order(an_incident(), NOW, needs_photo=True)
    api.give_feedback(order_id=order_id, feedback=api.Feedback(text="done"), actor=yihai, now=NOW)
    with pytest.raises(api.PhotoMissing):
        api.complete_order(order_id=order_id, actor=yihai, now=NOW)
    picture = api.Feedback(photos=(api.Photo(name="a.jpg", content=JPEG),))
    api.give_feedback(order_id=order_id, feedback=picture, actor=yihai, now=NOW)
    assert api.complete_order(order_id=order_id, actor=yihai, now=NOW) is api.OrderState.COMPLETED
    (photo,) = api.feedback_of(yihai, order_id)[1].photos
    assert api.photo(yihai, photo.id) == (JPEG, "image/jpeg")


def test_a_file_that_is_no_picture_is_refused_and_nothing_kept(yihai):
    order_id = an_order(an_incident(), NOW)
    with pytest.raises(api.NotAPhoto):
        api.give_feedback(
            order_id=order_id,
            feedback=api.Feedback(text="x", photos=(api.Photo(name="a.exe", content=b"MZ"),)),
            actor=yihai,
            now=NOW,
        )
    assert OrderFeedback.objects.count() == 0
    assert Order.objects.get().state == "issued"


def test_another_townships_officer_sees_no_order_and_can_do_nothing_with_it(actor_with):
    order_id = an_order(an_incident(), NOW)
    stranger = actor_with("township_officer", "513433104")
    assert api.tasks_of(stranger, NOW) == ()
    for act in (api.receive_order, api.complete_order):
        with pytest.raises(NotFound):
            act(order_id=order_id, actor=stranger, now=NOW)
    with pytest.raises(NotFound):
        api.order(stranger, order_id, NOW)
    assert Order.objects.get().state == "issued"
    assert _count("order_received") == 0


def test_a_team_leader_sees_and_receives_only_orders_to_the_own_team():
    incident_id = an_incident()
    own = an_order(incident_id, NOW, to_kind=api.Receiver.TEAM, to_id=A_TEAM, to_label="Team A", region="513433")
    other = an_order(incident_id, NOW, to_kind=api.Receiver.TEAM, to_id=UUID(int=5), to_label="Team B", region="513433")
    leader = Actor(id="leader", name="Leader", grants=(Grant("team_leader", "513433", A_TEAM),))
    assert [row.id for row in api.tasks_of(leader, NOW)] == [own]
    assert api.receive_order(order_id=own, actor=leader, now=NOW) is api.OrderState.RECEIVED
    with pytest.raises(NotFound):
        api.receive_order(order_id=other, actor=leader, now=NOW)
    assert Order.objects.get(id=other).state == "issued"


def test_an_order_to_a_person_is_that_persons_task():
    person = UUID(int=7)
    order_id = an_order(an_incident(), NOW, to_kind=api.Receiver.PERSON, to_id=person, to_label="Expert", region="5134")
    expert = Actor(id="expert", name="Expert", grants=(Grant("team_leader", "510100"),), person_id=person)
    assert [row.id for row in api.tasks_of(expert, NOW)] == [order_id]


def test_who_sees_an_order_but_did_not_get_it_cannot_receive_it(commander):
    order_id = an_order(an_incident(), NOW)
    with pytest.raises(api.NotTheReceiver) as refusal:
        api.receive_order(order_id=order_id, actor=commander, now=NOW)
    assert refusal.value.data["to"] == "Yihai town government"
    assert Order.objects.get().state == "issued"


def test_the_receiver_cannot_verify_the_own_work(yihai):
    order_id = an_order(an_incident(), NOW)
    api.give_feedback(order_id=order_id, feedback=api.Feedback(text="done"), actor=yihai, now=NOW)
    api.complete_order(order_id=order_id, actor=yihai, now=NOW)
    with pytest.raises((NotAllowed, NotFound)):
        api.verify_order(order_id=order_id, actor=yihai, now=NOW)
    assert Order.objects.get().state == "completed"


def test_a_duty_officer_cannot_issue_orders(actor_with):
    incident_id = an_incident()
    officer = actor_with("duty_officer", "513433")
    new = api.NewOrder(
        incident_id=incident_id,
        to_kind=api.Receiver.ORGANISATION,
        to_id=None,
        to_label="x",
        region=YIHAI,
        text="x",
        deadline=NOW + timedelta(hours=1),
    )
    with pytest.raises(NotAllowed):
        api.issue_order(order=new, actor=officer, now=NOW)
    assert Order.objects.count() == 0


def test_an_order_to_another_prefecture_is_refused():
    with pytest.raises(InvalidValue) as refusal:
        an_order(an_incident(), NOW, region="510100")
    assert refusal.value.data["field"] == "region"
    assert Order.objects.count() == 0


def test_a_returned_completion_goes_back_with_its_reason(yihai, commander):
    order_id = an_order(an_incident(), NOW, needs_feedback=False)
    api.receive_order(order_id=order_id, actor=yihai, now=NOW)
    api.complete_order(order_id=order_id, actor=yihai, now=NOW)
    api.return_order(order_id=order_id, reason="Two houses are not checked.", actor=commander, now=NOW)
    row = api.order(yihai, order_id, NOW)
    assert (row.state, row.completed_at, row.close_reason) == ("in_progress", None, "Two houses are not checked.")


def test_an_overdue_order_is_announced_once_and_only_after_its_deadline(yihai):
    incident_id = an_incident()
    order_id = an_order(incident_id, NOW)
    done = an_order(incident_id, NOW, needs_feedback=False)
    api.receive_order(order_id=done, actor=yihai, now=NOW)
    api.complete_order(order_id=done, actor=yihai, now=NOW)
    deadline = NOW + timedelta(hours=1)
    assert mark_overdue_orders(actor=SYSTEM, now=deadline) == 0
    assert mark_overdue_orders(actor=SYSTEM, now=deadline + timedelta(seconds=1)) == 1
    assert mark_overdue_orders(actor=SYSTEM, now=deadline + timedelta(hours=1)) == 0
    entry = JournalEntry.objects.get(kind="command.order_overdue")
    assert entry.subject == f"order:{order_id}"
    counts = api.order_counts(yihai, incident_id, deadline + timedelta(seconds=1))
    assert (counts.total, counts.overdue, counts.done) == (2, 1, 1)


def test_a_started_response_issues_each_task_of_its_plan_once(commander):
    incident_id = an_incident()
    response_id = api.propose_response(proposal=a_proposal(incident_id), actor=SYSTEM, now=NOW)
    act = {"response_id": response_id, "tasks": tasks_of_two_towns(), "actor": SYSTEM, "now": NOW}
    assert api.issue_planned_orders(**act) == ()
    api.start_response(response_id=response_id, text="Started.", actor=commander, now=NOW)
    first = api.issue_planned_orders(**act)
    assert api.issue_planned_orders(**act) == first
    rows = api.orders_of(commander, incident_id, NOW)
    assert {(row.to_label, row.deadline) for row in rows} == {
        ("Yihai town government", NOW + timedelta(minutes=60)),
        ("Daqiao town government", NOW + timedelta(minutes=60)),
    }


def test_feedback_cannot_be_rewritten_even_in_the_database(yihai):
    order_id = an_order(an_incident(), NOW)
    api.give_feedback(order_id=order_id, feedback=api.Feedback(text="as it was"), actor=yihai, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderFeedback.objects.update(text="nicer")
    assert OrderFeedback.objects.get().text == "as it was"


def test_the_board_asks_the_database_a_constant_number_of_times(commander, django_assert_num_queries):
    incident_id = an_incident()
    for _ in range(5):
        an_order(incident_id, NOW)
    with django_assert_num_queries(2):
        assert len(api.orders_of(commander, incident_id, NOW)) == 5


def test_orders_of_a_drill_are_marked_as_such():
    order_id = an_order(an_incident(is_exercise=True), NOW)
    assert Order.objects.get(id=order_id).is_exercise is True
    assert JournalEntry.objects.get(kind="command.order_issued").is_exercise is True


def test_an_order_with_a_past_deadline_is_refused():
    with pytest.raises(InvalidValue):
        an_order(an_incident(), NOW, deadline=NOW)
    assert Order.objects.count() == 0


def test_the_platform_itself_sees_every_order():
    incident_id = an_incident()
    an_order(incident_id, NOW)
    assert len(api.orders_of(SYSTEM, incident_id, NOW)) == 1
    assert api.order_counts(SYSTEM, incident_id, NOW).total == 1


def _with_person(role, person, region="513433"):
    return Actor(id=str(person.id), name=person.name, grants=(Grant(role, region),), person_id=person.id)


def test_the_leader_of_a_team_on_file_carries_out_its_orders_and_no_others():
    person = build_person()
    team, other = build_team(leader_id=person.id), build_team()
    incident_id = an_incident()
    place = {"to_kind": api.Receiver.TEAM, "region": "513433"}
    own = an_order(incident_id, NOW, to_id=team.id, to_label=team.name, **place)
    foreign = an_order(incident_id, NOW, to_id=other.id, to_label=other.name, **place)
    leader = _with_person("team_leader", person)
    assert [row.id for row in api.tasks_of(leader, NOW)] == [own]
    assert api.receive_order(order_id=own, actor=leader, now=NOW) is api.OrderState.RECEIVED
    with pytest.raises(NotFound):
        api.receive_order(order_id=foreign, actor=leader, now=NOW)
    assert Order.objects.get(id=foreign).state == "issued"


def test_a_departments_operator_carries_out_the_departments_orders():
    department = build_organisation(kind="department")
    operator = _with_person("department_operator", build_person(organisation=department))
    order_id = an_order(an_incident(), NOW, to_id=department.id, to_label=department.name, region="513433")
    assert [row.id for row in api.tasks_of(operator, NOW)] == [order_id]
    assert api.receive_order(order_id=order_id, actor=operator, now=NOW) is api.OrderState.RECEIVED


def test_an_auditor_of_the_same_organisation_only_reads():
    department = build_organisation(kind="department")
    auditor = _with_person("auditor", build_person(organisation=department))
    order_id = an_order(an_incident(), NOW, to_id=department.id, to_label=department.name, region="513433")
    with pytest.raises(api.NotTheReceiver):
        api.receive_order(order_id=order_id, actor=auditor, now=NOW)
    assert Order.objects.get().state == "issued"
