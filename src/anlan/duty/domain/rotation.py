"""A fair rotation: nobody twice in a row, weekends and holidays counted apart and shared evenly."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from anlan.duty.domain.calendar import DayKind


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the roster that wants a person."""

    key: UUID
    post: str
    day: date
    since: datetime
    until: datetime
    kind: DayKind


@dataclass(frozen=True, slots=True)
class Away:
    """A person is away from the first to the last day, both included."""

    person_id: UUID
    first: date
    last: date


@dataclass(slots=True)
class Shares:
    """How often each person has stood: by sort of day, in all."""

    by_kind: Counter[tuple[UUID, DayKind]] = field(default_factory=Counter)
    total: Counter[UUID] = field(default_factory=Counter)

    def add(self, person_id: UUID, kind: DayKind, times: int = 1) -> None:
        """Count a turn."""
        self.by_kind[person_id, kind] += times
        self.total[person_id] += times


@dataclass(slots=True)
class _Plan:
    pools: Mapping[str, Sequence[UUID]]
    away: Sequence[Away]
    shares: Shares
    taken: dict[UUID, list[tuple[datetime, datetime]]]
    chosen: dict[UUID, UUID] = field(default_factory=dict)


def rotate(
    places: Iterable[Place],
    pools: Mapping[str, Sequence[UUID]],
    *,
    away: Sequence[Away] = (),
    before: Shares | None = None,
    taken: Mapping[UUID, Sequence[tuple[datetime, datetime]]] | None = None,
) -> dict[UUID, UUID]:
    """Return who takes which place; a place that nobody of its pool can take stays out.

    Holidays and weekends are given out first, each to whom has had fewest of them, then the workdays to whom has had
    fewest turns in all; where that leaves more places empty than day after day would (a list of two), day after day.
    ``before`` are the turns of the months before, ``taken`` what persons stand already; nobody stands in two turns that
    overlap or touch.
    """
    ordered = sorted(places, key=lambda place: (place.since, place.post))
    rank = {DayKind.HOLIDAY: 0, DayKind.WEEKEND: 1, DayKind.WORKDAY: 2}
    found: list[dict[UUID, UUID]] = []
    for way in (sorted(ordered, key=lambda place: rank[place.kind]), ordered):
        shares = before or Shares()
        mine = Shares(shares.by_kind.copy(), shares.total.copy())
        plan = _Plan(pools, away, mine, {who: list(spans) for who, spans in (taken or {}).items()})
        for place in way:
            _give(plan, place)
        found.append(plan.chosen)
        if len(plan.chosen) == len(ordered):
            break
    return max(found, key=len)


def _give(plan: _Plan, place: Place) -> None:
    pool = plan.pools.get(place.post, ())
    free = [who for who in pool if not _is_away(plan, who, place.day) and not _touches(plan, who, place)]
    if not free:
        return
    who = min(free, key=lambda each: _weight(plan, each, place, pool))
    plan.chosen[place.key] = who
    plan.taken.setdefault(who, []).append((place.since, place.until))
    plan.shares.add(who, place.kind)


def _weight(plan: _Plan, who: UUID, place: Place, pool: Sequence[UUID]) -> tuple[int, int, float, int]:
    """Return what speaks against a person: special days had, turns had, how lately, where in the list."""
    special = 0 if place.kind is DayKind.WORKDAY else plan.shares.by_kind[who, place.kind]
    nearest = min((abs((place.since - since).total_seconds()) for since, _ in plan.taken.get(who, ())), default=1e12)
    return special, plan.shares.total[who], -nearest, pool.index(who)


def _is_away(plan: _Plan, who: UUID, day: date) -> bool:
    return any(each.person_id == who and each.first <= day <= each.last for each in plan.away)


def _touches(plan: _Plan, who: UUID, place: Place) -> bool:
    return any(since <= place.until and place.since <= until for since, until in plan.taken.get(who, ()))
