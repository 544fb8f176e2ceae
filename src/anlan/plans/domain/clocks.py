"""The clocks of a plan in force: filing, its answer, evaluation, revision, drill."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from anlan.kernel.clock import CHINA, in_china
from anlan.plans.domain.working_days import DaysOff, working_days_after


class ClockKind(StrEnum):
    """What a clock runs for."""

    FILING = "filing"
    ACCEPTANCE = "acceptance"
    EVALUATION = "evaluation"
    REVISION = "revision"
    DRILL = "drill"


class ClockState(StrEnum):
    """Where a clock stands; only the first three run."""

    RUNNING = "running"
    WARNED = "warned"
    MISSED = "missed"
    MET = "met"
    MET_LATE = "met_late"
    STOPPED = "stopped"


OWED = (ClockState.RUNNING, ClockState.WARNED, ClockState.MISSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """How long a clock runs: working days or months; ``warn_days`` before its end it warns."""

    warn_days: int
    mark: str
    working_days: int = 0
    months: int = 0

    def due_at(self, begun_at: datetime, days_off: DaysOff) -> datetime:
        """Return the end of the last day, in China time."""
        begun = in_china(begun_at).date()
        if self.working_days:
            last = working_days_after(begun, self.working_days, days_off)
        else:
            last = months_after(begun, self.months)
        return datetime.combine(last, time(23, 59, 59), tzinfo=CHINA)

    def warn_at(self, due_at: datetime) -> datetime:
        """Return when the clock begins to warn."""
        return due_at - timedelta(days=self.warn_days)


def months_after(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def state_at(state: ClockState, *, warn_at: datetime, due_at: datetime, now: datetime) -> ClockState:
    """Return where a running clock stands at ``now``; the instant it is due is still in time."""
    if state not in OWED or state is ClockState.MISSED:
        return state
    if now > due_at:
        return ClockState.MISSED
    return ClockState.WARNED if now >= warn_at else state
