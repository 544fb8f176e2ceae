"""What this room announces."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseEvent(DomainEvent):
    """Something happened to a response; ``level`` is a ``kernel.levels.Level`` as a number."""

    response_id: UUID
    level: int
    plan_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseProposed(ResponseEvent):
    """A response, or a change of one, was proposed for signature."""

    kind: ClassVar[str] = "command.response_proposed"
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseStarted(ResponseEvent):
    """A response was signed and runs."""

    kind: ClassVar[str] = "command.response_started"
    proposed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRaised(ResponseEvent):
    """A running response was raised to a worse level."""

    kind: ClassVar[str] = "command.response_raised"
    previous_level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseLowered(ResponseEvent):
    """A running response was lowered."""

    kind: ClassVar[str] = "command.response_lowered"
    previous_level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseEnded(ResponseEvent):
    """A response was ended."""

    kind: ClassVar[str] = "command.response_ended"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDeclined(ResponseEvent):
    """A proposed response, or a proposed change, was declined."""

    kind: ClassVar[str] = "command.proposal_declined"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperResponseRecorded(DomainEvent):
    """A higher level's response to the same incident was recorded."""

    kind: ClassVar[str] = "command.upper_response_recorded"
    upper_response_id: UUID
    upper_region: str
    issuer: str
    level: int
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEvent(DomainEvent):
    """Something happened to an order."""

    order_id: UUID
    number: int
    to_label: str
    text: str
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderIssued(OrderEvent):
    """An order went out."""

    kind: ClassVar[str] = "command.order_issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReceived(OrderEvent):
    """The receiver has the order."""

    kind: ClassVar[str] = "command.order_received"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFedBack(OrderEvent):
    """The receiver told how it goes."""

    kind: ClassVar[str] = "command.order_fed_back"
    feedback: str
    photos: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCompleted(OrderEvent):
    """The receiver says it is done."""

    kind: ClassVar[str] = "command.order_completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderVerified(OrderEvent):
    """The command found the order done."""

    kind: ClassVar[str] = "command.order_verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReturned(OrderEvent):
    """The command found the order not done and sent it back."""

    kind: ClassVar[str] = "command.order_returned"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCancelled(OrderEvent):
    """The order no longer holds."""

    kind: ClassVar[str] = "command.order_cancelled"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderOverdue(OrderEvent):
    """The deadline passed and the order is not done."""

    kind: ClassVar[str] = "command.order_overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExtended(OrderEvent):
    """An undone order was given more time."""

    kind: ClassVar[str] = "command.order_extended"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(DomainEvent):
    """People were told that an order or a team stays without an answer; ``trouble`` says what is wrong."""

    kind: ClassVar[str] = "command.escalated"
    escalation_id: UUID
    label: str
    trouble: str
    since: datetime
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationAnswered(DomainEvent):
    """Somebody took on what the ladder had told."""

    kind: ClassVar[str] = "command.escalation_answered"
    escalation_id: UUID
    label: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamEvent(DomainEvent):
    """Something happened to a team in danger; ``well`` of ``members`` are well by the last word."""

    watch_id: UUID
    team_name: str
    place: str
    members: int
    well: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWatchStarted(TeamEvent):
    """A team went into danger and is accounted for."""

    kind: ClassVar[str] = "command.team_watch_started"
    every_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAnswered(TeamEvent):
    """A team's leader said that all are well."""

    kind: ClassVar[str] = "command.team_answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSilent(TeamEvent):
    """A team's word is due and has not come."""

    kind: ClassVar[str] = "command.team_silent"
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCalledForHelp(TeamEvent):
    """A team called for help, or counts fewer than went in."""

    kind: ClassVar[str] = "command.team_called_for_help"
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCameOut(TeamEvent):
    """A team came out whole."""

    kind: ClassVar[str] = "command.team_came_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvacuationTargetSet(DomainEvent):
    """It was said how many are to be moved from a township."""

    kind: ClassVar[str] = "command.evacuation_target_set"
    households: int
    persons: int
    shelter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvacuationReported(DomainEvent):
    """A township's numbers of people moved were reported."""

    kind: ClassVar[str] = "command.evacuation_reported"
    households: int
    persons: int
    planned_households: int
    planned_persons: int
    as_of: datetime
    shelter: str
    note: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationEvent(DomainEvent):
    """Something happened to a consultation."""

    consultation_id: UUID
    title: str
    chair: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationCalled(ConsultationEvent):
    """A consultation was called."""

    kind: ClassVar[str] = "command.consultation_called"
    held_at: datetime
    participants: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationClosed(ConsultationEvent):
    """The minutes of a consultation were closed; some conclusions became orders."""

    kind: ClassVar[str] = "command.consultation_closed"
    conclusions: int
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationCancelled(ConsultationEvent):
    """A consultation was called off."""

    kind: ClassVar[str] = "command.consultation_cancelled"
    reason: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchProposed(DomainEvent):
    """It was reckoned which teams and loads should go to an incident.

    ``missing`` teams cannot be brought by any plan; ``short`` demands for goods cannot be wholly filled.
    """

    kind: ClassVar[str] = "command.dispatch_proposed"
    plan_id: UUID
    teams: int
    missing: int
    loads: int = 0
    short: int = 0
