"""Which grade an incident's figures reach. It proposes; a person decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from anlan.kernel.levels import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeProposal:
    """A grade with what it rests on: the count of the deciding criterion, the scheme's source, edition and mark."""

    grade: Level
    count: Decimal
    scheme: str
    source: str
    edition: str
    mark: str


def propose_grade(event_kind: str, totals: Mapping[str, Decimal], table: Mapping[str, Any]) -> GradeProposal | None:
    """Return the grade that the totals reach by the scheme nearest to the event's kind; none where none fits."""
    fitting = [
        (len(prefix), scheme)
        for scheme in table["scheme"]
        for prefix in scheme["prefixes"]
        if event_kind.startswith(prefix)
    ]
    if not fitting:
        return None
    scheme = max(fitting, key=lambda each: each[0])[1]
    reached = [each for each in (_reached(criterion, totals) for criterion in _criteria(scheme)) if each is not None]
    if not reached:
        return None
    grade, count = max(reached, key=lambda each: each[0])
    return GradeProposal(
        grade=grade,
        count=count,
        scheme=scheme["id"],
        source=scheme["source"],
        edition=scheme["edition"],
        mark=scheme["mark"],
    )


def _criteria(scheme: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Return the scheme's criteria, the main one first: any one of them suffices for a grade."""
    return (scheme, *scheme.get("also", ()))


def _reached(criterion: Mapping[str, Any], totals: Mapping[str, Decimal]) -> tuple[Level, Decimal] | None:
    """Return the grade that one criterion reaches and its count; nothing where nobody reported it."""
    if not any(key in totals for key in criterion["counts"]):
        return None
    count = sum((totals.get(key, Decimal(0)) for key in criterion["counts"]), Decimal(0))
    return max(Level(band["grade"]) for band in criterion["bands"] if count >= band["from"]), count
