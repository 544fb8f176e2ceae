"""The limits that run: of one case, and of all as a due list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from anlan.enforcement.domain.limits import days_left
from anlan.enforcement.domain.states import OPEN_CLOCKS, ClockState
from anlan.enforcement.models import CaseClock
from anlan.enforcement.selectors.cases import SEE, case_seen
from anlan.enforcement.selectors.tables import is_doubtful, limits_by_key, works
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.support import rights
from anlan.support.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """A limit that runs in a case; ``left`` counts days of its own sort and is negative where it is over."""

    case_id: UUID
    title: str
    party_name: str
    region: str
    limit: str
    name: str
    source: str
    is_verified: bool
    in_working_days: bool
    since: datetime
    due_on: date
    state: str
    is_paused: bool
    met_at: datetime | None
    left: int
    is_doubtful_year: bool


_ORDER = ("due_on", "id")


def clocks_of(actor: Actor, case_id: UUID, now: datetime) -> tuple[ClockRow, ...]:
    """Return the limits of a case: those that run first, by their last day."""
    rows = case_seen(actor, case_id).clocks.select_related("case").order_by(*_ORDER)
    found = _rows(list(rows), in_china(now).date())
    return tuple(sorted(found, key=lambda row: row.met_at is not None))


def due_list(actor: Actor, now: datetime, *, state: str = "", limit: str = "") -> Rows[ClockRow]:
    """Return the limits not met yet in all cases, the next last day first."""
    wanted = [state] if state in (ClockState.WARNED, ClockState.MISSED) else _OWED
    rows = CaseClock.objects.select_related("case").filter(rights.within(actor, SEE, "case__region"), state__in=wanted)
    if limit in limits_by_key():
        rows = rows.filter(limit=limit)
    today = in_china(now).date()
    return Rows(rows.order_by(*_ORDER), lambda found: _rows(found, today))


def due_count(actor: Actor) -> int:
    """Return how many limits are warned of or missed, up to a thousand."""
    rows = CaseClock.objects.filter(rights.within(actor, SEE, "case__region"), state__in=_PRESSING)
    return rows.order_by()[:1000].count()


_OWED = [*(state.value for state in OPEN_CLOCKS), ClockState.MISSED.value]
_PRESSING = [ClockState.WARNED.value, ClockState.MISSED.value]


def _rows(found: Sequence[CaseClock], today: date) -> tuple[ClockRow, ...]:
    return tuple(_row(row, today) for row in found if row.limit in limits_by_key())


def _row(row: CaseClock, today: date) -> ClockRow:
    limit = limits_by_key()[row.limit]
    return ClockRow(
        case_id=row.case_id,
        title=row.case.title,
        party_name=row.case.party_name,
        region=row.case.region,
        limit=row.limit,
        name=limit.name,
        source=limit.source,
        is_verified=limit.mark == "verified",
        in_working_days=limit.unit == "working_days",
        since=row.since,
        due_on=row.due_on,
        state=row.state,
        is_paused=row.is_paused,
        met_at=row.met_at,
        left=days_left(limit, row.due_on, today, works),
        is_doubtful_year=is_doubtful(row.due_on),
    )
