"""The life of a hand-over, whether it is late, and the text that two people sign."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from anlan.kernel.clock import in_china


class HandoverState(StrEnum):
    """Where a hand-over stands; a done one is frozen."""

    DRAFT = "draft"
    LEFT = "left"
    DONE = "done"


class HandoverAct(StrEnum):
    """What is done to a hand-over: who leaves signs, who arrives signs or sends it back."""

    WRITE = "write"
    LEAVE = "leave"
    SEND_BACK = "send_back"
    ARRIVE = "arrive"


HANDOVER: Final = {
    (HandoverState.DRAFT, HandoverAct.WRITE): HandoverState.DRAFT,
    (HandoverState.DRAFT, HandoverAct.LEAVE): HandoverState.LEFT,
    (HandoverState.LEFT, HandoverAct.SEND_BACK): HandoverState.DRAFT,
    (HandoverState.LEFT, HandoverAct.ARRIVE): HandoverState.DONE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something open that the next shift must know of; ``due`` as it is written, where it has an end."""

    title: str
    word: str = ""
    url: str = ""
    due: str = ""

    def as_row(self) -> dict[str, Any]:
        """Return the matter as it is stored."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Check:
    """A key or a piece of equipment on the list: there and in order, or what is wrong."""

    name: str
    is_there: bool = False
    note: str = ""

    def as_row(self) -> dict[str, Any]:
        """Return the check as it is stored."""
        return asdict(self)


def is_late(changeover_at: datetime, done_at: datetime | None, now: datetime, grace: timedelta) -> bool:
    """Tell whether a hand-over was, or is by now, later than the change of shifts and the grace allow."""
    return (done_at or now) > changeover_at + grace


def text_of(head: str, notes: str, matters: Sequence[Matter], checks: Sequence[Check], words: dict[str, str]) -> str:
    """Return what is signed, line by line; ``words`` are the headings and marks in the official language."""
    lines = [head, words["matters"], *(_matter(each) for each in matters)]
    lines += [] if matters else [words["none"]]
    lines += [words["notes"], notes or words["none"], words["checks"]]
    lines += [f"{each.name}{words['colon']}{_check(each, words)}" for each in checks]
    return "\n".join(lines)


def _matter(each: Matter) -> str:
    return " ".join(part for part in (each.title, each.word, each.due) if part)


def _check(each: Check, words: dict[str, str]) -> str:
    said = words["there"] if each.is_there else words["missing"]
    return f"{said} {each.note}".strip()


def signature_line(what: str, name: str, at: datetime, reason: str) -> str:
    """Return who signed when, and why somebody else than the roster says."""
    return f"{what} {name} {in_china(at):%Y-%m-%d %H:%M}" + (f" ({reason})" if reason else "")


def digest_of(text: str) -> str:
    """Return the SM3 digest of a signed text."""
    return hashlib.new("sm3", text.encode()).hexdigest()


def checks_from(rows: Iterable[dict[str, Any]]) -> tuple[Check, ...]:
    """Return the checks that rows hold."""
    return tuple(Check(row["name"], bool(row["is_there"]), row["note"]) for row in rows)
