"""Published rosters of the demonstration county and its townships for this month, of invented persons."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from anlan.config.demo.people import organisation_id, person_id
from anlan.config.demo.seeded import seeded_id
from anlan.config.progress import Progress
from anlan.duty import api as duty
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.regions import RegionLevel
from anlan.people import api as people
from anlan.places import api as places
from anlan.support.tables import load_table

COUNTY = "513433"
_TOLD = "513433106"
_LEADERS = ("deputy", "director", "A", "B", "head")
_OFFICERS = ("duty", "clerk", "keeper", "inspector", "administrator", "auditor")
_TWO = ("A", "B")


def load(seed: int, progress: Progress) -> None:
    """Put the rosters of the month in force; the same for every seed."""
    now = clock.now()
    month = clock.in_china(now).date().replace(day=1)
    townships = places.descendant_codes(COUNTY, RegionLevel.TOWNSHIP)
    wanted = [(COUNTY, "em_bureau", _LEADERS, _OFFICERS), *((each, "government", _TWO, _TWO) for each in townships)]
    ids = [person_id(region, key) for region, _, leaders, officers in wanted for key in (*leaders, *officers)]
    found = people.persons_by_id(ids)
    units = people.organisations_by_id(organisation_id(region, key) for region, key, *_ in wanted)
    rosters = []
    for region, key, leaders, officers in wanted:
        unit = units[organisation_id(region, key)]
        first, then = _pool(region, leaders, found), _pool(region, officers, found)
        if region != COUNTY:
            then = then[::-1]  # the leader of a day is not its main duty too
        rosters.append(_roster(unit, month, {"leader": first, "main": then, "second": then}))
    rows = duty.put_demonstration(rosters=rosters, actor=SYSTEM, now=now)
    duty.put_demonstration_papers(papers=_papers(found, units), actor=SYSTEM, now=now)
    progress("rosters", rows, rows)


def remove() -> None:
    """Take the rosters out."""
    duty.remove_demonstration(actor=SYSTEM)


def _papers(found: dict[UUID, people.Person], units: dict[UUID, people.Organisation]) -> duty.OpeningPapers:
    words = load_table("anlan.config.demo", "duty")
    said = words["instruction"]
    return duty.OpeningPapers(
        region=COUNTY,
        notes=words["handover"]["notes"],
        leader=said["leader"].format(name=found[person_id(COUNTY, "head")].name),
        text=said["text"],
        source=said["source"],
        to_region=_TOLD,
        to_name=units[organisation_id(_TOLD, "government")].name,
    )


def _pool(region: str, keys: Sequence[str], found: dict[UUID, people.Person]) -> list[tuple[UUID, str]]:
    rows = [found[person_id(region, key)] for key in keys]
    return [(row.id, row.name) for row in rows]


def _roster(unit: people.Organisation, month: date, pools: dict[str, list[tuple[UUID, str]]]) -> duty.OpeningRoster:
    return duty.OpeningRoster(
        id=seeded_id("roster", unit.region),
        organisation_id=unit.id,
        organisation_name=unit.name,
        region=unit.region,
        month=month,
        pools=pools,
        alternates=unit.region != COUNTY,
    )
