"""Out-of-hours delegation: what a person lets another sign in his place, and when it holds."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from anlan.kernel.clock import in_china
from anlan.kernel.levels import Level
from anlan.public_warnings.domain.signing import group_of

LONGEST_DELEGATION: Final = timedelta(days=92)
_SATURDAY: Final = 5


class Gap(StrEnum):
    """Why a delegation does not cover a signature, the nearest miss last."""

    REGION = "region"
    KIND = "kind"
    LEVEL = "level"
    NOT_BEGUN = "not_begun"
    OVER = "over"
    OUT_OF_HOURS = "out_of_hours"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a delegation covers: groups of kinds (none: all), levels, a region, days, and hours of the day in China.

    Hours may pass midnight; with ``whole_weekends`` Saturday and Sunday count whole.
    """

    region: str
    groups: tuple[str, ...]
    levels: tuple[int, ...]
    valid_from: datetime
    valid_until: datetime
    daily_from: time | None = None
    daily_until: time | None = None
    whole_weekends: bool = False
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The signature that is asked for."""

    kind: str
    level: Level
    region: str
    at: datetime


def gap(reach: Reach, wanted: Wanted) -> Gap | None:
    """Return the first reason why the delegation does not cover what is wanted; nothing where it does."""
    checks = (
        (Gap.REGION, wanted.region.startswith(reach.region)),
        (Gap.KIND, not reach.groups or group_of(wanted.kind).key in reach.groups),
        (Gap.LEVEL, int(wanted.level) in reach.levels),
        (Gap.NOT_BEGUN, reach.valid_from <= wanted.at),
        (Gap.OVER, wanted.at < reach.valid_until),
        (Gap.OUT_OF_HOURS, is_within_hours(reach, wanted.at)),
        (Gap.REVOKED, reach.revoked_at is None),
    )
    return next((reason for reason, holds in checks if not holds), None)


def is_within_hours(reach: Reach, instant: datetime) -> bool:
    """Tell whether the delegation's hours of the day hold: from the first minute on, up to before the last."""
    if reach.daily_from is None or reach.daily_until is None:
        return True
    local = in_china(instant)
    if reach.whole_weekends and local.weekday() >= _SATURDAY:
        return True
    clock = local.time()
    if reach.daily_from <= reach.daily_until:
        return reach.daily_from <= clock < reach.daily_until
    return clock >= reach.daily_from or clock < reach.daily_until
