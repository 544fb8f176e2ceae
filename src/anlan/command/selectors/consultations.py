"""Consultations of an incident, with participants, minutes and conclusions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from anlan.command.domain.consultations import ConsultationState
from anlan.command.domain.orders import OrderState
from anlan.command.models import Conclusion, Consultation, Participant
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRow:
    """Somebody called to a consultation; ``attended`` is None until it is known."""

    id: UUID
    person_id: UUID | None
    name: str
    organisation: str
    attended: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionRow:
    """What was concluded, for whom, and what became of it."""

    id: UUID
    text: str
    to_label: str
    within_minutes: int
    order_id: UUID | None
    order_number: int | None
    order_state: OrderState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRow:
    """A consultation as others see it."""

    id: UUID
    incident_id: UUID
    incident_title: str
    region: str
    is_exercise: bool
    serial: int
    title: str
    agenda: str
    held_at: datetime
    place_text: str
    link: str
    chair: str
    minutes: str
    version: int
    state: ConsultationState
    called_by: str
    called_at: datetime
    closed_by: str
    closed_at: datetime | None
    close_reason: str
    participants: tuple[ParticipantRow, ...]
    conclusions: tuple[ConclusionRow, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether it may still be written."""
        return self.state is ConsultationState.CALLED

    @property
    def to_order(self) -> int:
        """Return how many conclusions become orders when the minutes are closed."""
        return sum(bool(each.to_label) for each in self.conclusions)


def consultations_of(actor: Actor, incident_id: UUID) -> tuple[ConsultationRow, ...]:
    """Return the consultations of an incident, the newest first."""
    rows = Consultation.objects.filter(rights.within(actor, "command.see"), incident_id=incident_id)
    return tuple(_row(row) for row in _whole(rows).order_by("-held_at", "-serial"))


def consultation(actor: Actor, consultation_id: UUID) -> ConsultationRow:
    """Return one consultation, or refuse as if there were none."""
    row = _whole(Consultation.objects.filter(rights.within(actor, "command.see"), id=consultation_id)).first()
    if row is None:
        raise NotFound(what="consultation")
    return _row(row)


def _whole(rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
    return rows.prefetch_related("participants", "conclusions__order")


def _row(row: Consultation) -> ConsultationRow:
    special = ("state", "participants", "conclusions")
    same = {name: getattr(row, name) for name in ConsultationRow.__slots__ if name not in special}
    return ConsultationRow(
        state=ConsultationState(row.state),
        participants=tuple(_participant(each) for each in row.participants.all()),
        conclusions=tuple(_conclusion(each) for each in row.conclusions.all()),
        **same,
    )


def _participant(row: Participant) -> ParticipantRow:
    return ParticipantRow(**{name: getattr(row, name) for name in ParticipantRow.__slots__})


def _conclusion(row: Conclusion) -> ConclusionRow:
    return ConclusionRow(
        id=row.id,
        text=row.text,
        to_label=row.to_label,
        within_minutes=row.within_minutes,
        order_id=row.order_id,
        order_number=row.order.number if row.order else None,
        order_state=OrderState(row.order.state) if row.order else None,
    )
