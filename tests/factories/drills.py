"""Drills for tests; plainly invented."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.factories.access import build_user
from tests.factories.plans import build_plan

from anlan.access import api as access
from anlan.drills import api
from anlan.kernel.actors import Actor

PLANNED = datetime(2020, 6, 1, 1, 0, tzinfo=UTC)
START = datetime(2020, 6, 26, 12, 0, tzinfo=UTC)
COUNTY = "513433"


class Cast:
    """The people of a drill: accounts in the county, as actors."""

    def __init__(self) -> None:
        self.author_user = build_user("duty_leader", COUNTY, name="Author")
        self.approver_user = build_user("commander", COUNTY, name="Approver")
        self.observer_user = build_user("inspector", COUNTY, name="Observer")
        self.player_user = build_user("duty_officer", COUNTY, name="Player")

    def __getattr__(self, name: str) -> Actor:
        return access.actor_of_user(self.__dict__[f"{name}_user"])


def a_new_drill(cast: Cast, plan_id: UUID, **changes: object) -> api.NewDrill:
    """Return a double-blind drill of the flash-flood plan from the shipped script."""
    new = api.NewDrill(
        title="Night rain",
        form="double_blind",
        plan_id=plan_id,
        scenario="It rains at night.",
        planned_start=START,
        approver_id=cast.approver.id,
        observers=(cast.observer.id,),
        participants=(api.Participant(organisation="Duty room", seat="Main post"),),
        script="flash_flood",
    )
    return replace(new, **changes)


def a_drill(cast: Cast, *, is_approved: bool = True, **changes: object) -> UUID:
    """Plan a drill, approve it by the person named for it, and return its id."""
    plan = build_plan(region=COUNTY)
    drill_id = api.plan_drill(new=a_new_drill(cast, plan.id, **changes), actor=cast.author, now=PLANNED)
    if is_approved:
        api.approve_drill(drill_id=drill_id, actor=cast.approver, now=PLANNED + timedelta(hours=1))
    return drill_id
