"""Listed supervision: which level lists, the days of the procedure, what a notice must hold, when it is upgraded."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from anlan.dangers.domain.errors import (
    ExpertsMissing,
    ExtensionAskedTooLate,
    ListingDeadlineTooLate,
    ListingNotHigher,
    NotListable,
    NotYetAccepted,
)
from anlan.dangers.domain.states import DangerState, Grade
from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.kernel.regions import RegionLevel, at_level, level_of

_DAY: Final = timedelta(days=1)
LEVELS: Final = {
    "county": RegionLevel.COUNTY,
    "prefecture": RegionLevel.PREFECTURE,
    "province": RegionLevel.PROVINCE,
}
_UP: Final = {"county": "prefecture", "prefecture": "province"}


class ListingState(StrEnum):
    """Where a listing stands."""

    LISTED = "listed"
    PUBLISHED = "published"
    UPGRADED = "upgraded"
    LIFTED = "lifted"


class ListingAct(StrEnum):
    """What may be done to a listing."""

    PUBLISH = "publish"
    EXTEND = "extend"
    UPGRADE = "upgrade"
    LIFT = "lift"


TRANSITIONS: Final = {
    (ListingState.LISTED, ListingAct.PUBLISH): ListingState.PUBLISHED,
    (ListingState.LISTED, ListingAct.EXTEND): ListingState.LISTED,
    (ListingState.PUBLISHED, ListingAct.EXTEND): ListingState.PUBLISHED,
    (ListingState.LISTED, ListingAct.UPGRADE): ListingState.UPGRADED,
    (ListingState.PUBLISHED, ListingAct.UPGRADE): ListingState.UPGRADED,
    (ListingState.PUBLISHED, ListingAct.LIFT): ListingState.LIFTED,
}


def after(state: ListingState, act: ListingAct) -> ListingState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="listing", state=state.value, act=act.value)
    return TRANSITIONS[state, act]


@dataclass(frozen=True, slots=True)
class Procedure:
    """The days of the procedure of a place and how many experts accept."""

    publish_working_days: int
    most_days: int
    ask_working_days: int
    decide_working_days: int
    upgrade_after_days: int
    experts: int
    source: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a notice of listing holds: who answers, what is done, who supervises, until when."""

    responsible_unit: str
    supervising_unit: str
    measures: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """What the experts found: who they are and what they say."""

    experts: tuple[str, ...]
    opinion: str


def nearest(region: str, rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the row of the longest region that holds ``region``, or nothing."""
    fitting = [row for row in rows if region.startswith(row["region"])]
    return max(fitting, key=lambda row: len(row["region"]), default=None)


def procedure_for(region: str, rows: Iterable[Mapping[str, Any]]) -> Procedure:
    """Return the procedure of a region."""
    row = nearest(region, rows)
    if row is None:
        raise InvalidValue(field="region", value=region, rule="has_a_procedure")
    return Procedure(**{name: row[name] for name in Procedure.__slots__})


def level_for(region: str, grade: Grade | None, danger_class: int | None, rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the level that lists a hidden danger of a region; refuse one that is not major.

    A place that lists by classes asks for the class; without one its lowest level lists.
    """
    if grade is not Grade.MAJOR:
        raise NotListable
    fitting = [row for row in rows if region.startswith(row["region"]) and row["grade"] == grade.value]
    longest = max((len(row["region"]) for row in fitting), default=0)
    own = [row for row in fitting if len(row["region"]) == longest]
    exact = [row for row in own if row["class"] == danger_class]
    by_rule = exact or sorted(own, key=lambda row: -LEVELS[row["level"]])
    return str(by_rule[0]["level"])


def level_above(level: str) -> str:
    """Return the next higher level, or refuse where there is none."""
    if level not in _UP:
        raise ListingNotHigher
    return _UP[level]


def authority_of(region: str, level: str) -> str:
    """Return the region whose authority lists at a level."""
    return at_level(region, LEVELS[level])


def is_wide_enough(authority: str, level: str) -> bool:
    """Tell whether a region is that of an authority of the level."""
    return level_of(authority) == LEVELS[level]


def day_after(day: date, count: int, is_workday: Callable[[date], bool]) -> date:
    """Return the last day of a term of working days that begins the day after ``day``."""
    while count:
        day += _DAY
        count -= is_workday(day)
    return day


def day_before(day: date, count: int, is_workday: Callable[[date], bool]) -> date:
    """Return the day that lies ``count`` working days before ``day``."""
    while count:
        day -= _DAY
        count -= is_workday(day)
    return day


def check_notice(notice: Notice, procedure: Procedure, now: datetime) -> None:
    """Refuse a notice with an empty part or a deadline beyond the procedure's most days."""
    for field in ("responsible_unit", "supervising_unit", "measures"):
        value = getattr(notice, field)
        if not value.strip() or len(value) > (1000 if field == "measures" else 120):
            raise InvalidValue(field=field, value=value[:20], rule="1_to_120_characters")
    if not now < notice.due_at <= now + _DAY * procedure.most_days:
        raise ListingDeadlineTooLate(days=procedure.most_days)


def check_asking(today: date, last_day: date) -> None:
    """Refuse an extension that is asked after the last day for asking."""
    if today > last_day:
        raise ExtensionAskedTooLate(day=last_day.isoformat())


def check_lifting(state: DangerState, acceptance: Acceptance, procedure: Procedure) -> tuple[str, ...]:
    """Return the experts; refuse to lift before the re-check accepted it, or with fewer experts than asked."""
    if state is not DangerState.ACCEPTED:
        raise NotYetAccepted
    experts: Sequence[str] = [name.strip() for name in acceptance.experts if name.strip()]
    if len(set(experts)) < procedure.experts:
        raise ExpertsMissing(least=procedure.experts)
    return tuple(dict.fromkeys(experts))
