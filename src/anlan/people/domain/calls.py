"""Whom to call, in which order: the A post, the B post, then the superiors, nearest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from anlan.kernel.regions import RegionLevel, level_of, lineage

A, B, SUPERIOR = "A", "B", "superior"
_ROLE_ORDER: Final = ("admin", "technical", "patrol")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTarget:
    """One person to call: ``rank`` is A, B or superior, ``region`` the one the person answers for."""

    person_id: UUID
    name: str
    post: str
    rank: str
    region: str
    phone_masked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person who answers for a region in one role and rank of a duty."""

    person_id: UUID
    name: str
    post: str
    role: str
    rank: str
    region: str
    phone_masked: str
    duty: str = ""


def superiors_of(region: str) -> tuple[str, ...]:
    """Return the regions whose holders stand in when nobody answers: up to the county, from a county up to above it."""
    above = lineage(region)[1:]
    if level_of(region) <= RegionLevel.COUNTY:
        return above[:1]
    return tuple(outer for outer in above if level_of(outer) >= RegionLevel.COUNTY)


def chain(region: str, holders: Iterable[Holder]) -> tuple[CallTarget, ...]:
    """Return the order of calls for ``region`` out of the duty's holders there and above; nobody stands in it twice."""
    held = sorted(holders, key=lambda holder: (holder.rank, _ROLE_ORDER.index(holder.role), str(holder.person_id)))
    targets = [_target(holder, holder.rank) for rank in (A, B) for holder in held if _is(holder, region, rank)]
    for outer in superiors_of(region):
        targets += [_target(holder, SUPERIOR) for holder in held if _is(holder, outer, A)]
    seen: dict[UUID, CallTarget] = {}
    for target in targets:
        seen.setdefault(target.person_id, target)
    return tuple(seen.values())


def _is(holder: Holder, region: str, rank: str) -> bool:
    return holder.region == region and holder.rank == rank


def _target(holder: Holder, rank: str) -> CallTarget:
    return CallTarget(
        person_id=holder.person_id,
        name=holder.name,
        post=holder.post,
        rank=rank,
        region=holder.region,
        phone_masked=holder.phone_masked,
    )
