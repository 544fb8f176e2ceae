"""Whom a warning will reach, asked before anyone signs it."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry import shape

from anlan.kernel.regions import RegionLevel, level_of
from anlan.people import api as people
from anlan.places import api as places
from anlan.public_warnings.domain.channels import channel
from anlan.public_warnings.domain.targeting import orders
from anlan.public_warnings.selectors.channels import is_set_up


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPreview:
    """Who would be on the list if it were frozen now: residents by the channel that comes first, and who has none.

    A phone that several share is counted for each of them here, and told once. ``unreachable`` are villages where
    nobody can be reached: neither a resident by a channel of the warning nor anybody who answers for the village.
    """

    residents: int
    by_channel: tuple[tuple[str, int], ...]
    without_way: int
    devices: int
    unreachable: tuple[str, ...]


def preview_list(area: str, regions: Sequence[str], channels: Sequence[str], *, is_exercise: bool) -> ListPreview:
    """Return who would be on the list of a warning for an area (GeoJSON) and its regions by these channels."""
    outline = shape(json.loads(area))
    keys = [key for key in channels if is_set_up(channel(key))]
    order, found = orders(keys), people.headcounts(outline, regions, is_exercise=is_exercise)
    by_channel: Counter[str] = Counter()
    reached: set[str] = set()
    for each in found:
        ways = order.get(each.ways, ()) if each.has_phone else ()
        by_channel[ways[0] if ways else ""] += each.count
        if ways:
            reached.add(each.region)
    without_way = by_channel.pop("", 0)
    return ListPreview(
        residents=sum(each.count for each in found),
        by_channel=tuple((channel(key).name, count) for key, count in by_channel.most_common()),
        without_way=without_way,
        devices=people.device_count_in(outline, regions, is_exercise=is_exercise),
        unreachable=_unreachable(regions, reached),
    )


def _unreachable(regions: Sequence[str], reached: set[str]) -> tuple[str, ...]:
    villages = [code for code in regions_to_call(tuple(regions)) if level_of(code) == RegionLevel.VILLAGE]
    silent = [code for code in villages if code not in reached]
    held = people.holders_of(silent, tuple(people.labels("duty")))
    answered = {holder.region for holder in held}
    return tuple(code for code in silent if code not in answered)
