"""The ladder of escalation: who is told how long after an order or a team has stayed without an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from anlan.command.domain.orders import UNDONE, OrderState

MOST_MINUTES: Final = 24 * 60


class Trouble(StrEnum):
    """What is wrong: the rungs of the ladder count from its beginning."""

    NOT_RECEIVED = "not_received"
    LATE = "late"
    NOT_VERIFIED = "not_verified"
    SILENT = "silent"
    HELP = "help"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One rung: so many minutes after the trouble began these roles are told."""

    key: str
    on: Trouble
    after: timedelta
    tells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A rung with the moment from which it counted and the moment at which its people are to be told."""

    rung: Rung
    since: datetime
    at: datetime


def rungs_of(table: dict[str, Any]) -> tuple[Rung, ...]:
    """Return the ladder that a table holds; refuse a rung that tells nobody, counts backwards or stands twice."""
    rungs = tuple(
        Rung(
            key=row["key"],
            on=Trouble(row["on"]),
            after=timedelta(minutes=row["after_minutes"]),
            tells=tuple(row["tells"]),
        )
        for row in table["rung"]
    )
    for rung in rungs:
        if not rung.tells or not timedelta() <= rung.after <= timedelta(minutes=MOST_MINUTES):
            raise ValueError(f"escalation.toml: rung {rung.key} tells nobody or counts more than a day")
    if len({rung.key for rung in rungs}) < len(rungs):
        raise ValueError("escalation.toml: a rung stands twice")
    return rungs


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an order stands, as far as the ladder asks."""

    state: OrderState
    issued_at: datetime
    deadline: datetime
    completed_at: datetime | None = None

    def troubles(self) -> tuple[tuple[Trouble, datetime], ...]:
        """Return what is, or will be, wrong with the order as it stands, each with the moment when that begins."""
        if self.state is OrderState.COMPLETED and self.completed_at is not None:
            return ((Trouble.NOT_VERIFIED, self.completed_at),)
        if self.state not in UNDONE:
            return ()
        late = (Trouble.LATE, self.deadline)
        if self.state is OrderState.ISSUED:
            return ((Trouble.NOT_RECEIVED, self.issued_at), late)
        return (late,)


def dues(troubles: Iterable[tuple[Trouble, datetime]], ladder: Iterable[Rung]) -> tuple[Due, ...]:
    """Return the rungs that the troubles will climb, the earliest first."""
    began = dict(troubles)
    found = [Due(rung, began[rung.on], began[rung.on] + rung.after) for rung in ladder if rung.on in began]
    return tuple(sorted(found, key=lambda due: (due.at, due.rung.key)))


def next_after(found: Iterable[Due], given: set[tuple[str, datetime]]) -> datetime | None:
    """Return when the next rung that has not been given is due, or nothing."""
    return min((due.at for due in found if (due.rung.key, due.since) not in given), default=None)
