"""Calling consultations, writing them down, and closing them with conclusions that become orders."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from anlan.command.domain.consultations import (
    ConsultationAct,
    ConsultationState,
    NewConclusion,
    NewConsultation,
    after,
    check_conclusion,
    check_consultation,
    checked_minutes,
)
from anlan.command.domain.errors import MinutesChanged, MinutesMissing
from anlan.command.domain.orders import NewOrder, Receiver
from anlan.command.domain.posts import Sitter, check_sitter
from anlan.command.domain.responses import checked_text
from anlan.command.events import (
    ConsultationCalled,
    ConsultationCancelled,
    ConsultationClosed,
    ConsultationEvent,
)
from anlan.command.models import Conclusion, Consultation, Participant
from anlan.command.services.orders import issue_order
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import journal, locks, rights

_WRITE, _CLOSE = "command.write_consultations", "command.close_consultations"


@transaction.atomic
def call_consultation(*, new: NewConsultation, actor: Actor, now: datetime) -> UUID:
    """Call a consultation and return its id; the same press of the button calls one."""
    incident = incidents.incident(actor, new.incident_id)
    rights.require(actor, _WRITE, incident.region)
    check_consultation(new, now)
    for each in new.participants:
        check_sitter(each)
    locks.hold(f"command:consultations:{incident.id}")
    known = new.token and Consultation.objects.filter(token=new.token).first()
    if known:
        return known.id
    last = Consultation.objects.filter(incident_id=incident.id).aggregate(last=Max("serial"))["last"]
    row = Consultation.objects.create(
        incident_id=incident.id,
        incident_title=incident.title,
        token=new.token,
        region=incident.region,
        is_exercise=incident.is_exercise,
        serial=(last or 0) + 1,
        title=new.title.strip(),
        agenda=new.agenda.strip(),
        held_at=new.held_at,
        place_text=new.place_text.strip(),
        link=new.link,
        chair=new.chair.strip(),
        called_by=actor.name,
        called_at=now,
    )
    participants = [_participant(row, each) for each in new.participants]
    Participant.objects.bulk_create(participants, ignore_conflicts=True)
    _announce(ConsultationCalled, row, actor, now, held_at=row.held_at, participants=len(participants))
    return row.id


def _participant(row: Consultation, who: Sitter) -> Participant:
    return Participant(
        consultation=row, person_id=who.person_id, name=who.name.strip(), organisation=who.organisation.strip()
    )


@transaction.atomic
def add_participant(*, consultation_id: UUID, who: Sitter, actor: Actor) -> None:
    """Add somebody to the list; the same one again changes nothing."""
    row = _to_write(consultation_id, actor)
    check_sitter(who)
    Participant.objects.bulk_create([_participant(row, who)], ignore_conflicts=True)


@transaction.atomic
def note_attendance(*, consultation_id: UUID, present: frozenset[UUID], actor: Actor) -> None:
    """Note who of the list was there; the others were not."""
    row = _to_write(consultation_id, actor)
    row.participants.filter(id__in=present).update(attended=True)
    row.participants.exclude(id__in=present).update(attended=False)


@transaction.atomic
def write_minutes(*, consultation_id: UUID, text: str, version: int, actor: Actor) -> int:
    """Keep the minutes as written on top of ``version``; return the new version, or refuse where it is stale."""
    row = _to_write(consultation_id, actor)
    if version != row.version:
        raise MinutesChanged
    row.minutes, row.version = checked_minutes(text), version + 1
    row.save(update_fields=["minutes", "version"])
    return row.version


@transaction.atomic
def add_conclusion(*, consultation_id: UUID, new: NewConclusion, actor: Actor) -> UUID:
    """Add a conclusion; return its id."""
    row = _to_write(consultation_id, actor)
    check_conclusion(new)
    known = row.conclusions.filter(text=new.text.strip(), to_id=new.to_id, to_label=new.to_label).first()
    if known:
        return known.id
    return Conclusion.objects.create(
        consultation=row,
        text=new.text.strip(),
        to_kind=new.to_kind.value,
        to_id=new.to_id,
        to_label=new.to_label,
        region=new.region,
        within_minutes=new.within_minutes if new.is_order else 0,
    ).id


@transaction.atomic
def drop_conclusion(*, consultation_id: UUID, conclusion_id: UUID, actor: Actor) -> None:
    """Take a conclusion out before the minutes are closed."""
    row = _to_write(consultation_id, actor)
    row.conclusions.filter(id=conclusion_id).delete()


@transaction.atomic
def close_consultation(*, consultation_id: UUID, actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Close the minutes: they no longer change, and conclusions with a receiver go out as orders; return these."""
    row = _step(consultation_id, ConsultationAct.CLOSE, _CLOSE, actor)
    if not row.minutes:
        raise MinutesMissing
    conclusions = list(row.conclusions.all())
    orders = [_as_order(row, each, actor, now) for each in conclusions if each.to_label]
    row.state = after(ConsultationState(row.state), ConsultationAct.CLOSE).value
    row.closed_by, row.closed_at = actor.name, now
    row.save()
    _announce(ConsultationClosed, row, actor, now, conclusions=len(conclusions), orders=len(orders))
    return tuple(orders)


def _as_order(row: Consultation, conclusion: Conclusion, actor: Actor, now: datetime) -> UUID:
    order = NewOrder(
        incident_id=row.incident_id,
        to_kind=Receiver(conclusion.to_kind),
        to_id=conclusion.to_id,
        to_label=conclusion.to_label,
        region=conclusion.region,
        text=conclusion.text,
        deadline=now + timedelta(minutes=conclusion.within_minutes),
        token=conclusion.id,
    )
    conclusion.order_id = issue_order(order=order, actor=actor, now=now)
    conclusion.save(update_fields=["order"])
    return conclusion.order_id


@transaction.atomic
def cancel_consultation(*, consultation_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Call a consultation off for a reason."""
    row = _step(consultation_id, ConsultationAct.CANCEL, _WRITE, actor)
    row.close_reason = checked_text("reason", reason)
    row.state = after(ConsultationState(row.state), ConsultationAct.CANCEL).value
    row.closed_by, row.closed_at = actor.name, now
    row.save()
    _announce(ConsultationCancelled, row, actor, now, reason=row.close_reason)


def _to_write(consultation_id: UUID, actor: Actor) -> Consultation:
    return _step(consultation_id, ConsultationAct.WRITE, _WRITE, actor)


def _step(consultation_id: UUID, act: ConsultationAct, right: str, actor: Actor) -> Consultation:
    row = Consultation.objects.select_for_update().filter(id=consultation_id).first()
    if row is None:
        raise NotFound(what="consultation")
    rights.require_visible(actor, "command.see", row.region, what="consultation")
    rights.require(actor, right, row.region)
    after(ConsultationState(row.state), act)
    return row


def _announce(kind: type[ConsultationEvent], row: Consultation, actor: Actor, now: datetime, **more: object) -> None:
    event = kind(
        subject=f"consultation:{row.id}",
        region=row.region,
        incident_id=row.incident_id,
        exercise=row.is_exercise,
        consultation_id=row.id,
        title=row.title,
        chair=row.chair,
        **more,
    )
    journal.announce(event, actor=actor, now=now)
