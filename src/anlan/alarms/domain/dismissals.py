"""Why an alarm is dismissed: coded, so that false alarms can be counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from anlan.alarms.domain.errors import TooLateToReopen
from anlan.kernel.errors import InvalidValue

LONGEST_REASON: Final = 500
OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A coded reason: whether it makes the alarm a false one, needs words, points to a faulty sensor."""

    code: str
    name: str
    is_false: bool
    needs_text: bool
    hints_fault: bool


def dismissals(table: Mapping[str, Any]) -> dict[str, Dismissal]:
    """Return the reasons of the table ``dismissals`` by code, in its order."""
    return {code: Dismissal(code=code, **row) for code, row in table["codes"].items()}


def check_dismissal(table: Mapping[str, Any], code: str, reason: str) -> Dismissal:
    """Return the reason that ``code`` names; refuse an unknown one, and too few or too many words."""
    found = dismissals(table).get(code)
    if found is None:
        raise InvalidValue(field="code", value=code[:80], rule="known_dismissal")
    if (found.needs_text and not reason) or len(reason) > LONGEST_REASON:
        raise InvalidValue(field="reason", value=reason[:LONGEST_REASON], rule="1_to_500_characters")
    return found


def is_in_time_to_reopen(table: Mapping[str, Any], dismissed_at: datetime, now: datetime) -> bool:
    """Tell whether a dismissal may still be taken back; the last minute belongs to it."""
    return now - dismissed_at <= timedelta(minutes=table["reopen_within_minutes"])


def check_reopening(table: Mapping[str, Any], dismissed_at: datetime, now: datetime) -> None:
    """Refuse to take back a dismissal that is too long ago."""
    if not is_in_time_to_reopen(table, dismissed_at, now):
        raise TooLateToReopen(minutes=table["reopen_within_minutes"])
