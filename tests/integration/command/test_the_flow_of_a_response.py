"""A response's flow chart: what it copied from the plan, and how far each task is."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.factories.access import client_with
from tests.factories.command import a_proposal, tasks_of_two_towns
from tests.factories.incidents import LEARNED, an_incident
from tests.factories.plans import build_plan

from anlan.command import api
from anlan.command.domain.orders import OrderState
from anlan.command.selectors.flow import standing_of
from anlan.kernel.levels import Level

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=5)
COUNTY = "513433"


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)


@pytest.fixture
def running(actor_with):
    """Start a response by hand on the shipped plan and give two towns one of its tasks."""
    plan = build_plan()
    incident_id = an_incident()
    proposal = replace(a_proposal(incident_id), plan_id=str(plan.id), level=Level.ORANGE)
    leader, commander = actor_with("duty_leader", COUNTY), actor_with("commander", COUNTY)
    response_id = api.propose_response(proposal=proposal, actor=leader, now=NOW)
    api.start_response(response_id=response_id, text="Started.", actor=commander, now=NOW)
    tasks = tuple(replace(task, key=f"move:{task.region}") for task in tasks_of_two_towns())
    api.issue_planned_orders(response_id=response_id, tasks=tasks, actor=commander, now=NOW)
    return response_id


def test_the_flow_shows_the_reason_the_posts_and_both_towns_orders_as_one_task(running, actor_with):
    row, (wide, narrow) = api.flow_of(actor_with("commander", COUNTY), running, NOW)
    (task,) = [box for box in wide.boxes if box.tone == "task"]
    assert task.state == "waiting"
    said = ["".join(text.text for text in box.texts) for box in wide.boxes]
    assert row.reasons[0] in said[0]
    assert (wide.width, narrow.width, len(wide.boxes)) == (960, 358, 5)


def test_a_late_order_makes_its_task_late(running, actor_with):
    _, (wide, _) = api.flow_of(actor_with("commander", COUNTY), running, NOW + timedelta(hours=2))
    assert [box.state for box in wide.boxes if box.state] == ["late"]


def test_a_task_is_as_far_as_its_orders(running, actor_with):
    orders = api.orders_of(
        actor_with("commander", COUNTY), api.response(actor_with("commander", COUNTY), running).incident_id, NOW
    )

    def state(*states, late=False):
        rows = [replace(order, state=each, is_overdue=late) for order, each in zip(orders, states, strict=True)]
        return standing_of(rows).state

    assert state(OrderState.ISSUED, OrderState.ISSUED) == "waiting"
    assert state(OrderState.RECEIVED, OrderState.ISSUED) == "moving"
    assert state(OrderState.VERIFIED, OrderState.ISSUED) == "moving"
    assert state(OrderState.VERIFIED, OrderState.COMPLETED) == "done"
    assert state(OrderState.CANCELLED, OrderState.COMPLETED) == "done"
    assert state(OrderState.CANCELLED, OrderState.CANCELLED) == "waiting"
    assert state(OrderState.RECEIVED, OrderState.ISSUED, late=True) == "late"


def test_the_page_is_read_in_the_county_and_nowhere_else(running):
    page = client_with("duty_officer", COUNTY).get(f"/responses/{running}/flow/")
    assert page.content.decode().count('<svg class="chart') == 2
    assert client_with("duty_officer", "513434").get(f"/responses/{running}/flow/").status_code == 404
    assert client_with("duty_officer", COUNTY).get(f"/responses/{uuid4()}/flow/").status_code == 404
    assert Client().get(f"/responses/{running}/flow/").status_code == 302
