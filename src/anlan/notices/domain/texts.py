"""What a notice says: the table's words for its kind, with what is told put in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from anlan.kernel.errors import InvalidValue

PATIENCE: Final = timedelta(minutes=5)
"""So long a queued notice has for its turn before it is queued again."""
_LONGEST_FACT: Final = 300
_LONGEST_TEXT: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing to tell some persons: ``about`` names it, once a person; the journal keeps it under ``subject``.

    ``url`` is the page where it is seen to. ``is_exercise``: it is kept for the persons' pages and never sent by SMS.
    """

    kind: str
    about: str
    subject: str
    region: str
    url: str
    facts: Mapping[str, str]
    persons: tuple[UUID, ...] = field(default=())
    is_exercise: bool = False


def written(table: Mapping[str, Any], note: Note) -> tuple[str, str]:
    """Return the title and the text of a note; refuse a kind that the table has not, and facts that do not fill it."""
    kind = table.get(note.kind)
    if kind is None:
        raise InvalidValue(field="kind", value=note.kind[:40], rule="chosen_from_the_list")
    facts = {key: " ".join(str(value).split())[:_LONGEST_FACT] for key, value in note.facts.items()}
    for key, words in kind.get("choices", {}).items():
        facts[key] = words.get(facts.get(key, ""), facts.get(key, ""))
    try:
        text = kind["text"].format_map(facts)
    except KeyError as error:
        raise InvalidValue(field="facts", value=str(error)[:40], rule="not_empty") from error
    return kind["title"], text[:_LONGEST_TEXT]


def wait_before(attempts: int, waits: tuple[int, ...]) -> timedelta | None:
    """Return how long to wait after so many failed attempts, or nothing where none is left."""
    return timedelta(minutes=waits[attempts - 1]) if attempts <= len(waits) else None
