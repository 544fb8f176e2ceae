"""Simulated telephones: who answers after how many rings, which key he presses, who is switched off.

A plain class with its own clock: a night can be played in seconds, and each phone behaves as it was told.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

RING: Final = timedelta(seconds=5)
_MOST_RINGS: Final = 8
_AT_ONCE: Final = frozenset({"busy", "off", "invalid"})


@dataclass(frozen=True, slots=True)
class Phone:
    """How a phone behaves: ``answers`` (with ``key``, or none as a voice-mail says nothing), ``busy``, ``off``, ...

    ``rings`` before it is answered or, for ``rejected``, turned away; ``thinks`` seconds until the key is pressed.
    """

    manner: str = "answers"
    rings: int = 2
    key: str = "1"
    thinks: int = 6


@dataclass(frozen=True, slots=True)
class Notice:
    """What a gateway tells: a ``key`` that was pressed, or how the call ``ended``."""

    id: str
    call_id: str
    kind: str
    value: str
    at: datetime


@dataclass(slots=True)
class Call:
    """One call: to whom, what is said, and how it ended, if it has."""

    id: str
    number: str
    text: str
    route: str
    begun_at: datetime
    result: str = ""
    keys: list[str] = field(default_factory=list)


class PhoneNetwork:
    """Every phone of a district; a number that was not told how to behave is as ``usual``."""

    def __init__(self, now: Callable[[], datetime], *, usual: Phone | None = None) -> None:
        self._now, self._usual = now, usual or Phone()
        self._phones: dict[str, Phone] = {}
        self._due: list[Notice] = []
        self.calls: dict[str, Call] = {}

    def behave(self, number: str, phone: Phone) -> None:
        """Tell a phone how to behave from its next call on."""
        self._phones[number] = phone

    def call(self, call_id: str, number: str, text: str, *, route: str = "real") -> bool:
        """Ring a number up; the same call id is one call. Tell whether it is new."""
        if call_id in self.calls:
            return False
        begun = self._now()
        self.calls[call_id] = Call(call_id, number, text, route, begun)
        self._due.extend(_course(call_id, self._phones.get(number, self._usual), begun))
        return True

    def step(self) -> tuple[Notice, ...]:
        """Return what has happened until now, each once, in the order of its time."""
        now = self._now()
        happened = sorted((each for each in self._due if each.at <= now), key=lambda each: (each.at, each.id))
        self._due = [each for each in self._due if each.at > now]
        for notice in happened:
            call = self.calls[notice.call_id]
            if notice.kind == "ended":
                call.result = notice.value
            else:
                call.keys.append(notice.value)
        return tuple(happened)


def _course(call_id: str, phone: Phone, begun: datetime) -> tuple[Notice, ...]:
    """Return everything that a call will bring."""
    if phone.manner in _AT_ONCE:
        return (Notice(f"{call_id}:end", call_id, "ended", phone.manner, begun + timedelta(seconds=1)),)
    if (phone.manner != "answers" and phone.manner != "rejected") or phone.rings > _MOST_RINGS:
        return (Notice(f"{call_id}:end", call_id, "ended", "no_answer", begun + _MOST_RINGS * RING),)
    picked = begun + phone.rings * RING
    if phone.manner == "rejected":
        return (Notice(f"{call_id}:end", call_id, "ended", "rejected", picked),)
    pressed = tuple(
        Notice(f"{call_id}:key{number}", call_id, "key", key, picked + timedelta(seconds=phone.thinks * number))
        for number, key in enumerate(phone.key, 1)
    )
    last = pressed[-1].at if pressed else picked + timedelta(seconds=30)
    return (*pressed, Notice(f"{call_id}:end", call_id, "ended", "answered", last + timedelta(seconds=1)))
