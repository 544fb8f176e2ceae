"""The room's tables as values."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from anlan.incidents import api as incidents
from anlan.intake.domain.forwarding import Category, categories_of
from anlan.intake.domain.hearing import kind_heard
from anlan.people import api as people
from anlan.support.tables import load_table


def rules(name: str) -> dict[str, Any]:
    """Return one of the room's tables."""
    return load_table("anlan.intake", name)


def reward_table() -> dict[str, Any]:
    """Return what tip-offs that proved true are worth."""
    return rules("rewards")


@cache
def categories() -> dict[str, Category]:
    """Return the kinds of matters that departments deal with."""
    return categories_of(rules("forwarding"))


def event_kind_heard(text: str) -> str:
    """Return the code of the kind of event that a text speaks of, or nothing."""
    names = {code: kind.name for code, kind in incidents.event_kinds().items()}
    return kind_heard(text, names, rules("hearing")["words"])


@dataclass(frozen=True, slots=True)
class KindFound:
    """A kind of event that a search found."""

    code: str
    name: str
    group: str


def kinds_found(text: str, *, limit: int = 12) -> tuple[KindFound, ...]:
    """Return the kinds of events whose code, name or pinyin initials begin with or hold the text, the best first."""
    text = text.strip().lower()[:20]
    if not text:
        return ()
    ranked = [(_rank(text, code, kind.name), code, kind) for code, kind in incidents.event_kinds().items()]
    best = sorted((rank, code, kind) for rank, code, kind in ranked if rank is not None)
    return tuple(KindFound(code, kind.name, kind.group) for _, code, kind in best[:limit])


def _rank(text: str, code: str, name: str) -> tuple[int, int] | None:
    initials = _initials(name)
    tests = (name == text, initials == text, name.startswith(text), code.lower().startswith(text))
    tests = (*tests, initials.startswith(text), text in name, text in initials)
    return next(((place, len(name)) for place, holds in enumerate(tests) if holds), None)


@cache
def _initials(name: str) -> str:
    return people.initials_of(name).lower()
