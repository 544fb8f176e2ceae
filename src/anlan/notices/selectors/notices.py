"""Questions about notices: the reader's own, and who was told of something."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.notices.models import Notice
from anlan.support.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """A notice as its person reads it."""

    id: UUID
    kind: str
    region: str
    url: str
    title: str
    text: str
    is_exercise: bool
    at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who was told, whether it was sent by SMS, and when it was read on the page."""

    about: str
    person_name: str
    at: datetime
    sent_at: datetime | None
    is_waiting: bool
    fault: str
    read_at: datetime | None


def own_notices(actor: Actor, *, only_unread: bool = False, text: str = "") -> Rows[NoticeRow]:
    """Return what the actor was told as a named person, the latest first; an account without one has none."""
    rows = _own(actor)
    rows = rows.filter(read_at=None) if only_unread else rows
    rows = rows.filter(text__contains=text) if text else rows
    return Rows(rows.order_by("-at", "-id"), _rows)


def own_notice(actor: Actor, notice_id: UUID) -> NoticeRow:
    """Return one of the actor's own notices."""
    row = _own(actor).filter(id=notice_id).first()
    if row is None:
        raise NotFound(what="notice")
    return _rows([row])[0]


def unread_count(actor: Actor) -> int:
    """Return how many of the actor's own notices are not read."""
    return _own(actor).filter(read_at=None).count() if actor.person_id else 0


def told_about(abouts: Iterable[str]) -> dict[str, tuple[Told, ...]]:
    """Return who was told of each thing; the caller has checked that the reader may know of it."""
    wanted = list(abouts)
    found: dict[str, list[Told]] = {about: [] for about in wanted}
    for row in Notice.objects.filter(about__in=wanted).order_by("person_name", "id"):
        same = {name: getattr(row, name) for name in ("about", "person_name", "at", "sent_at", "fault", "read_at")}
        found[row.about].append(Told(is_waiting=row.next_try_at is not None, **same))
    return {about: tuple(rows) for about, rows in found.items()}


def _own(actor: Actor) -> QuerySet[Notice]:
    return Notice.objects.filter(person_id=actor.person_id) if actor.person_id else Notice.objects.none()


def _rows(rows: Sequence[Notice]) -> tuple[NoticeRow, ...]:
    names = NoticeRow.__dataclass_fields__
    return tuple(NoticeRow(**{name: getattr(row, name) for name in names}) for row in rows)
