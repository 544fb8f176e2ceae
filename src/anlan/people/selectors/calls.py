"""Whom to call for a region, one by one or for many regions in one query."""

from collections.abc import Iterable

from anlan.people.domain.calls import CallTarget, Holder, chain, superiors_of
from anlan.people.domain.phones import masked
from anlan.people.models import Responsibility


def call_chain(region: str, *, duty: str = "flash_flood") -> tuple[CallTarget, ...]:
    """Return whom to call for ``region``: A post, B post, then the superiors, nearest first."""
    return call_chains((region,), duty=duty)[region]


def call_chains(regions: Iterable[str], *, duty: str = "flash_flood") -> dict[str, tuple[CallTarget, ...]]:
    """Return whom to call for each of many regions, in one query."""
    wanted = tuple(dict.fromkeys(regions))
    covering = {each for region in wanted for each in (region, *superiors_of(region))}
    held_in: dict[str, list[Holder]] = {}
    for holder in holders_of(covering, (duty,)):
        held_in.setdefault(holder.region, []).append(holder)
    return {
        region: chain(region, (h for each in (region, *superiors_of(region)) for h in held_in.get(each, ())))
        for region in wanted
    }


def holders_of(regions: Iterable[str], duties: Iterable[str]) -> tuple[Holder, ...]:
    """Return who answers for these regions in these duties today, in one query."""
    rows = Responsibility.objects.filter(duty__in=set(duties), region__in=set(regions), valid_to=None).values_list(
        "person_id", "person__name", "person__post", "role", "rank", "region", "person__phone", "duty"
    )
    return tuple(
        Holder(
            person_id=person_id,
            name=name,
            post=post,
            role=role,
            rank=rank,
            region=region,
            phone_masked=masked(phone),
            duty=duty,
        )
        for person_id, name, post, role, rank, region, phone, duty in rows
    )
