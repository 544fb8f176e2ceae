"""What an alarm whose sensors have come down asks of a person.

Nothing is ever closed by the platform alone. An alarm that nobody has looked at stays to be verified, because a flood's
peak may have passed unseen; one that was verified asks to be closed, because the danger may outlast the rain.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from anlan.alarms.domain.states import AlarmState


class Ask(StrEnum):
    """What waits for a person."""

    VERIFY = "verify"
    VERIFY_EASED = "verify_eased"
    WATCH = "watch"
    CLOSE = "close"
    NOTHING = "nothing"


_ASKS: Final[Mapping[tuple[AlarmState, bool], Ask]] = {
    (AlarmState.RAISED, False): Ask.VERIFY,
    (AlarmState.RAISED, True): Ask.VERIFY_EASED,
    (AlarmState.TAKEN, False): Ask.VERIFY,
    (AlarmState.TAKEN, True): Ask.VERIFY_EASED,
    (AlarmState.VERIFIED, False): Ask.WATCH,
    (AlarmState.VERIFIED, True): Ask.CLOSE,
}


def ask_of(state: AlarmState, *, is_eased: bool) -> Ask:
    """Return what an alarm in ``state`` asks for, with all its sensors down or not."""
    return _ASKS.get((state, is_eased), Ask.NOTHING)
