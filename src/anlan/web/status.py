"""The status line on top of the desk: each room may say what presses now.

A room's ``pages/status.py`` gives ``status(actor, now)``; ``config.wiring`` registers it here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from anlan.kernel.actors import Actor


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
