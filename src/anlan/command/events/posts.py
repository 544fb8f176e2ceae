"""What is announced of command posts, their seats, and of handing the command over."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEvent(DomainEvent):
    """Something happened to a command post."""

    post_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandPostSetUp(PostEvent):
    """A command post was set up at a place."""

    kind: ClassVar[str] = "command.post_set_up"
    side: str
    is_mobile: bool
    place: str
    seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandPostMoved(PostEvent):
    """A command post moved to another place."""

    kind: ClassVar[str] = "command.post_moved"
    place: str
    previous_place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandPostStoodDown(PostEvent):
    """A command post was stood down."""

    kind: ClassVar[str] = "command.post_stood_down"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFilled(PostEvent):
    """Somebody took a seat of a command post."""

    kind: ClassVar[str] = "command.seat_filled"
    seat: str
    holder: str
    previous_holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRelieved(PostEvent):
    """Somebody left a seat of a command post, which is vacant now."""

    kind: ClassVar[str] = "command.seat_relieved"
    seat: str
    holder: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverEvent(DomainEvent):
    """Something happened to the handing over of an incident's command."""

    handover_id: UUID
    from_region: str
    to_region: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverOffered(HandoverEvent):
    """The command was offered to another level."""

    kind: ClassVar[str] = "command.handover_offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAccepted(HandoverEvent):
    """The receiving level took the command over."""

    kind: ClassVar[str] = "command.handover_accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRefused(HandoverEvent):
    """The receiving level did not take the command."""

    kind: ClassVar[str] = "command.handover_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverWithdrawn(HandoverEvent):
    """The offering level took its offer back."""

    kind: ClassVar[str] = "command.handover_withdrawn"
