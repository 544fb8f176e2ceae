"""Whom a warning will reach, asked before anyone signs it."""

from dataclasses import dataclass

from anlan.kernel.regions import RegionLevel, level_of
from anlan.people import api as people
from anlan.places import api as places


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many live in the area, how many regions and persons are called first, and where nobody answers for it."""

    population: int
    regions_called: int
    persons_called: int
    regions_without_person: int


def regions_to_call(regions: tuple[str, ...]) -> tuple[str, ...]:
    """Return every township and village of the area, and the area's own regions where they stand higher."""
    found: set[str] = set(regions)
    for region in regions:
        for level in (RegionLevel.TOWNSHIP, RegionLevel.VILLAGE):
            if level_of(region) < level:
                found.update(places.descendant_codes(region, level))
    return tuple(sorted(found))


def reach_of(regions: tuple[str, ...]) -> Reach:
    """Return whom a warning for these regions reaches."""
    found = places.divisions(regions)
    called = regions_to_call(regions)
    chains = people.call_chains(called)
    first = {chain[0].person_id for chain in chains.values() if chain}
    return Reach(
        population=sum(each.persons or 0 for each in found.values()),
        regions_called=len(called),
        persons_called=len(first),
        regions_without_person=sum(not chain for chain in chains.values()),
    )
