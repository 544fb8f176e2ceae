"""The duty log of a region: entries of the journal by the table of kinds, and the notes written by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from anlan.duty.domain.states import RosterState
from anlan.duty.models import LogNote, Turn
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.support import journal
from anlan.support.rights import require_visible
from anlan.support.tables import load_table

MOST_LINES: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note written by hand; ``is_corrected``: a newer one stands for it, ``corrects``: it stands for an older one."""

    id: UUID
    text: str
    author: str
    is_corrected: bool
    corrects: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """A line of the log: an entry of the journal or a note."""

    at: datetime
    entry: journal.Entry | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The time that a log is asked for: a shift, or some days."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which lines of a log are wanted: a group of kinds, the notes alone (``notes``), a text."""

    group: str = ""
    text: str = ""


def log_groups() -> tuple[str, ...]:
    """Return the keys of the groups of kinds."""
    return tuple(group["key"] for group in load_table("anlan.duty", "log_kinds")["groups"])


def log_of(actor: Actor, region: str, span: Span, wanted: LogFilter) -> tuple[LogLine, ...]:
    """Return the log of a region and all below it, oldest first, at most so many lines; derived at every reading."""
    require_visible(actor, "duty.see", region, "log")
    lines: list[LogLine] = []
    kinds = _kinds(wanted.group)
    if kinds:
        found = journal.entries_in(region, kinds, (span.since, span.until), text=wanted.text, limit=MOST_LINES)
        lines += [LogLine(at=entry.happened_at, entry=entry) for entry in found]
    if wanted.group in ("", "notes"):
        lines += _notes(region, span, wanted.text)
    return tuple(sorted(lines, key=lambda line: line.at))[-MOST_LINES:]


def _kinds(group: str) -> tuple[str, ...]:
    groups: Iterable[dict[str, list[str]]] = load_table("anlan.duty", "log_kinds")["groups"]
    return tuple(kind for each in groups if group in ("", each["key"]) for kind in each["kinds"])


def _notes(region: str, span: Span, text: str) -> list[LogLine]:
    rows = LogNote.objects.filter(region__startswith=region, written_at__gte=span.since, written_at__lt=span.until)
    if text:
        rows = rows.filter(text__icontains=text)
    replaced = set(LogNote.objects.filter(corrects__in=rows).values_list("corrects_id", flat=True))
    return [
        LogLine(
            at=row.written_at,
            note=Note(
                id=row.id,
                text=row.text,
                author=row.author,
                is_corrected=row.id in replaced,
                corrects=row.corrects_id is not None,
            ),
        )
        for row in rows.order_by("written_at")[:MOST_LINES]
    ]


def shift_around(region: str, at: datetime) -> Span:
    """Return the shift of the region's main duty at an instant; without a roster the 24 hours from 08:30."""
    rows = Turn.objects.filter(region=region, post="main", roster__state=RosterState.PUBLISHED)
    turn = rows.filter(since__lte=at, until__gt=at).order_by("seat").first()
    if turn is not None:
        return Span(since=turn.since, until=turn.until)
    begin = in_china(at).replace(hour=8, minute=30, second=0, microsecond=0)
    begin -= timedelta(days=1) if begin > at else timedelta()
    return Span(since=begin, until=begin + timedelta(days=1))
