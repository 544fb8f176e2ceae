"""What happens to the list of those whom a transmission is for."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsFrozen(DomainEvent):
    """The list of those whom a transmission is for was frozen: how many, who is called, whom no channel reaches."""

    kind: ClassVar[str] = "public_warnings.targets_frozen"

    warning_id: UUID
    total: int
    called: int
    without_way: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsMovedOn(DomainEvent):
    """Where a channel did not reach people on the list, their next one is tried; ``exhausted`` have none left."""

    kind: ClassVar[str] = "public_warnings.targets_moved_on"

    warning_id: UUID
    moved_on: int
    exhausted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsExported(DomainEvent):
    """Somebody took a frozen list out as a file, addresses masked, for a reason."""

    kind: ClassVar[str] = "public_warnings.targets_exported"

    warning_id: UUID
    reason: str
