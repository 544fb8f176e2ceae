"""How ready a team is."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import AnlanError, InvalidValue

_LONGEST_MINUTES: Final = 24 * 60


class TeamState(StrEnum):
    """Whether a team can be sent."""

    STANDING_BY = "standing_by"
    OUT = "out"
    RESTING = "resting"


class TeamNeedsReason(AnlanError):
    """A team that cannot be sent must say why."""

    code = "readiness.team_needs_reason"
    message = "Say where the team is or why it rests."


def check_readiness(state: TeamState, minutes: int, note: str) -> None:
    """Refuse a readiness longer than a day, and an absence without a note."""
    if not 0 <= minutes <= _LONGEST_MINUTES:
        raise InvalidValue(field="readiness_minutes", value=minutes, rule="0_to_1440")
    if state is not TeamState.STANDING_BY and not note.strip():
        raise TeamNeedsReason()
