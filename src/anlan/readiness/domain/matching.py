"""Which experts an event asks for first: by speciality, by how near they are, and by how far they are believed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from anlan.readiness.domain.freshness import Trust

_FIRST, _ALSO, _MORE = 100.0, 50.0, 10.0
_KM_PER_POINT: Final = 5.0
_FARTHEST_POINTS: Final = 40.0
_DOUBT: Final[dict[str, float]] = {Trust.SUPERIOR: 10.0, Trust.STALE: 25.0}


@dataclass(frozen=True, slots=True)
class Expertise:
    """The specialities that a kind of event asks for first, and those that also help."""

    first: frozenset[str]
    also: frozenset[str]

    @property
    def wanted(self) -> frozenset[str]:
        """Return all specialities that help."""
        return self.first | self.also


def expertise_for(event_kind: str, table: Mapping[str, Mapping[str, Iterable[str]]]) -> Expertise:
    """Return what an event's kind asks for: the row of the longest beginning of its code, else nothing."""
    for length in range(len(event_kind), 0, -1):
        if row := table.get(event_kind[:length]):
            return Expertise(frozenset(row["first"]), frozenset(row["also"]))
    return Expertise(frozenset(), frozenset())


def score(specialities: Iterable[str], wanted: Expertise, metres: float, trust: str) -> float:
    """Return how well an expert fits: who is asked for first before who also helps, then the nearer."""
    held = set(specialities)
    first, also = held & wanted.first, held & wanted.also
    points = _FIRST if first else _ALSO
    points += _MORE * (len(first) + len(also) - 1)
    points -= min(metres / 1000 / _KM_PER_POINT, _FARTHEST_POINTS)
    return round(points - _DOUBT.get(trust, 0.0), 1)
