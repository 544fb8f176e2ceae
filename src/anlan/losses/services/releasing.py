"""Releasing figures to the public: drafted by one, approved by another, frozen as it went out."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound, TransitionNotAllowed
from anlan.losses.domain import errors
from anlan.losses.domain.tables import plain
from anlan.losses.events import ReleaseApproved, ReleaseDrafted, ReleaseRefused
from anlan.losses.models import Release
from anlan.losses.papers import document_of
from anlan.losses.selectors.releasing import APPROVED, DRAFTED, REFUSED
from anlan.losses.selectors.tables import loss_table
from anlan.losses.selectors.totals import rolled_up
from anlan.losses.services.agreeing import refuse_disagreement
from anlan.losses.services.steps import locked_survey
from anlan.losses.services.surveys import checked_text, named
from anlan.places import api as places
from anlan.support import journal, rights


@transaction.atomic
def draft_release(*, survey_id: UUID, title: str, body: str, actor: Actor, now: datetime) -> UUID:
    """Draft a release of the county's accepted figures as they stand; agreed values must be those of the units."""
    survey = locked_survey(survey_id)
    rights.require(actor, "losses.draft_release", survey.region)
    sums, known = rolled_up(survey.id, survey.region), loss_table(survey.table).indicators
    if not sums:
        raise errors.NothingToRelease()
    refuse_disagreement(survey)
    figures = [[key, one.name, plain(sums[key], one), one.unit] for key, one in known.items() if key in sums]
    row = Release.objects.create(
        survey=survey,
        state=DRAFTED,
        title=checked_text("title", title, most=120),
        body=checked_text("body", body, most=5000),
        figures=figures,
        as_of=now,
        drafted_by_id=actor.id,
        drafted_by=actor.name,
        drafted_at=now,
        is_exercise=survey.is_exercise,
    )
    journal.announce(ReleaseDrafted(**named(survey), release_id=row.id), actor=actor, now=now)
    return row.id


@transaction.atomic
def approve_release(*, release_id: UUID, actor: Actor, now: datetime) -> None:
    """Approve a release that somebody else drafted: text, figures and document are frozen."""
    row = _drafted(release_id, actor, "approve")
    if row.drafted_by_id == actor.id:
        raise errors.ReleaserIsDrafter()
    refuse_disagreement(row.survey)
    row.state, row.decided_by, row.decided_at = APPROVED, actor.name, now
    row.document = document_of(row, places.name(row.survey.region), now)
    row.digest = hashlib.new("sm3", row.document).hexdigest()
    row.save()
    event = ReleaseApproved(**named(row.survey), release_id=row.id, digest=row.digest)
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def refuse_release(*, release_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Refuse a draft with a reason."""
    row = _drafted(release_id, actor, "refuse")
    row.state, row.decided_by, row.decided_at = REFUSED, actor.name, now
    row.reason = checked_text("reason", reason)
    row.save()
    event = ReleaseRefused(**named(row.survey), release_id=row.id, reason=row.reason)
    journal.announce(event, actor=actor, now=now)


def _drafted(release_id: UUID, actor: Actor, act: str) -> Release:
    row = Release.objects.select_for_update(of=("self",)).select_related("survey").filter(id=release_id).first()
    if row is None or not rights.may(actor, "losses.see", row.survey.region):
        raise NotFound(what="release")
    rights.require(actor, "losses.release", row.survey.region)
    if row.state != DRAFTED:
        raise TransitionNotAllowed(what="loss_release", state=row.state, act=act)
    return row
