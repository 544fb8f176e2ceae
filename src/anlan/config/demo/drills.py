"""Two invented drills of one county: a field drill that is approved, and a double-blind one that waits for approval."""

from datetime import datetime, timedelta
from typing import Any, Final

from anlan.access import api as access
from anlan.config.demo.plans import EVERY_KIND_IN
from anlan.config.demo.seeded import STARTS_AT, seeded_id
from anlan.config.progress import Progress
from anlan.drills import api as drills
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.clock import CHINA
from anlan.places import api as places
from anlan.support.tables import load_table

COUNTY: Final = EVERY_KIND_IN[1]


def load(seed: int, progress: Progress) -> None:
    """Plan the drills where they are not planned yet; the same for every seed."""
    table = load_table("anlan.config.demo", "drills")
    for row in table["drill"]:
        drill_id = drills.plan_drill(new=_new(row, table), actor=_actor(row["author"]), now=STARTS_AT)
        if row["is_approved"] and drills.drill(SYSTEM, drill_id).lets("approve"):
            drills.approve_drill(drill_id=drill_id, actor=_actor(row["approver"]), now=STARTS_AT + timedelta(hours=1))
    progress("drills", len(table["drill"]), len(table["drill"]))


def remove() -> None:
    """Take the drills out that have not begun."""
    rows = load_table("anlan.config.demo", "drills")["drill"]
    drills.remove_demonstration_drills(tokens=[seeded_id("drill", row["script"]) for row in rows], actor=SYSTEM)


def _actor(username: str) -> Actor:
    found = access.actor_of_account(seeded_id("account", username))
    if found is None:
        raise RuntimeError(f"the demonstration has no account {username}")
    return found


def _new(row: dict[str, Any], table: dict[str, Any]) -> drills.NewDrill:
    place = places.name(COUNTY)
    script = drills.shipped_script(row["script"], place)
    return drills.NewDrill(
        title=table["title"].format(place=place, script=script.title),
        form=row["form"],
        plan_id=seeded_id("plan", script.plan, COUNTY),
        scenario=script.scenario,
        planned_start=datetime.fromisoformat(row["starts"]).replace(tzinfo=CHINA),
        approver_id=str(seeded_id("account", row["approver"])),
        controllers=tuple(str(seeded_id("account", each)) for each in row["controllers"]),
        observers=tuple(str(seeded_id("account", each)) for each in row["observers"]),
        participants=tuple(drills.Participant(**each) for each in table["participant"]),
        script=script.key,
        token=seeded_id("drill", script.key),
    )
