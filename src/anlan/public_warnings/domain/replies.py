"""What people answer by key or SMS, read by the table: received, not me (call this one), help wanted."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from anlan.support.tables import load_table

_PHONE: Final = re.compile(r"\+?\d[\d -]{5,18}\d")
_LONGEST: Final = 300


class Meaning(StrEnum):
    """What an answer means."""

    CONFIRM = "confirm"
    REFUSE = "refuse"
    HELP = "help"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer that was understood: who is to be called instead, or what else was said."""

    meaning: Meaning
    name: str = ""
    phone: str = ""
    note: str = ""


def reply_of(text: str) -> Reply | None:
    """Return what a text means; None where the table knows no such beginning.

    Full-width digits count as digits; what follows a refusal may name a phone and a name: ``2 13800000000 name``.
    """
    said = text.strip().translate(_NARROW)[:_LONGEST]
    lowered = said.lower()
    for beginning, meaning in _beginnings():
        rest = said[len(beginning) :]
        if lowered.startswith(beginning) and _ends_there(beginning, rest):
            return _reply(meaning, rest.strip(_FILLING))
    return None


_NARROW: Final = {0xFF10 + digit: str(digit) for digit in range(10)}
_FILLING: Final = " \t\r\n,.:;!?-#*\u3000\u3002\uff0c\uff1a\uff1b\uff01\uff1f\u3001"


def _ends_there(beginning: str, rest: str) -> bool:
    """Tell whether a word ends here: 1 is an answer, 12 and okra are none; after a Chinese word anything may follow."""
    return not rest or not beginning[-1].isascii() or not (rest[0].isascii() and rest[0].isalnum())


@cache
def _beginnings() -> tuple[tuple[str, Meaning], ...]:
    rows = load_table("anlan.public_warnings", "calls")["reply"]
    found = [(text, Meaning(row["meaning"])) for row in rows for text in row["texts"]]
    return tuple(sorted(found, key=lambda each: -len(each[0])))


def _reply(meaning: Meaning, rest: str) -> Reply:
    if meaning is not Meaning.REFUSE:
        return Reply(meaning=meaning, note=rest)
    found = _PHONE.search(rest)
    if found is None:
        return Reply(meaning=meaning, note=rest)
    phone = re.sub(r"[ -]", "", found[0])
    name = (rest[: found.start()] + rest[found.end() :]).strip(_FILLING)
    return Reply(meaning=meaning, phone=phone, name=name, note=rest)
