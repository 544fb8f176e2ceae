"""Something on a register stands worse than before: which level that is, and the signal or the fall that says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anlan.alarms.domain.signal import AlarmFall, AlarmSignal
from anlan.kernel.levels import Level

QUANTITY = "risk_level"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a thing of a register stands: ``level`` after ``before``; ``label`` names it in its region."""

    family: str
    label: str
    region: str
    before: Level
    level: Level
    at: datetime
    location: tuple[float, float] | None = None
    is_exercise: bool = False


def signal_of(told: Standing, family: Mapping[str, Any]) -> AlarmSignal | None:
    """Return the signal of a thing that became worse, from the family's least level on; else nothing."""
    if told.level <= told.before or told.level < family["least"]:
        return None
    return AlarmSignal(
        rule_family=told.family,
        rule=told.family,
        edition=f"{told.family}:{family['edition']}",
        level=int(told.level),
        region=told.region,
        station_label=told.label[:120],
        quantity=QUANTITY,
        value=float(told.level),
        threshold=float(max(told.before + 1, family["least"])),
        unit=family["unit"],
        observed_at=told.at,
        location=told.location,
        evidence=((told.at, float(told.level)),),
        is_exercise=told.is_exercise,
    )


def fall_of(told: Standing, family: Mapping[str, Any]) -> AlarmFall | None:
    """Return the fall of a thing that became better; below the family's least level none holds any more."""
    if told.level >= told.before:
        return None
    return AlarmFall(
        rule_family=told.family,
        rule=told.family,
        level=int(told.level) if told.level >= family["least"] else 0,
        previous_level=int(told.before),
        region=told.region,
        station_label=told.label[:120],
        quantity=QUANTITY,
        value=float(told.level),
        unit=family["unit"],
        observed_at=told.at,
        is_exercise=told.is_exercise,
    )
