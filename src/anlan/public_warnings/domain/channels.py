"""The channels as a table, and the wall between exercise and reality."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from anlan.kernel.errors import InvalidValue
from anlan.public_warnings.domain.errors import ExerciseReachesPublic, RealOnExerciseChannel
from anlan.support.tables import load_table

OWN_PAGES: Final = frozenset({"page", "feed"})


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to people. ``driver`` names the adapter; ``page`` and ``feed`` are the platform's own pages.

    ``per_second`` is the gateway's agreed rate (0: none), ``most_attempts`` the ceiling after which a person gets the
    message, ``probe_minutes`` how often the link is tested. ``receipts``: the gateway is ``asked`` what became of a
    message, has ``told`` it by itself, or gives ``none``; one without after ``unconfirmed_minutes`` is shown so.
    A worker has a message to itself for ``claim_seconds``, more than its longest batch takes.
    Without the settings that it ``needs`` it is not set up.
    """

    key: str
    name: str
    driver: str
    is_exercise: bool
    calls_people: bool
    least_level: int
    per_second: int = 0
    most_attempts: int = 8
    probe_minutes: int = 5
    needs: tuple[str, ...] = ()
    receipts: str = "none"
    unconfirmed_minutes: int = 10
    claim_seconds: int = 60


@cache
def channels() -> dict[str, Channel]:
    """Return every channel by its key, in the table's order."""
    rows = load_table("anlan.public_warnings", "channels")["channel"]
    return {row["key"]: Channel(**row | {"needs": tuple(row.get("needs", ()))}) for row in rows}


def channel(key: str) -> Channel:
    """Return one channel; refuse an unknown one by name."""
    if key not in channels():
        raise InvalidValue(field="channel", value=key, rule="in_table_of_channels")
    return channels()[key]


def require_world(key: str, *, is_exercise: bool) -> Channel:
    """Return the channel if it belongs to the same world, exercise or real; refuse it by name if not."""
    found = channel(key)
    if is_exercise and not found.is_exercise:
        raise ExerciseReachesPublic(channel=found.name)
    if found.is_exercise and not is_exercise:
        raise RealOnExerciseChannel(channel=found.name)
    return found


def require_one_world(key: str, *, row: bool, frozen: bool) -> None:
    """Refuse a message whose row and frozen transmission are not both of the channel's world, exercise or real."""
    require_world(key, is_exercise=frozen)
    require_world(key, is_exercise=row)


def open_to(*, is_exercise: bool) -> tuple[Channel, ...]:
    """Return the channels that a warning of that world may use."""
    return tuple(each for each in channels().values() if each.is_exercise == is_exercise)


def linked_channels() -> tuple[Channel, ...]:
    """Return the channels that lead outside, by a link that can be lost."""
    return tuple(each for each in channels().values() if each.driver not in OWN_PAGES)
