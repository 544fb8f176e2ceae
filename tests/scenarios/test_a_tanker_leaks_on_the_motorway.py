"""A dangerous-goods tanker leaks on G5 near Xichang: from the first call to the end, on the shipped plan.

Place names are real, the event and all its figures are plainly invented.
"""

from decimal import Decimal

import pytest
from django.contrib.gis.geos import Point
from tests.factories.people import build_organisation
from tests.factories.plans import build_plan
from tests.factories.readiness import build_team

from anlan.command import api as command
from anlan.command.domain.errors import ForerunnersUndone
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.kernel.levels import Level

XICHANG = "513401"
TOWN = "513401105"
G5 = (102.20, 27.95)


@pytest.fixture
def leak(story):
    build_plan("hazmat", XICHANG)
    build_plan("flash_flood", XICHANG)
    return story.opens("12D02", TOWN, "Tanker leaks on G5", location=G5, place_text="G5 K2210")


def level_of(row):
    return row.proposed_level, row.level


def test_before_anything_is_known_of_it_the_plan_calls_for_nothing(story, leak):
    assert command.responses_of(SYSTEM, leak) == ()


def test_the_response_grows_with_the_figures_and_every_order_is_closed(story, leak, actor_with):
    leader, commander = actor_with("duty_leader", XICHANG), actor_with("commander", XICHANG)
    story.at(10)
    story.learns(leak, TOWN, leaked_t=Decimal("2.5"), trapped=1)
    row = story.response(leak)
    assert level_of(row) == (Level.YELLOW, Level.NONE)
    assert dict(row.figures) == {"leaked_t": "2"}
    story.signs(row, leader)
    third = story.orders(leak, "III.")
    assert {key.split(":")[0] for key in third} == keys_of(row) - {"III.villages"}
    assert third[f"III.evacuate:{TOWN}"].region == TOWN

    story.at(15)
    with pytest.raises(ForerunnersUndone):
        story.does(third["III.plan"])
    assert story.orders(leak)["III.plan"].state is not command.OrderState.COMPLETED
    story.does(third["III.identify"])
    story.does(third["III.plan"])

    story.at(30)
    story.learns(leak, TOWN, leaked_t=12, threatened_pop=1400, seriously_injured=2)
    row = story.response(leak)
    assert level_of(row) == (Level.ORANGE, Level.YELLOW)
    assert dict(row.figures) == {"leaked_t": "12", "threatened": "1400"}
    story.signs(row, commander)
    second = story.orders(leak, "II.")
    assert {key.split(":")[0] for key in second} == keys_of(story.response(leak)) - {"II.villages"}
    finish(story, leak)
    ends(story, leak, commander, len(third) + len(second), len(second))


def ends(story, leak, commander, orders, shown):
    """End the response and the incident: all orders are done in time, and the flow shows it."""
    row = story.response(leak)
    story.at(400)
    story.learns(leak, TOWN, dead=0)
    assert level_of(story.response(leak)) == (Level.NONE, Level.ORANGE)
    command.end_response(response_id=row.id, reason="Leak stopped, air clean.", actor=commander, now=story.now)
    incidents.close_incident(incident_id=leak, note="Road open.", actor=commander, now=story.now)
    counts = command.order_counts(commander, leak, story.now)
    assert (counts.total, counts.undone, counts.overdue) == (orders, 0, 0)
    _, (wide, _) = command.flow_of(commander, row.id, story.now)
    done = [box.state for box in wide.boxes if box.state]
    assert done == ["done"] * shown


def keys_of(row):
    return {task.key for task in row.tasks}


def finish(story, incident_id):
    """Do every undone order, those that wait for others after them."""
    while undone := [row for row in story.orders(incident_id).values() if row.is_undone]:
        before = len(undone)
        for row in undone:
            try:
                story.does(row)
            except ForerunnersUndone:
                continue
        assert len([row for row in story.orders(incident_id).values() if row.is_undone]) < before


def test_the_nearest_free_team_for_chemicals_and_the_countys_departments_get_their_orders(story, leak, actor_with):
    department = build_organisation("department", XICHANG, branch="ecology")
    build_team(XICHANG, kind="chemicals")
    near = build_team(XICHANG, kind="chemicals", location=Point(102.21, 27.94, srid=4326))
    build_team("513433", kind="chemicals")
    build_team(XICHANG, kind="chemicals", state="out")
    story.learns(leak, TOWN, leaked_t=12)
    story.signs(story.response(leak), actor_with("commander", XICHANG))
    orders = story.orders(leak)
    assert orders["II.air"].to_id == department.id
    order = orders["II.stop"]
    assert (order.to_kind, order.to_id, order.to_label) == (command.Receiver.TEAM, near.id, near.name)


def test_the_water_below_is_an_incident_of_its_own_that_the_leak_caused(story, leak):
    polluted = story.opens("12Q01", TOWN, "Stream below G5", caused_by=leak)
    assert command.responses_of(SYSTEM, polluted) == ()
    assert [(row.part, row.other.id) for row in incidents.relations_of(SYSTEM, polluted)] == [("cause", leak)]


def test_a_leak_in_an_exercise_takes_its_orders_into_the_exercise(story, actor_with):
    build_plan("hazmat", XICHANG)
    drill = story.opens("12D02", TOWN, "Drill on G5", location=G5, is_exercise=True)
    story.learns(drill, TOWN, leaked_t=1)
    story.signs(story.response(drill), actor_with("duty_leader", XICHANG))
    orders = story.orders(drill)
    assert orders
    assert all(order.is_exercise for order in orders.values())
