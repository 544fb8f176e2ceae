"""Which message goes first: lanes by what it is for, and within a lane the level."""

from enum import StrEnum
from functools import cache
from typing import Any

from anlan.support.tables import load_table


class Lane(StrEnum):
    """What a message is for: a call to one responsible person, a notice to an institution or device, or the public."""

    CALL = "call"
    NOTICE = "notice"
    MASS = "mass"


@cache
def sending_rules() -> dict[str, Any]:
    """Return the table of sending: the mass threshold, waits and lanes."""
    return load_table("anlan.public_warnings", "sending")


def urgency(lane: Lane, level: int) -> int:
    """Return the order of a message: the greater goes first."""
    return int(sending_rules()["lanes"][lane]) + level


def is_mass(count: int) -> bool:
    """Tell whether so many messages of one channel get one journal entry together."""
    return count >= int(sending_rules()["mass_from"])
