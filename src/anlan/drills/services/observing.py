"""What observers note, with its time and a picture."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from anlan.drills.domain.errors import NotAnObserver, NotAPicture
from anlan.drills.domain.planning import Part
from anlan.drills.domain.states import DrillAct, DrillState, after
from anlan.drills.events import ObservationNoted
from anlan.drills.models import Inject, Observation
from anlan.drills.selectors.drills import part_of
from anlan.drills.services.telling import announce_inside, locked
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.support.pictures import picture_of

_LONGEST = 1000


class Verdict(StrEnum):
    """How an observer found what was done."""

    GOOD = "good"
    LACKING = "lacking"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewObservation:
    """A note to be taken: on an inject, a seat or both; ``seen_at`` where a phone without a link sends it later."""

    verdict: str
    text: str = ""
    seat: str = ""
    inject_id: UUID | None = None
    seen_at: datetime | None = None
    photo: tuple[str, bytes] = ("", b"")
    token: UUID | None = None


@transaction.atomic
def note_observation(*, drill_id: UUID, new: NewObservation, actor: Actor, now: datetime) -> UUID:
    """Note what was seen and return the note's id; the same token notes it once."""
    row = locked(drill_id, actor)
    if part_of(row, actor) not in (Part.OBSERVER, Part.CONTROLLER):
        raise NotAnObserver
    known = new.token and Observation.objects.filter(token=new.token, drill=row).first()
    if known:
        return known.id
    after(DrillState(row.state), DrillAct.OBSERVE)
    _check(new)
    note = Observation(
        drill=row,
        token=new.token,
        inject=_inject(row.id, new.inject_id),
        seat=new.seat.strip(),
        verdict=new.verdict,
        text=new.text.strip(),
        seen_at=max(min(new.seen_at or now, now), row.started_at or now),
        noted_at=now,
        noted_by_id=actor.id,
        noted_by=actor.name,
    )
    _keep_photo(note, *new.photo)
    note.save()
    announce_inside(ObservationNoted, row, actor, now, observation_id=note.id, seen_at=note.seen_at)
    return note.id


def _check(new: NewObservation) -> None:
    if new.verdict not in tuple(Verdict):
        raise InvalidValue(field="verdict_given", value=new.verdict[:20], rule="good_lacking_or_wrong")
    if len(new.text) > _LONGEST or len(new.seat) > 80:
        raise InvalidValue(field="text", value=new.text[:40], rule="at_most_1000_characters")
    if new.verdict != Verdict.GOOD and not new.text.strip():
        raise InvalidValue(field="text", value="", rule="words_for_what_was_lacking")


def _inject(drill_id: UUID, inject_id: UUID | None) -> Inject | None:
    if inject_id is None:
        return None
    found = Inject.objects.filter(drill_id=drill_id, id=inject_id).first()
    if found is None:
        raise NotFound(what="inject")
    return found


def _keep_photo(note: Observation, name: str, content: bytes) -> None:
    if not content:
        return
    picture = picture_of(content)
    if picture is None:
        raise NotAPicture(name=name[:80] or "photo")
    note.media_type = picture.media_type
    note.photo.save(f"{note.id}.{picture.ending}", ContentFile(content), save=False)
