"""Where a plan and the plan above it contradict each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from anlan.plans.domain.text import PlanText, ResponseLevel

_FOLLOWS_ABOVE: Final = "upper_response"
_NOT_COMPARED: Final = (_FOLLOWS_ABOVE, "open_incidents")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """One contradiction at a level of the lower plan, 1 to 4."""

    kind: str
    level: int
    data: Mapping[str, Any]


def contradictions(lower: PlanText, upper: PlanText) -> Iterator[Contradiction]:
    """Yield where the plan above reaches a level sooner than the lower one, and what the lower one leaves out.

    Who is nearer to the event must not answer it later: a bound that alone calls for a level above must not be smaller
    than the lower plan's bound for that level or a worse one. Bounds with further conditions are not compared.
    """
    for level in upper.levels:
        own = next((each for each in lower.levels if each.level == level.level), None)
        if own is None:
            yield Contradiction(kind="level_missing", level=level.number, data={})
            continue
        worse = [each for each in lower.levels if each.level >= level.level]
        for fact, bound in _alone(level).items():
            own_bound = min((_alone(each)[fact] for each in worse if fact in _alone(each)), default=0)
            if own_bound > bound:
                data = {"fact": fact, "own": own_bound, "above": bound}
                yield Contradiction(kind="level_above_sooner", level=level.number, data=data)
    if not any(need.fact == _FOLLOWS_ABOVE for each in lower.levels for way in each.triggers for need in way.needs):
        yield Contradiction(kind="does_not_follow", level=lower.levels[-1].number, data={})


def _alone(level: ResponseLevel) -> dict[str, int]:
    """Return the smallest bound of each fact that calls for the level without another condition."""
    bounds: dict[str, int] = {}
    for trigger in level.triggers:
        if len(trigger.needs) == 1 and trigger.needs[0].fact not in _NOT_COMPARED:
            need = trigger.needs[0]
            bounds[need.fact] = min(need.at_least, bounds.get(need.fact, need.at_least))
    return bounds
