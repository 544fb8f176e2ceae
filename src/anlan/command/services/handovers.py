"""Handing the command of an incident to another level: offered by one, accepted by the other, kept by both."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.command.domain.errors import CommandIsElsewhere
from anlan.command.domain.handovers import HandoverAct, HandoverState, NewHandover, after, check_receiver
from anlan.command.domain.responses import checked_text
from anlan.command.events import (
    HandoverAccepted,
    HandoverEvent,
    HandoverOffered,
    HandoverRefused,
    HandoverWithdrawn,
)
from anlan.command.models import Handover
from anlan.command.selectors.handovers import brief_of, holder_of, may_answer
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotAllowed, NotFound, TransitionNotAllowed
from anlan.places import api as places
from anlan.support import journal, locks, rights

_RIGHT = "command.hand_over"
_EVENTS = {
    HandoverState.ACCEPTED: HandoverAccepted,
    HandoverState.REFUSED: HandoverRefused,
    HandoverState.WITHDRAWN: HandoverWithdrawn,
}


@transaction.atomic
def offer_handover(*, new: NewHandover, actor: Actor, now: datetime) -> UUID:
    """Offer the command to another level with the situation as it is now; return the offer's id.

    Offering to the same level again while the offer waits changes nothing.
    """
    incident = incidents.incident(actor, new.incident_id)
    locks.hold(f"command:handover:{incident.id}")
    holder = holder_of(incident.id, incident.region)
    if not may_answer(actor, holder):
        raise NotAllowed(right=_RIGHT, region=holder)
    reason = checked_text("reason", new.reason)
    check_receiver(incident.region, holder, new.to_region)
    waiting = Handover.objects.filter(incident_id=incident.id, state=HandoverState.OFFERED.value).first()
    if waiting is not None:
        if waiting.to_region != new.to_region:
            raise TransitionNotAllowed(what="handover", state=waiting.state, act="offer")
        return waiting.id
    row = Handover.objects.create(
        incident_id=incident.id,
        incident_title=incident.title,
        region=incident.region,
        is_exercise=incident.is_exercise,
        from_region=holder,
        to_region=new.to_region,
        reason=reason,
        brief=brief_of(incident.id, now),
        offered_by_id=actor.id,
        offered_by=actor.name,
        offered_at=now,
    )
    _announce(HandoverOffered, row, reason, actor, now)
    return row.id


@transaction.atomic
def answer_handover(*, handover_id: UUID, act: HandoverAct, note: str, actor: Actor, now: datetime) -> None:
    """Accept or refuse an offer as the receiving level, or withdraw it as the offering one; a refusal says why."""
    row = Handover.objects.select_for_update().filter(id=handover_id).first()
    if row is None:
        raise NotFound(what="handover")
    rights.require_visible(actor, "command.see", row.region, what="handover")
    side = row.from_region if act is HandoverAct.WITHDRAW else row.to_region
    if not may_answer(actor, side):
        raise NotAllowed(right=_RIGHT, region=side)
    row.state = after(HandoverState(row.state), act).value
    row.answer_note = note.strip()[:500] if act is HandoverAct.ACCEPT else checked_text("note", note)
    row.answered_by, row.answered_at = actor.name, now
    row.save()
    _announce(_EVENTS[HandoverState(row.state)], row, row.answer_note, actor, now)


def require_command(incident_id: UUID, region: str, actor: Actor, right: str) -> None:
    """Refuse an act that belongs to whoever holds the command of the incident, where another level holds it."""
    holder = holder_of(incident_id, region)
    if holder != region and not rights.may(actor, right, holder):
        raise CommandIsElsewhere(place=places.name(holder))


def _announce(kind: type[HandoverEvent], row: Handover, note: str, actor: Actor, now: datetime) -> None:
    event = kind(
        subject=f"handover:{row.id}",
        region=row.region,
        incident_id=row.incident_id,
        exercise=row.is_exercise,
        handover_id=row.id,
        from_region=row.from_region,
        to_region=row.to_region,
        note=note,
    )
    journal.announce(event, actor=actor, now=now)
