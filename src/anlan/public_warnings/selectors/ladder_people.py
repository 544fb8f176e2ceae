"""Who stands on the ladder of each place, by the directory as it is now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from anlan.kernel.regions import RegionLevel, at_level, level_of
from anlan.people import api as people
from anlan.places import api as places
from anlan.public_warnings.domain.ladders import Group, Ladder, Rung, Who, level_name

POLICE_DUTY: Final = "police"
_MOST_PERSONS: Final = 12
_ROLE_ORDER: Final = ("admin", "technical", "patrol")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One person to call, with the rung that says how."""

    rung: Rung
    person_id: UUID
    name: str
    post: str
    phone_masked: str


def targets_of(regions: Iterable[str], ladder: Ladder, group: Group) -> dict[str, tuple[Target, ...]]:
    """Return whom to call for each of many places, in order; nobody stands in one place's ladder twice."""
    wanted = tuple(dict.fromkeys(regions))
    asks_neighbours = any(rung.who is Who.NEIGHBOUR for rung in ladder.rungs)
    nearby = places.neighbours_of(wanted) if asks_neighbours else {}
    covering = {each for region in wanted for each in (region, *people.superiors_of(region), *nearby.get(region, ()))}
    covering |= {at_level(region, RegionLevel.TOWNSHIP) for region in wanted}
    held = _Held(people.holders_of(covering, (*group.duties, POLICE_DUTY)), group.duties)
    return {region: tuple(_targets(region, ladder, held, nearby.get(region, ()))) for region in wanted}


class _Held:
    """The holders by region, duty and rank."""

    def __init__(self, holders: Iterable[people.Holder], duties: tuple[str, ...]) -> None:
        self.duties = duties
        self.by_key: dict[tuple[str, str, str], list[people.Holder]] = {}
        for holder in sorted(holders, key=lambda each: (_ROLE_ORDER.index(each.role), str(each.person_id))):
            self.by_key.setdefault((holder.region, holder.duty, holder.rank), []).append(holder)

    def at(self, region: str, rank: str, roles: tuple[str, ...]) -> list[people.Holder]:
        """Return the holders of the first of the group's duties that anybody holds there."""
        for duty in self.duties:
            found = [each for each in self.by_key.get((region, duty, rank), ()) if not roles or each.role in roles]
            if found:
                return found
        return []

    def police(self, region: str) -> list[people.Holder]:
        """Return who is on duty at the police station of the place's township."""
        township = at_level(region, RegionLevel.TOWNSHIP)
        return [each for rank in ("A", "B") for each in self.by_key.get((township, POLICE_DUTY, rank), ())]


def _targets(region: str, ladder: Ladder, held: _Held, nearby: tuple[str, ...]) -> Iterator[Target]:
    seen: set[UUID] = set()
    level = level_name(level_of(region))
    for rung in ladder.rungs:
        if rung.levels and level not in rung.levels:
            continue
        for holder in _on(rung, region, held, nearby):
            if holder.person_id not in seen and len(seen) < _MOST_PERSONS:
                seen.add(holder.person_id)
                yield Target(
                    rung=rung,
                    person_id=holder.person_id,
                    name=holder.name,
                    post=holder.post,
                    phone_masked=holder.phone_masked,
                )


def _on(rung: Rung, region: str, held: _Held, nearby: tuple[str, ...]) -> list[people.Holder]:
    if rung.who is Who.SUPERIOR:
        return [each for outer in people.superiors_of(region) for each in held.at(outer, "A", rung.roles)]
    if rung.who is Who.NEIGHBOUR:
        return next((found[:1] for other in nearby if (found := held.at(other, "A", rung.roles))), [])
    if rung.who is Who.POLICE:
        return held.police(region)
    return held.at(region, rung.who, rung.roles)
