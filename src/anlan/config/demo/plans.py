"""Plans in force for the demonstration: flash floods in every county, flood and drought in the prefecture."""

from anlan.config.demo.seeded import STARTS_AT, seeded_id
from anlan.config.progress import Progress
from anlan.kernel.actors import SYSTEM
from anlan.places import api as places
from anlan.plans import api as plans

REGION = "5134"


def load(seed: int, progress: Progress) -> None:
    """Put the plans in force where no edition has been approved by hand; the same for every seed."""
    counties = places.descendant_codes(REGION, places.RegionLevel.COUNTY)
    wanted = [("flood_drought", REGION), *(("flash_flood", county) for county in counties)]
    names = places.names(region for _, region in wanted)
    for key, region in wanted:
        plans.put_demonstration(
            plan_id=seeded_id("plan", key, region),
            text=plans.shipped_plan(key, names[region]),
            region=region,
            actor=SYSTEM,
            now=STARTS_AT,
        )
    progress("plans", len(wanted), len(wanted))


def remove() -> None:
    """Take the demonstration's plans out."""
    plans.remove_demonstration(actor=SYSTEM)
