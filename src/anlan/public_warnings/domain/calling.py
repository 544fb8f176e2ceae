"""Call-and-confirm as a pure decision: what stands, what was answered and what time it is lead to the next moves.

A place is asked person by person: as many at a time as confirmations are missing. Whoever stays silent to the limit is
followed by the next; whoever confirmed is left in peace; after the last the duty room above has it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class TaskState(StrEnum):
    """Where the call of one place stands.

    ``planned``: its township has yet to begin it. ``handed_up``: nobody answered, the duty room above has it.
    """

    PLANNED = "planned"
    CALLING = "calling"
    CONFIRMED = "confirmed"
    HANDED_UP = "handed_up"
    ENDED = "ended"


class StepState(StrEnum):
    """Where the call of one person stands.

    ``asked_again``: confirmed and asked once more; it still counts until the limit. ``released``: was called, but is
    not needed any more, since others confirmed. ``refused``: it is not this person.
    """

    WAITING = "waiting"
    CALLED = "called"
    CONFIRMED = "confirmed"
    ASKED_AGAIN = "asked_again"
    UNANSWERED = "unanswered"
    REFUSED = "refused"
    RELEASED = "released"


class Answer(StrEnum):
    """By which way a call was answered."""

    LINK = "link"
    PAGE = "page"
    VOICE = "voice"
    KEY = "key"
    SMS = "sms"


class MoveState(StrEnum):
    """Where a household stands that is to be moved."""

    TO_MOVE = "to_move"
    MOVED = "moved"
    NOT_FOUND = "not_found"
    REFUSED = "refused"


COUNTING: Final = (StepState.CONFIRMED, StepState.ASKED_AGAIN)
ASKED: Final = (StepState.CALLED, StepState.ASKED_AGAIN)
CALLABLE: Final = (StepState.WAITING, StepState.RELEASED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One person of a place's ladder: how long and how often to call, and how it stands.

    ``deadline_at``: of a person who is asked, when the limit is over; of one who confirmed, when to ask again.
    ``is_named``: given by somebody who refused, and so called before all who wait.
    """

    place: int
    minutes: float
    most_tries: int
    state: StepState = StepState.WAITING
    tries: int = 0
    deadline_at: datetime | None = None
    is_named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the call of one place stands."""

    state: TaskState
    needed: int
    steps: tuple[Asked, ...]
    ask_again_minutes: float = 0

    @property
    def confirmations(self) -> int:
        """Return how many have confirmed."""
        return sum(step.state in COUNTING for step in self.steps)

    @property
    def deadline_at(self) -> datetime | None:
        """Return when to look again at the latest."""
        return min((step.deadline_at for step in self.steps if step.deadline_at), default=None)

    def step(self, place: int) -> Asked:
        """Return the person at ``place``."""
        return next(step for step in self.steps if step.place == place)


@dataclass(frozen=True, slots=True)
class Move:
    """One thing to do: ``call``, ``ask_again``, ``silent``, ``release`` a person, or ``hand_up`` the place."""

    act: str
    place: int = -1


def next_moves(standing: Standing, now: datetime) -> tuple[Standing, tuple[Move, ...]]:
    """Return how a call stands after everything that is due now, and the moves that lead there, in order."""
    if standing.state in (TaskState.ENDED, TaskState.PLANNED):
        return standing, ()
    standing, moves = _after_limits(standing, now)
    if standing.confirmations >= standing.needed:
        standing, released = _all(standing, _still_called(standing), "release", now)
        return replace(standing, state=TaskState.CONFIRMED), moves + released
    missing = standing.needed - standing.confirmations
    asked = len(_still_called(standing))
    waiting = sorted(
        (step for step in standing.steps if step.state in CALLABLE), key=lambda step: (not step.is_named, step.place)
    )
    standing, called = _all(standing, [step.place for step in waiting[: max(missing - asked, 0)]], "call", now)
    if asked + len(called) > 0:
        return replace(standing, state=TaskState.CALLING), moves + called
    if standing.state is TaskState.HANDED_UP:
        return standing, moves
    return replace(standing, state=TaskState.HANDED_UP), (*moves, Move("hand_up"))


def _still_called(standing: Standing) -> list[int]:
    return [step.place for step in standing.steps if step.state is StepState.CALLED]


def _after_limits(standing: Standing, now: datetime) -> tuple[Standing, tuple[Move, ...]]:
    """Call again or give up whoever has reached the limit, and ask again who confirmed long enough ago."""
    moves: tuple[Move, ...] = ()
    for step in standing.steps:
        if step.deadline_at is None or step.deadline_at > now:
            continue
        standing, moved = _all(standing, [step.place], _due(step), now)
        moves += moved
    return standing, moves


def _due(step: Asked) -> str:
    """Return what is due of a person whose time has come."""
    if step.state is StepState.CONFIRMED:
        return "ask_again"
    return "call" if step.tries < step.most_tries else "silent"


def _all(standing: Standing, places: Iterable[int], act: str, now: datetime) -> tuple[Standing, tuple[Move, ...]]:
    moves = tuple(Move(act, place) for place in places)
    for move in moves:
        standing = _with(standing, _moved(standing.step(move.place), act, now))
    return standing, moves


def _moved(step: Asked, act: str, now: datetime) -> Asked:
    limit = now + timedelta(minutes=step.minutes)
    if act == "silent":
        return replace(step, state=StepState.UNANSWERED, deadline_at=None)
    if act == "release":
        return replace(step, state=StepState.RELEASED, deadline_at=None)
    if act == "ask_again":
        return replace(step, state=StepState.ASKED_AGAIN, tries=1, deadline_at=limit)
    tries = 1 if step.state in CALLABLE else step.tries + 1
    state = StepState.ASKED_AGAIN if step.state is StepState.ASKED_AGAIN else StepState.CALLED
    return replace(step, state=state, tries=tries, deadline_at=limit)


def _with(standing: Standing, changed: Asked) -> Standing:
    return replace(standing, steps=tuple(changed if step.place == changed.place else step for step in standing.steps))


def confirmed(standing: Standing, place: int, now: datetime) -> Standing:
    """Return how a call stands when the person at ``place`` has confirmed."""
    later = now + timedelta(minutes=standing.ask_again_minutes) if standing.ask_again_minutes else None
    return _with(standing, replace(standing.step(place), state=StepState.CONFIRMED, deadline_at=later))


def refused(standing: Standing, place: int) -> Standing:
    """Return how a call stands when it turned out that the person at ``place`` does not answer for it."""
    return _with(standing, replace(standing.step(place), state=StepState.REFUSED, deadline_at=None))


def due_again(standing: Standing, place: int, now: datetime) -> Standing:
    """Return how a call stands when somebody who confirmed is to be asked once more now."""
    return _with(standing, replace(standing.step(place), deadline_at=now))
