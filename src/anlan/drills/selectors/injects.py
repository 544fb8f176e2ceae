"""Injects and observations: the script belongs to the insiders, what was released to everybody who sees the drill."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from anlan.drills.domain.scripts import Expected, Sort
from anlan.drills.domain.states import InjectState
from anlan.drills.models import Inject, Observation
from anlan.drills.selectors.drills import DrillRow, drill
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectRow:
    """An inject as its reader may see it; ``due_at`` is when the drill's clock reaches it, while it runs."""

    id: UUID
    minute: int
    sort: Sort
    to: str
    sender: str
    title: str
    text: str
    data: Mapping[str, Any]
    expected: Expected
    state: InjectState
    due_at: datetime | None
    released_at: datetime | None
    released_by: str
    note: str
    effect: str

    @property
    def key(self) -> str:
        """Return its id as text, for ids on a page."""
        return str(self.id)

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be released."""
        return self.state in (InjectState.WAITING, InjectState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationRow:
    """What an observer noted."""

    id: UUID
    seat: str
    verdict: str
    text: str
    has_photo: bool
    seen_at: datetime
    noted_by: str
    noted_by_id: str
    inject_title: str


def script_of(actor: Actor, drill_id: UUID) -> tuple[InjectRow, ...]:
    """Return the whole script for an insider, or for everybody once the drill is over; else only what was released."""
    row = drill(actor, drill_id)
    return _injects(row) if row.is_insider or row.is_over else released_of(row)


def released_of(row: DrillRow) -> tuple[InjectRow, ...]:
    """Return what reached the participants, the newest first; a call's words are heard, not read."""
    found = [each for each in _injects(row) if each.state is InjectState.RELEASED]
    found.sort(key=lambda each: (each.released_at, each.minute), reverse=True)
    return tuple(_outside(each) for each in found)


def _outside(row: InjectRow) -> InjectRow:
    hides = row.sort is Sort.CALL
    same = {name: getattr(row, name) for name in InjectRow.__slots__}
    kept = {"expected": Expected(), "note": "", "released_by": ""}
    return InjectRow(**{**same, **kept, "text": "" if hides else row.text, "title": "" if hides else row.title})


def _injects(row: DrillRow) -> tuple[InjectRow, ...]:
    return tuple(inject_row(each, row) for each in Inject.objects.filter(drill_id=row.id))


def inject_row(row: Inject, of: DrillRow) -> InjectRow:
    """Return an inject with the instant at which the drill's clock reaches it."""
    special = ("sort", "expected", "state", "due_at")
    same = {name: getattr(row, name) for name in InjectRow.__slots__ if name not in special}
    return InjectRow(
        sort=Sort(row.sort),
        expected=Expected(**row.expected),
        state=InjectState(row.state),
        due_at=of.run.moment_of(timedelta(minutes=row.minute)) if of.run else None,
        **same,
    )


def observations_of(actor: Actor, drill_id: UUID) -> tuple[ObservationRow, ...]:
    """Return what was noted: to insiders at once, to everybody else when the drill is over."""
    row = drill(actor, drill_id)
    if not (row.is_insider or row.is_over):
        return ()
    rows = Observation.objects.filter(drill_id=row.id).select_related("inject")
    return tuple(_observation(each) for each in rows)


def photo_of(actor: Actor, drill_id: UUID, observation_id: UUID) -> tuple[bytes, str]:
    """Return an observation's picture and its media type, or refuse as if there were none."""
    known = {each.id for each in observations_of(actor, drill_id) if each.has_photo}
    if observation_id not in known:
        raise NotFound(what="photo")
    row = Observation.objects.get(id=observation_id)
    with row.photo.open("rb") as file:
        return file.read(), row.media_type


def _observation(row: Observation) -> ObservationRow:
    special = ("has_photo", "inject_title")
    same = {name: getattr(row, name) for name in ObservationRow.__slots__ if name not in special}
    title = row.inject.title if row.inject else ""
    return ObservationRow(has_photo=bool(row.photo), inject_title=title, **same)
