"""What is announced of reviews and lessons."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCompiled(DomainEvent):
    """The review of an incident was compiled from the journal."""

    kind: ClassVar[str] = "command.review_compiled"
    review_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSigned(DomainEvent):
    """The review of an incident was signed."""

    kind: ClassVar[str] = "command.review_signed"
    review_id: UUID
    lessons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonEvent(DomainEvent):
    """Something happened to a lesson; ``note`` says why or what was done."""

    lesson_id: UUID
    task: str
    owner: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonAdded(LessonEvent):
    """A lesson became a task with an owner and a day."""

    kind: ClassVar[str] = "command.lesson_added"


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonDone(LessonEvent):
    """The owner says that the task is done."""

    kind: ClassVar[str] = "command.lesson_done"


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonReturned(LessonEvent):
    """The task was found not done and goes back."""

    kind: ClassVar[str] = "command.lesson_returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonClosed(LessonEvent):
    """Another person has seen that the task is done."""

    kind: ClassVar[str] = "command.lesson_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonOverdue(LessonEvent):
    """The day has passed and the task is not done."""

    kind: ClassVar[str] = "command.lesson_overdue"
