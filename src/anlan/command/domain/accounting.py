"""Accounting for a team in danger: its leader says at fixed times how many are well; silence and losses are seen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from anlan.command.domain.escalation import Trouble
from anlan.command.domain.orders import check_place
from anlan.kernel.errors import InvalidValue, TransitionNotAllowed

_LEAST_MINUTES: Final = 5
_MOST_MINUTES: Final = 240
_MOST_MEMBERS: Final = 2000
_LONGEST: Final = 200
_CLOCK_SKEW: Final = timedelta(minutes=10)


class WatchState(StrEnum):
    """How a watched team stands."""

    WELL = "well"
    SILENT = "silent"
    HELP = "help"
    OUT = "out"


class WatchAct(StrEnum):
    """What happens to a watched team: its word that all are well, silence, a call for help, the end."""

    ANSWER = "answer"
    MISS = "miss"
    CALL_HELP = "call_help"
    COME_OUT = "come_out"


INSIDE: Final = (WatchState.WELL, WatchState.SILENT, WatchState.HELP)

WATCHES: Final = {
    **{(state, WatchAct.ANSWER): WatchState.WELL for state in INSIDE},
    **{(state, WatchAct.CALL_HELP): WatchState.HELP for state in INSIDE},
    **{(state, WatchAct.COME_OUT): WatchState.OUT for state in INSIDE},
    (WatchState.WELL, WatchAct.MISS): WatchState.SILENT,
}


def after(state: WatchState, act: WatchAct) -> WatchState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in WATCHES:
        raise TransitionNotAllowed(what="watch", state=state.value, act=act.value)
    return WATCHES[state, act]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWatch:
    """A team that goes into danger: how many go in, where, and how often its leader says that all are well."""

    incident_id: UUID
    team_id: UUID
    members: int
    every_minutes: int
    place: str
    token: UUID | None = None


def check_watch(watch: NewWatch) -> None:
    """Refuse a watch over nobody, without a place, or with a rhythm too quick to keep or too slow to help."""
    if not 1 <= watch.members <= _MOST_MEMBERS:
        raise InvalidValue(field="members", value=watch.members, rule="1_to_2000")
    if not _LEAST_MINUTES <= watch.every_minutes <= _MOST_MINUTES:
        raise InvalidValue(field="every_minutes", value=watch.every_minutes, rule="5_to_240")
    if not watch.place.strip() or len(watch.place) > _LONGEST:
        raise InvalidValue(field="place", value=watch.place[:40], rule="1_to_200_characters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a team's leader says: how many are well, where, when; ``calls_help`` says that they need help."""

    members: int
    calls_help: bool = False
    is_out: bool = False
    happened_at: datetime | None = None
    place: tuple[float, float] | None = None
    note: str = ""
    token: UUID | None = None


def check_word(word: Word, *, inside: int, now: datetime) -> None:
    """Refuse a word that counts more than went in, speaks of the future, or lets a team out that is not whole."""
    if not 0 <= word.members <= inside:
        raise InvalidValue(field="members", value=word.members, rule="0_to_those_who_went_in")
    if word.happened_at is not None and word.happened_at > now + _CLOCK_SKEW:
        raise InvalidValue(field="happened_at", value=word.happened_at.isoformat(), rule="not_in_the_future")
    if len(word.note) > _LONGEST:
        raise InvalidValue(field="note", value=word.note[:40], rule="at_most_200_characters")
    if word.place is not None:
        check_place(*word.place)
    if word.is_out and word.members < inside:
        raise InvalidValue(field="members", value=word.members, rule="all_who_went_in")


def act_of(word: Word, *, inside: int) -> WatchAct:
    """Return what a word means: whoever counts fewer than went in calls for help, whether they say so or not."""
    if word.calls_help or word.members < inside:
        return WatchAct.CALL_HELP
    return WatchAct.COME_OUT if word.is_out else WatchAct.ANSWER


def troubles(state: WatchState, *, due_at: datetime, help_at: datetime | None) -> tuple[tuple[Trouble, datetime], ...]:
    """Return what is, or will be, wrong with a watched team, each with the moment when that begins."""
    if state is WatchState.OUT:
        return ()
    if state is WatchState.HELP and help_at is not None:
        return ((Trouble.HELP, help_at), (Trouble.SILENT, due_at))
    return ((Trouble.SILENT, due_at),)
