"""What this room announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsTold(DomainEvent):
    """Named persons were told of something."""

    kind: ClassVar[str] = "notices.persons_told"
    title: str
    names: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRead(DomainEvent):
    """A person has read a notice."""

    kind: ClassVar[str] = "notices.notice_read"
    notice_id: UUID
    title: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeNotSent(DomainEvent):
    """A notice could not be sent by SMS; it waits on the person's page."""

    kind: ClassVar[str] = "notices.notice_not_sent"
    notice_id: UUID
    title: str
    name: str
    url: str
