"""Walks to sites, with what was found, how far they went, and their photos."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.risks.domain.patrolling import Spot, length_of
from anlan.risks.models import Patrol, PatrolPhoto
from anlan.risks.selectors.scope import READ
from anlan.support.rights import require_visible


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolRow:
    """A patrol as the site's page shows it; ``metres`` is how long its track is, ``photo_ids`` its photos in order."""

    id: UUID
    finding: str
    note: str
    by_name: str
    at: datetime
    received_at: datetime | None
    due_at: datetime | None
    track: tuple[Spot, ...]
    metres: float
    photo_ids: tuple[UUID, ...]

    @property
    def is_late(self) -> bool:
        """Tell whether it was walked after it was due."""
        return self.due_at is not None and self.at > self.due_at


def patrols(site_id: UUID, *, limit: int = 30) -> tuple[PatrolRow, ...]:
    """Return a site's patrols, newest first; the caller has checked that the reader may see the site."""
    rows = Patrol.objects.filter(site_id=site_id).prefetch_related("photos")[:limit]
    return tuple(_patrol(row) for row in rows)


def photo(actor: Actor, photo_id: UUID) -> tuple[bytes, str]:
    """Return a photo's content and media type to somebody who may see the site."""
    row = PatrolPhoto.objects.filter(id=photo_id).select_related("patrol__site").first()
    if row is None:
        raise NotFound(what="photo")
    require_visible(actor, READ, row.patrol.site.region, "photo")
    with row.file.open("rb") as file:
        return file.read(), row.media_type


def _patrol(row: Patrol) -> PatrolRow:
    track: tuple[Spot, ...] = tuple((each[0], each[1], each[2]) for each in row.track)
    return PatrolRow(
        id=row.id,
        finding=row.finding,
        note=row.note,
        by_name=row.by_name,
        at=row.at,
        received_at=row.received_at,
        due_at=row.due_at,
        track=track,
        metres=length_of(track),
        photo_ids=tuple(photo.id for photo in row.photos.all()),
    )
