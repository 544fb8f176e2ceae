"""The base of every business event that the journal keeps."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainEvent:
    """Something that happened; its ``kind`` is ``room.past_tense`` and never changes its meaning.

    ``subject`` is ``thing:id``; ``region`` the short-form code where it happened; ``incident_id`` the incident on
    whose timeline it stands; ``exercise`` marks drill data from end to end.
    """

    kind: ClassVar[str] = ""

    subject: str
    region: str
    incident_id: UUID | None = None
    exercise: bool = False
