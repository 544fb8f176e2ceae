"""Plans in force for the demonstration: flash floods in every county, all kinds in two, floods in the prefecture."""

from anlan.config.demo.seeded import STARTS_AT, seeded_id
from anlan.config.progress import Progress
from anlan.kernel.actors import SYSTEM
from anlan.places import api as places
from anlan.plans import api as plans

REGION = "5134"
EVERY_KIND_IN = ("513401", "513433")
PREFECTURE = "flood_drought"


def load(seed: int, progress: Progress) -> None:
    """Put the plans in force where no edition has been approved by hand; the same for every seed."""
    counties = places.descendant_codes(REGION, places.RegionLevel.COUNTY)
    wanted = [(PREFECTURE, REGION), *(("flash_flood", county) for county in counties)]
    others = [key for key in plans.shipped_keys() if key not in (PREFECTURE, "flash_flood")]
    wanted += [(key, county) for county in EVERY_KIND_IN for key in others]
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
