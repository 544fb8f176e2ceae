"""Giving matters to departments: forwarded, answered or returned, rated; late ones are told once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.intake.domain.errors import NotThisDepartment
from anlan.intake.domain.forwarding import check_category, check_rating, due_at
from anlan.intake.domain.matters import checked_words
from anlan.intake.domain.states import MatterAct
from anlan.intake.events import (
    ForwardingEvent,
    MatterAnswered,
    MatterForwarded,
    MatterOverdue,
    MatterRated,
    MatterReturned,
    MatterSentBack,
)
from anlan.intake.models import Forwarding, Matter
from anlan.intake.selectors.forwardings import answerable
from anlan.intake.selectors.rules import categories
from anlan.intake.services.steps import announce, locked, step, take_in_hand
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people import api as people
from anlan.support import rights

_LONGEST_ANSWER = 2000


@transaction.atomic
def forward_matter(
    *, matter_id: UUID, category: str, organisation_id: UUID, note: str, actor: Actor, now: datetime
) -> UUID:
    """Give a matter to a department, which answers within the hours of the category; return the forwarding's id."""
    matter = locked(matter_id, actor)
    chosen = check_category(category, categories())
    receiver = people.organisations_by_id([organisation_id]).get(organisation_id)
    if receiver is None or not rights.may(actor, "intake.handle", receiver.region):
        raise NotThisDepartment(organisation=str(organisation_id))
    step(matter, MatterAct.FORWARD)
    take_in_hand(matter, actor, now)
    matter.category = chosen.key
    matter.save(update_fields=["state", "category", "taken_by", "taken_at"])
    forwarding = Forwarding.objects.create(
        matter=matter,
        category=chosen.key,
        organisation_id=receiver.id,
        organisation_name=receiver.name,
        region=receiver.region,
        note=checked_words("note", note) if note.strip() else "",
        forwarded_by=actor.name,
        forwarded_at=now,
        due_at=due_at(chosen, now),
    )
    _tell(MatterForwarded, matter, forwarding, actor, now)
    return forwarding.id


@transaction.atomic
def answer_forwarding(*, forwarding_id: UUID, answer: str, actor: Actor, now: datetime) -> None:
    """Tell what the department did about a matter."""
    forwarding, matter = _locked_for_department(forwarding_id, actor)
    step(matter, MatterAct.ANSWER)
    forwarding.answer = checked_words("answer", answer, _LONGEST_ANSWER)
    forwarding.state, forwarding.answered_by, forwarding.answered_at = "answered", actor.name, now
    forwarding.save()
    matter.save(update_fields=["state"])
    _tell(MatterAnswered, matter, forwarding, actor, now)


@transaction.atomic
def return_forwarding(*, forwarding_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Return a matter that is not the department's own, and say why; the desk has it again."""
    forwarding, matter = _locked_for_department(forwarding_id, actor)
    step(matter, MatterAct.RETURN)
    forwarding.answer = checked_words("reason", reason)
    forwarding.state, forwarding.answered_by, forwarding.answered_at = "returned", actor.name, now
    forwarding.save()
    matter.save(update_fields=["state"])
    _tell(MatterReturned, matter, forwarding, actor, now, reason=forwarding.answer)


@transaction.atomic
def send_back(*, matter_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Let the department go on where its answer is not enough; the time it had runs on."""
    matter = locked(matter_id, actor)
    step(matter, MatterAct.SEND_BACK)
    matter.save(update_fields=["state"])
    forwarding = matter.forwardings.get(state="answered")
    forwarding.state, forwarding.note = "open", checked_words("reason", reason)
    forwarding.save(update_fields=["state", "note"])
    _tell(MatterSentBack, matter, forwarding, actor, now, reason=forwarding.note)


@transaction.atomic
def rate_matter(*, matter_id: UUID, rating: int, note: str, actor: Actor, now: datetime) -> None:
    """Rate the department's answer, 1 to 5, after asking who told it; that closes the matter."""
    matter = locked(matter_id, actor, "intake.rate")
    step(matter, MatterAct.RATE)
    check_rating(rating, note)
    matter.ended_by, matter.ended_at = actor.name, now
    matter.save(update_fields=["state", "ended_by", "ended_at"])
    forwarding = matter.forwardings.get(state="answered")
    forwarding.state, forwarding.rating, forwarding.rating_note = "rated", rating, note.strip()[:500]
    forwarding.rated_by, forwarding.rated_at = actor.name, now
    forwarding.save()
    _tell(MatterRated, matter, forwarding, actor, now, rating=rating)


@transaction.atomic
def watch_forwardings(*, actor: Actor, now: datetime) -> None:
    """Tell once of each department that did not answer in time."""
    late = Forwarding.objects.filter(state="open", due_at__lt=now, overdue_told_at=None)
    for forwarding in late.select_for_update(skip_locked=True, of=("self",)).select_related("matter"):
        forwarding.overdue_told_at = now
        forwarding.save(update_fields=["overdue_told_at"])
        _tell(MatterOverdue, forwarding.matter, forwarding, actor, now)


def _locked_for_department(forwarding_id: UUID, actor: Actor) -> tuple[Forwarding, Matter]:
    """Return an open forwarding and its matter, locked in the order of every other act: the matter first."""
    known = answerable(actor).filter(id=forwarding_id).first()
    if known is None:
        raise NotFound(what="forwarding")
    matter = Matter.objects.select_for_update().get(id=known.matter_id)
    return Forwarding.objects.select_for_update().get(id=forwarding_id), matter


def _tell(
    event: type[ForwardingEvent], matter: Matter, forwarding: Forwarding, actor: Actor, now: datetime, **more: Any
) -> None:
    said = {"forwarding_id": forwarding.id, "organisation": forwarding.organisation_name, "due_at": forwarding.due_at}
    announce(event, matter, actor, now, **said, **more)
