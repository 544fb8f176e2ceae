"""Acts on the log's notes: written, corrected, never changed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.duty.domain.errors import AlreadyCorrected
from anlan.duty.domain.texts import checked
from anlan.duty.events import NoteWritten
from anlan.duty.models import LogNote
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import journal, rights


@transaction.atomic
def write_note(*, region: str, text: str, actor: Actor, now: datetime) -> UUID:
    """Write a note into a region's log."""
    rights.require(actor, "duty.write_notes", region)
    return _store(region, text, None, actor, now)


@transaction.atomic
def correct_note(*, note_id: UUID, text: str, actor: Actor, now: datetime) -> UUID:
    """Write a note that corrects another one; both stay."""
    old = LogNote.objects.select_for_update().filter(id=note_id).first()
    if old is None:
        raise NotFound(what="note")
    rights.require_visible(actor, "duty.see", old.region, "note")
    rights.require(actor, "duty.write_notes", old.region)
    if LogNote.objects.filter(corrects=old).exists():
        raise AlreadyCorrected
    return _store(old.region, text, old, actor, now)


def _store(region: str, text: str, corrects: LogNote | None, actor: Actor, now: datetime) -> UUID:
    said = checked("note", text, 1000)
    row = LogNote.objects.create(
        region=region, written_at=now, text=said, author_id=actor.id, author=actor.name, corrects=corrects
    )
    old = str(corrects.id) if corrects else ""
    journal.announce(
        NoteWritten(subject=f"note:{row.id}", region=region, text=said, corrects=old), actor=actor, now=now
    )
    return row.id
