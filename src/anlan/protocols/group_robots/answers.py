"""What a robot's answer means: robots answer 200 even when they refuse, so the code in the body decides."""

import json
from dataclasses import dataclass
from typing import Any, Final

from anlan.protocols.group_robots.table import makes

_TOO_MANY, _FIRST_FAULT, _FIRST_FAULT_OF_THEIRS = 429, 300, 500
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Answer:
    """``outcome``: taken, later (may heal) or refused (for good); ``reason`` is the maker's own word."""

    outcome: str
    reason: str


def judged(make: str, status: int, body: bytes) -> Answer:
    """Return what the answer of a robot of ``make`` means."""
    if status == _TOO_MANY or status >= _FIRST_FAULT_OF_THEIRS:
        return Answer("later", f"HTTP {status}")
    row = makes()[make]
    found = _fields(body)
    code = found.get(row["code"])
    if code is None or not isinstance(code, int):
        outcome = "refused" if status >= _FIRST_FAULT else "later"
        return Answer(outcome, f"HTTP {status} without {row['code']}")
    reason = f"{code} {str(found.get(row['reason'], ''))[:_LONGEST]}".strip()
    if code == 0:
        return Answer("taken", reason)
    return Answer("later" if code in row["later"] else "refused", reason)


def _fields(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
