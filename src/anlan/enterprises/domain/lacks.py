"""What an enterprise lacks in trainings and insurance, and which of it is new since the last look."""

from dataclasses import dataclass
from typing import Final

from anlan.enterprises.domain.insurance import InsuranceState

LACKING: Final = frozenset(
    {InsuranceState.MISSING, InsuranceState.LAPSED, InsuranceState.TOO_LOW, InsuranceState.TOO_FEW}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacks:
    """How many work untrained, of how many the training has run out, and how the insurance stands (empty: not owed)."""

    untrained: int = 0
    lapsed: int = 0
    insurance: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is lacking since this look: ``what`` it is, and of how many persons, or which state."""

    what: str
    count: int = 0
    state: str = ""


def new_lacks(before: Lacks, now: Lacks) -> tuple[Lack, ...]:
    """Return what became worse: more persons than before, or an insurance that lacks in another way."""
    found = [
        Lack(what, getattr(now, what)) for what in ("untrained", "lapsed") if getattr(now, what) > getattr(before, what)
    ]
    if now.insurance in LACKING and now.insurance != before.insurance:
        found.append(Lack("insurance", state=now.insurance))
    return tuple(found)
