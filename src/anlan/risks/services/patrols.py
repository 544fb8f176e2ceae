"""Acts on hazard sites in the field: patrols with track and photos, and writing off."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError
from anlan.risks.domain.kinds import kind_of
from anlan.risks.domain.patrolling import Density, day_in_china, days_between, due_after, length_of, track_of
from anlan.risks.domain.sites import (
    EliminationNeedsReason,
    Finding,
    PatrolNeedsNote,
    SiteAct,
    SiteIsEliminated,
    SiteState,
    after,
)
from anlan.risks.events import SiteEliminated, SitePatrolled, site_subject
from anlan.risks.models import HazardSite, Patrol, PatrolPhoto
from anlan.risks.services.sites import lock
from anlan.support import journal, rights
from anlan.support.picture_notes import without_notes
from anlan.support.pictures import Picture, picture_of
from anlan.support.tables import load_table

MOST_PHOTOS: Final = 6


class TooManyPhotos(AnlanError):
    """More photos than are taken: ``most``."""

    code = "risks.too_many_photos"
    message = "At most %(most)s photos are taken with a patrol."


class NotAPhoto(AnlanError):
    """A file is no whole picture: ``name``."""

    code = "risks.not_a_photo"
    message = "%(name)s is no whole JPEG, PNG or WebP picture of at most 8 MB."


@dataclass(frozen=True, slots=True)
class SentPhoto:
    """A photo as it came."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PatrolReport:
    """What somebody found at a site. ``walked_at``: when, where it is told later; ``token``: the form's own."""

    finding: Finding
    note: str = ""
    track: Any = ()
    photos: tuple[SentPhoto, ...] = ()
    walked_at: datetime | None = None
    token: UUID | None = None


@transaction.atomic
def record_patrol(*, site_id: UUID, report: PatrolReport, actor: Actor, now: datetime) -> SiteState:
    """Record a walk to a site and what was found, once however often it is sent; the site's state follows the finding.

    A patrol that arrives late does not undo what a later walk found: then the state stays.
    """
    site = lock(site_id, actor)
    rights.require(actor, "risks.patrol", site.region)
    if report.token and Patrol.objects.filter(by_id=actor.id, token=report.token).exists():
        return SiteState(site.state)
    if site.state == SiteState.ELIMINATED:
        raise SiteIsEliminated(site=site.code)
    if report.finding is not Finding.UNCHANGED and not report.note.strip():
        raise PatrolNeedsNote()
    pictures = _checked(report.photos)
    patrol, before = _stored(site, report, actor, now), site.state
    for number, (sent, picture) in enumerate(zip(report.photos, pictures, strict=True), 1):
        _keep(patrol, number, sent, picture)
    if site.last_patrol_at is None or patrol.at >= site.last_patrol_at:
        _follow(site, report.finding, patrol.at)
    journal.announce(_told(site, patrol, before, len(pictures)), actor=actor, now=now)
    return SiteState(site.state)


def _stored(site: HazardSite, report: PatrolReport, actor: Actor, now: datetime) -> Patrol:
    return Patrol.objects.create(
        site=site,
        finding=report.finding,
        note=report.note,
        by_name=actor.name,
        by_id=actor.id,
        at=min(report.walked_at or now, now),
        received_at=now,
        due_at=site.patrol_due_at,
        token=report.token,
        track=track_of(report.track),
    )


def _follow(site: HazardSite, finding: Finding, at: datetime) -> None:
    """Let the site's state and its next patrol follow from a walk."""
    site.state = after(SiteState(site.state), finding)
    site.last_patrol_at = at
    site.patrol_due_at = next_due(site, at)
    site.save(update_fields=["state", "last_patrol_at", "patrol_due_at"])


def next_due(site: HazardSite, patrolled: datetime) -> datetime:
    """Return when a site is to be patrolled after a walk."""
    days = days_between(kind_of(site.kind), site.grade, day_in_china(patrolled), load_table("anlan.risks", "patrols"))
    density = Density(site.dense_hours, site.dense_until) if site.dense_hours and site.dense_until else None
    return due_after(patrolled, days, density)


def _told(site: HazardSite, patrol: Patrol, before: str, photos: int) -> SitePatrolled:
    return SitePatrolled(
        subject=site_subject(site.id),
        region=site.region,
        name=site.name,
        finding=patrol.finding,
        state=site.state,
        before=before,
        note=patrol.note,
        photos=photos,
        metres=round(length_of(patrol.track)),
    )


def _checked(photos: tuple[SentPhoto, ...]) -> list[Picture]:
    if len(photos) > MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    found = []
    for sent in photos:
        picture = picture_of(sent.content)
        if picture is None:
            raise NotAPhoto(name=sent.name[:80])
        found.append(picture)
    return found


def _keep(patrol: Patrol, number: int, sent: SentPhoto, picture: Picture) -> None:
    row = PatrolPhoto(patrol=patrol, number=number, media_type=picture.media_type, digest=picture.digest)
    row.file.save(f"{row.id}.{picture.ending}", ContentFile(without_notes(sent.content)), save=False)
    row.save()


@transaction.atomic
def eliminate_site(*, site_id: UUID, reason: str, actor: Actor, now: datetime) -> SiteState:
    """Write a quiet site off: it threatens nobody any more."""
    site = lock(site_id, actor)
    rights.require(actor, "risks.eliminate", site.region)
    if not reason.strip():
        raise EliminationNeedsReason()
    site.state = after(SiteState(site.state), SiteAct.ELIMINATE)
    site.save(update_fields=["state"])
    event = SiteEliminated(subject=site_subject(site.id), region=site.region, name=site.name, reason=reason)
    journal.announce(event, actor=actor, now=now)
    return SiteState(site.state)
