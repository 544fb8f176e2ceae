"""Making the result of an inspection public."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.supervision.domain.errors import NotYetRecorded, PublishedAlready
from anlan.supervision.events import ResultPublished
from anlan.supervision.services.arranging import about, locked
from anlan.supervision.services.texts import checked_text
from anlan.support import journal


@transaction.atomic
def publish_result(*, inspection_id: UUID, text: str, actor: Actor, now: datetime) -> None:
    """Put the result of a recorded inspection on the public page; it stays as it is."""
    row = locked(inspection_id, actor, "supervision.publish")
    if row.recorded_at is None:
        raise NotYetRecorded
    if row.published_at is not None:
        raise PublishedAlready
    row.public_text = checked_text("text", text, most=1000)
    row.published_at, row.published_by = now, actor.name
    row.save()
    journal.announce(ResultPublished(**about(row)), actor=actor, now=now)
