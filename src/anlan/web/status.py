"""The status line on top of the desk: each room may say what presses now.

A room's ``pages/status.py`` gives ``status(actor, now)``; ``config.wiring`` registers it here. Every page shows the
line, so a process remembers what it said to a reader until the journal grows, ``STATUS_LINE_SECONDS`` at most (for what
changes without an act: stations that fall silent, deadlines that pass).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils.translation import get_language

from anlan.kernel.actors import Actor
from anlan.support.feed import entry_count


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusItem:
    """One item: ``label`` and ``value`` in the reader's language, a ``tone`` (good, accent, amber, red, dim), a link.

    ``ends_at`` makes it a countdown that began at ``started_at``; items with the nearest end stand first.
    """

    icon: str
    label: str
    value: str = ""
    tone: str = "dim"
    url: str = ""
    started_at: datetime | None = None
    ends_at: datetime | None = None


Question = Callable[[Actor, datetime], tuple[StatusItem, ...]]
_questions: dict[str, Question] = {}
_MOST_READERS: Final = 1000


@dataclass(frozen=True, slots=True)
class _Said:
    """What a reader was told, when, and after how many journal entries."""

    entries: int
    at: float
    now: datetime
    items: tuple[StatusItem, ...]


_said: dict[tuple[Actor, str | None], _Said] = {}


def register(room: str, question: Question) -> None:
    """Let ``room`` speak on the status line."""
    _questions[room] = question


def status_items(actor: Actor, now: datetime) -> tuple[StatusItem, ...]:
    """Return what every room says to the actor now: clocks by nearest end, then the rest in the rooms' order."""
    if not actor.grants:
        return ()
    items = [item for question in _questions.values() for item in question(actor, now)]
    running = sorted((item for item in items if item.ends_at), key=lambda item: item.ends_at or now)
    return (*running, *(item for item in items if not item.ends_at))


def remembered_status_items(actor: Actor, now: datetime) -> tuple[StatusItem, ...]:
    """Return the same, but ask the rooms only where the journal has grown or the last answer is too old."""
    seconds = settings.STATUS_LINE_SECONDS
    if not (seconds and actor.grants):
        return status_items(actor, now)
    reader, entries, at = (actor, get_language()), entry_count(), time.monotonic()
    last = _said.get(reader)
    if last and last.entries == entries and at - last.at < seconds and last.now <= now:
        return last.items
    if len(_said) >= _MOST_READERS:
        _said.clear()
    items = status_items(actor, now)
    _said[reader] = _Said(entries, at, now, items)
    return items
