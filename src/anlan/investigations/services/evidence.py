"""Pictures: evidence of the report, and proof that a measure was carried out."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.investigations.models import Education, Evidence, Investigation, Measure
from anlan.investigations.services.steps import at_work, checked, note_change
from anlan.kernel.actors import Actor
from anlan.kernel.checks import check
from anlan.kernel.errors import InvalidValue
from anlan.support.pictures import Picture, picture_of

_MOST: Final = 40


@transaction.atomic
def add_evidence(*, investigation_id: UUID, caption: str, content: bytes, actor: Actor, now: datetime) -> UUID:
    """Put a picture into the evidence, with what it shows; the same one stands there once."""
    row, picture = at_work(investigation_id, actor), checked_picture(content)
    same = row.evidence.filter(digest=picture.digest).first()
    if same is not None:
        return same.id
    evidence = store(row, content, caption, actor, now)
    note_change(row, "evidence", evidence.caption, actor, now)
    return evidence.id


def prove_by_picture(
    proved: Measure | Education, row: Investigation, content: bytes, actor: Actor, now: datetime
) -> None:
    """Keep a picture as proof of a measure or an education; one that was shown before proves nothing new."""
    picture = checked_picture(content)
    if row.evidence.filter(digest=picture.digest).exists():
        raise InvalidValue(field="photo", value="", rule="a_picture_not_shown_before")
    store(row, content, proved.text[:200], actor, now, proved)


def checked_picture(content: bytes) -> Picture:
    """Return what picture the bytes are, or refuse them."""
    picture = picture_of(content)
    if picture is None or picture.ending not in ("jpg", "png"):
        raise InvalidValue(field="photo", value="", rule="a_picture")
    return picture


def store(
    row: Investigation,
    content: bytes,
    caption: str,
    actor: Actor,
    now: datetime,
    proved: Measure | Education | None = None,
) -> Evidence:
    """Store a picture of an investigation, or of one of its measures or educations."""
    picture = checked_picture(content)
    shows = {
        "measure": proved if isinstance(proved, Measure) else None,
        "education": proved if isinstance(proved, Education) else None,
    }
    check(row.evidence.filter(**shows).count() < _MOST, "photo", _MOST, "at_most_40_pictures")
    return Evidence.objects.create(
        investigation=row,
        **shows,
        caption=checked("caption", caption, most=200),
        picture=content,
        media_type=picture.media_type,
        digest=picture.digest,
        added_by=actor.name,
        added_at=now,
    )
