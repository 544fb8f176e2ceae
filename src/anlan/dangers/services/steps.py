"""What every act on a hidden danger does: lock, look up the right, take the step, keep it, tell the journal."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile

from anlan.dangers.domain.dangers import MOST_PICTURES, SentPicture
from anlan.dangers.domain.deadlines import next_watch, watched_until
from anlan.dangers.domain.errors import NotAPicture, TooManyPictures
from anlan.dangers.domain.states import DangerAct, DangerState, after
from anlan.dangers.events import DangerEvent
from anlan.dangers.models import Danger, DangerPicture, DangerStep
from anlan.dangers.selectors import rules
from anlan.dangers.selectors.scope import sees, speaks_for
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import journal, rights
from anlan.support.picture_notes import without_notes
from anlan.support.pictures import Picture, picture_of


def locked(danger_id: UUID, actor: Actor, right: str, *, own: bool = False) -> Danger:
    """Return the hidden danger, locked, where the actor sees it and holds the right, or acts for the unit."""
    danger = Danger.objects.select_for_update().filter(id=danger_id).first()
    if danger is None or not sees(actor, danger):
        raise NotFound(what="danger")
    if not (own and speaks_for(actor, danger)):
        rights.require(actor, right, danger.region)
    return danger


def step(danger: Danger, act: DangerAct) -> None:
    """Move to the state that the act leads to, unsaved; refuse where the table has no such step."""
    danger.state = after(DangerState(danger.state), act).value


def keep(danger: Danger, act: str, actor: Actor, now: datetime, text: str = "", **data: Any) -> None:
    """Keep a step in the history of a hidden danger."""
    DangerStep.objects.create(
        danger=danger, act=act, state=danger.state, text=text, data=data, by_id=actor.id, by_name=actor.name, at=now
    )


def tell(event: type[DangerEvent], danger: Danger, actor: Actor, now: datetime, **more: Any) -> None:
    """Tell the journal what happened to a hidden danger."""
    said = event(
        subject=f"danger:{danger.id}",
        region=danger.region,
        danger_id=danger.id,
        number=danger.number,
        title=danger.title,
        object_id=danger.object_id,
        object_name=danger.object_name,
        source=danger.source,
        source_id=danger.source_id,
        grade=danger.grade,
        **more,
    )
    journal.announce(said, actor=actor, now=now)


def watch(danger: Danger, now: datetime, *, anew: bool = False) -> None:
    """Set, unsaved, when the clock looks at it next and whether it is late; ``anew`` where another deadline runs."""
    until = watched_until(DangerState(danger.state), danger.due_at, danger.recheck_due_at)
    if anew:
        danger.watched = 0
    danger.watch_at = next_watch(rules.ladder(), danger.watched, until)
    danger.is_overdue = until is not None and until <= now and DangerState(danger.state) is not DangerState.APPLIED


def checked(pictures: tuple[SentPicture, ...]) -> list[tuple[SentPicture, Picture]]:
    """Return pictures with what they were found to be; refuse all where one is none."""
    if len(pictures) > MOST_PICTURES:
        raise TooManyPictures(most=MOST_PICTURES)
    found = []
    for sent in pictures:
        picture = picture_of(sent.content)
        if picture is None:
            raise NotAPicture(name=sent.name[:80])
        found.append((sent, picture))
    return found


def keep_pictures(
    danger: Danger, phase: str, pictures: list[tuple[SentPicture, Picture]], actor: Actor, now: datetime
) -> None:
    """Keep checked pictures with a hidden danger."""
    for sent, picture in pictures:
        row = DangerPicture(
            danger=danger,
            phase=phase,
            media_type=picture.media_type,
            digest=picture.digest,
            by_name=actor.name,
            at=now,
        )
        row.file.save(f"{row.id}.{picture.ending}", ContentFile(without_notes(sent.content)), save=False)
        row.save()
