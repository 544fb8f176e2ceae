"""The decisions that rely on runs: warnings, orders, reports, incidents, known by what the journal says of them."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from anlan.analysis.selectors.scope import SEE
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import journal, rights

ADDRESSES: Final = {
    "warning": "/warnings/{}/",
    "order": "/orders/{}/",
    "report": "/reports/{}/",
    "incident": "/incidents/{}/",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A decision: its subject in the journal, and the region it belongs to."""

    key: str
    region: str


def subject_seen(actor: Actor, sort: str, subject_id: UUID) -> Subject:
    """Return a decision in the actor's regions, or refuse as if there were none."""
    key = f"{sort}:{subject_id}"
    entries = journal.entries_about(key, limit=1) if sort in ADDRESSES else ()
    if not entries or not rights.may(actor, SEE, entries[0].region):
        raise NotFound(what=sort[:20], id=str(subject_id))
    return Subject(key=key, region=entries[0].region)


def address_of(subject: str) -> str:
    """Return the page of a decision; empty where it has none."""
    sort, _, number = subject.partition(":")
    return ADDRESSES[sort].format(number) if sort in ADDRESSES else ""
