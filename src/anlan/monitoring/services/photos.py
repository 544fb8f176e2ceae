"""Pictures of stations, told by their content and kept once each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.monitoring.domain.errors import NoPicture
from anlan.monitoring.domain.maintenance import check_text
from anlan.monitoring.events import StationPictured
from anlan.monitoring.models import MaintenanceOrder, StationPhoto
from anlan.monitoring.services.maintenance import locked_station
from anlan.support import journal
from anlan.support.pictures import picture_of
from anlan.support.rights import may, require

_LONGEST_CAPTION: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPhoto:
    """A file said to be a picture of a station; ``order_id`` where it shows what an order found or mended."""

    content: bytes
    name: str
    caption: str = ""
    order_id: UUID | None = None


@transaction.atomic
def add_photo(*, station_id: UUID, photo: NewPhoto, actor: Actor, now: datetime) -> UUID:
    """Keep a picture of a station and return its id; the same picture again is the one that is there."""
    station = locked_station(station_id, actor)
    if not may(actor, "monitoring.maintain", station.region):
        require(actor, "monitoring.report_fault", station.region)
    check_text("caption", photo.caption, is_needed=False)
    orders = MaintenanceOrder.objects.filter(station=station)
    if photo.order_id and not orders.filter(id=photo.order_id).exists():
        raise NotFound(what="maintenance order")
    found = picture_of(photo.content)
    if found is None:
        raise NoPicture(name=photo.name[:80] or "photo")
    there = StationPhoto.objects.filter(station=station, digest=found.digest).first()
    if there:
        return there.id
    row = StationPhoto(
        station=station,
        order_id=photo.order_id,
        media_type=found.media_type,
        digest=found.digest,
        size=len(photo.content),
        width=found.width,
        height=found.height,
        caption=photo.caption[:_LONGEST_CAPTION],
        given_at=now,
        given_by=actor.name[:80],
    )
    row.file.save(f"{row.id}.{found.ending}", ContentFile(photo.content), save=False)
    row.save()
    event = StationPictured(
        subject=f"station:{station.id}", region=station.region, code=station.code, photo_id=row.id, caption=row.caption
    )
    journal.announce(event, actor=actor, now=now)
    return row.id
