"""Responses, orders and evacuation for tests; plainly invented but for the reference event's published numbers."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from anlan.command import api
from anlan.kernel.actors import SYSTEM
from anlan.kernel.levels import Level

YIHAI = "513433102"
YIHAI_TOWN = UUID(int=0x111)
A_TEAM = UUID(int=0x222)


def a_task(key: str = "yihai", **changes: object) -> api.PlannedTask:
    """Return a task of a plan for the town of Yihai."""
    task = api.PlannedTask(
        key=key,
        to_kind="organisation",
        to_id=YIHAI_TOWN,
        to_label="Yihai town government",
        region=YIHAI,
        text="Move everybody who lives below the stream.",
        within_minutes=60,
    )
    return replace(task, **changes)


def tasks_of_two_towns() -> tuple[api.PlannedTask, ...]:
    """Return the same task for two towns."""
    return a_task(), a_task("daqiao", to_label="Daqiao town government", to_id=None, region="513433104")


def a_proposal(incident_id: UUID, **changes: object) -> api.ProposedResponse:
    """Return the proposal of a level II flash-flood response."""
    proposal = api.ProposedResponse(
        incident_id=incident_id,
        level=Level.ORANGE,
        plan_id="mianning-flash-flood",
        plan_title="Flash-flood plan of Mianning",
        plan_edition="2020",
        measures=("Set up a front command post.",),
        trigger="Immediate-evacuation rain in two villages",
        reasons=("Rain of 90 mm in one hour at Yihai",),
        figures=(("rain_1h_mm", "90.0"),),
        tasks=(api.PlanTask(key="move", who="townships", to_text="Towns", text="Move everybody.", within_minutes=60),),
    )
    return replace(proposal, **changes)


def an_order(incident_id: UUID, now: datetime, **changes: object) -> UUID:
    """Issue an order to the town of Yihai as the platform does and return its id."""
    new = api.NewOrder(
        incident_id=incident_id,
        to_kind=api.Receiver.ORGANISATION,
        to_id=YIHAI_TOWN,
        to_label="Yihai town government",
        region=YIHAI,
        text="Move everybody who lives below the stream.",
        deadline=now + timedelta(hours=1),
    )
    return api.issue_order(order=replace(new, **changes), actor=SYSTEM, now=now)
