"""Satellite short messages: split into numbered parts that a terminal can take, and the files they travel in."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

LONGEST_PART: Final = 70
MOST_PARTS: Final = 9
_ADDRESS: Final = re.compile(r"[0-9]{6,10}")
_CUT: Final = "…"
_FILE: Final = re.compile(r"([0-9a-f-]{36})\.txt")
_STATES: Final = {"delivered": "delivered", "failed": "failed"}


def is_address(text: str) -> bool:
    """Tell whether ``text`` can be a terminal's number: six to ten digits."""
    return _ADDRESS.fullmatch(text) is not None


def parts(text: str) -> tuple[str, ...]:
    """Return the text in parts of at most 70 characters, numbered ``1/3`` where there are several.

    What does not fit nine parts is cut and marked so: a terminal may send once a minute, and the beginning says what
    to do.
    """
    plain = " ".join(text.split())
    if len(plain) <= LONGEST_PART:
        return (plain,)
    room = LONGEST_PART - len("1/9 ")
    if len(plain) > room * MOST_PARTS:
        plain = plain[: room * MOST_PARTS - len(_CUT)] + _CUT
    pieces = [plain[start : start + room] for start in range(0, len(plain), room)]
    return tuple(f"{number}/{len(pieces)} {piece}" for number, piece in enumerate(pieces, 1))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gateway wrote into the inbox about a message."""

    id: UUID
    outcome: str
    detail: str


def file_name(message_id: UUID) -> str:
    """Return the name of a message's file in the outbox; the answer has the same name in the inbox."""
    return f"{message_id}.txt"


def file_text(address: str, pieces: tuple[str, ...]) -> str:
    """Return a file's text: a line ``to: NUMBER``, then a line per part."""
    return "\n".join((f"to: {address}", *pieces)) + "\n"


def answer_in(name: str, text: str) -> Answer | None:
    """Read an answer: its first line says ``delivered`` or ``failed: WHY``; anything else says nothing."""
    found = _FILE.fullmatch(name)
    word, _, detail = text.strip().partition("\n")[0].partition(":")
    outcome = _STATES.get(word.strip().lower())
    if found is None or outcome is None:
        return None
    try:
        return Answer(UUID(found[1]), outcome, detail.strip()[:200])
    except ValueError:
        return None
