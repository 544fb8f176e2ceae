"""Compiling the review of an incident from the journal, judging and signing it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.command.domain.errors import IncidentStillOpen, SignerWroteReview
from anlan.command.domain.responses import checked_text
from anlan.command.domain.reviews import ReviewAct, ReviewState, after_review
from anlan.command.events import ReviewCompiled, ReviewSigned
from anlan.command.models import Lesson, Review
from anlan.command.selectors.reviews import review_data
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.events import DomainEvent
from anlan.support import journal, locks, rights

_WRITE, _SIGN = "command.write_reviews", "command.sign_reviews"


@transaction.atomic
def compile_review(*, incident_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Put together from the journal what was planned and done; again before it is signed, it is brought up to date."""
    incident = incidents.incident(actor, incident_id)
    rights.require(actor, _WRITE, incident.region)
    locks.hold(f"command:review:{incident.id}")
    row = Review.objects.filter(incident_id=incident.id).first() or Review(
        incident_id=incident.id,
        incident_title=incident.title,
        region=incident.region,
        is_exercise=incident.is_exercise,
        written_by_id=actor.id,
    )
    after_review(ReviewState(row.state), ReviewAct.WRITE)
    row.data = review_data(incident, now)
    row.compiled_by, row.compiled_at = actor.name, now
    row.save()
    _announce(row, actor, now, ReviewCompiled, review_id=row.id)
    return row.id


@transaction.atomic
def judge_review(*, review_id: UUID, text: str, actor: Actor) -> None:
    """Write down what people make of it."""
    row = _locked(review_id, _WRITE, ReviewAct.WRITE, actor)
    row.judgement = checked_text("judgement", text)
    row.written_by_id = actor.id
    row.save(update_fields=["judgement", "written_by_id"])


@transaction.atomic
def sign_review(*, review_id: UUID, actor: Actor, now: datetime) -> None:
    """Sign the review of a closed incident: it no longer changes. Its writer does not sign it."""
    row = _locked(review_id, _SIGN, ReviewAct.SIGN, actor)
    if row.written_by_id == actor.id:
        raise SignerWroteReview
    if incidents.incident(actor, row.incident_id).is_open:
        raise IncidentStillOpen
    checked_text("judgement", row.judgement)
    row.state = after_review(ReviewState(row.state), ReviewAct.SIGN).value
    row.signed_by, row.signed_at = actor.name, now
    row.save()
    lessons = Lesson.objects.filter(source=f"review:{row.id}").count()
    _announce(row, actor, now, ReviewSigned, review_id=row.id, lessons=lessons)


def _locked(review_id: UUID, right: str, act: ReviewAct, actor: Actor) -> Review:
    row = Review.objects.select_for_update().filter(id=review_id).first()
    if row is None:
        raise NotFound(what="review")
    rights.require_visible(actor, "command.see", row.region, what="review")
    rights.require(actor, right, row.region)
    after_review(ReviewState(row.state), act)
    return row


def _announce(row: Review, actor: Actor, now: datetime, kind: type[DomainEvent], **more: object) -> None:
    event = kind(
        subject=f"review:{row.id}",
        region=row.region,
        incident_id=row.incident_id,
        exercise=row.is_exercise,
        **more,
    )
    journal.announce(event, actor=actor, now=now)
