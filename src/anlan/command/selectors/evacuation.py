"""Who has been moved: township by township, in all, and how the numbers grew."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from anlan.command.domain.evacuation import Count, is_unusual, total
from anlan.command.models import Evacuation, EvacuationEntry
from anlan.command.selectors.transfers import counts_by_township
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.public_warnings import api as warnings
from anlan.support import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the lists of households by name say of a township: to be moved, ticked as moved, the newest tick."""

    planned: Count
    moved: Count
    as_of: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvacuationLine:
    """A township's line; ``planned`` and ``moved`` are ``None`` where nobody has said anything.

    ``listed`` stands beside what the township says: households by name, where warnings of the incident list any.
    """

    id: UUID | None
    incident_id: UUID
    incident_title: str
    region: str
    planned: Count | None
    moved: Count | None
    as_of: datetime | None
    shelter: str
    note: str
    reported_by: str
    listed: Listed | None = None

    @property
    def is_unusual(self) -> bool:
        """Tell whether more were moved than planned."""
        return self.moved is not None and is_unusual(self.moved, planned=self.planned, before=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvacuationTable:
    """An incident's list: its lines, worst gap first, and the totals; ``as_of`` is the newest report."""

    lines: tuple[EvacuationLine, ...]
    planned: Count
    moved: Count
    as_of: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvacuationEntryRow:
    """One target or report in a line's history."""

    is_target: bool
    count: Count
    as_of: datetime
    shelter: str
    note: str
    reported_by: str
    reported_at: datetime


def evacuation_table(actor: Actor, incident_id: UUID) -> EvacuationTable:
    """Return the townships' lines of an incident that the actor may see, with their totals."""
    lines = tuple(_line(row) for row in _seen(actor).filter(incident_id=incident_id))
    by_gap = sorted(lines, key=lambda line: (-_gap(line), line.region))
    return EvacuationTable(
        lines=tuple(by_gap),
        planned=total(line.planned for line in lines if line.planned),
        moved=total(line.moved for line in lines if line.moved),
        as_of=max((line.as_of for line in lines if line.as_of), default=None),
    )


def listed_of(actor: Actor, incident_id: UUID) -> dict[str, Listed]:
    """Return by township what the lists of households by name say, as far as the actor may see them.

    Where the command has transfer cards, they say it; elsewhere the lists of the warnings' calls.
    """
    found = {
        row.region: Listed(
            planned=Count(row.households_to_move, row.persons_to_move),
            moved=Count(row.households_moved, row.persons_moved),
            as_of=row.as_of,
        )
        for row in warnings.moved_by_township(actor, incident_id)
    }
    for region, (households, persons, moved, moved_persons, at) in counts_by_township(actor, incident_id).items():
        found[region] = Listed(planned=Count(households, persons), moved=Count(moved, moved_persons), as_of=at)
    return found


def evacuation_with_lists(actor: Actor, incident_id: UUID) -> EvacuationTable:
    """Return the table with the lists by name beside it; townships of which only lists are known come last."""
    table, listed = evacuation_table(actor, incident_id), listed_of(actor, incident_id)
    lines = [replace(line, listed=listed.pop(line.region, None)) for line in table.lines]
    return replace(table, lines=(*lines, *(_only_listed(incident_id, *each) for each in sorted(listed.items()))))


def _only_listed(incident_id: UUID, region: str, listed: Listed) -> EvacuationLine:
    return EvacuationLine(
        id=None,
        incident_id=incident_id,
        incident_title="",
        region=region,
        planned=None,
        moved=None,
        as_of=None,
        shelter="",
        note="",
        reported_by="",
        listed=listed,
    )


def evacuation_lines(actor: Actor, *, limit: int = 20) -> tuple[EvacuationLine, ...]:
    """Return the lines that the actor reports for, the newest incident first."""
    rows = Evacuation.objects.filter(rights.within(actor, "command.report_evacuation"))
    return tuple(_line(row) for row in rows.order_by("-id")[:limit])


def evacuation_line_or_none(actor: Actor, incident_id: UUID, region: str) -> EvacuationLine | None:
    """Return one township's line, or nothing where nobody has set a target or reported."""
    row = _seen(actor).filter(incident_id=incident_id, region=region).first()
    return _line(row) if row else None


def evacuation_line(actor: Actor, incident_id: UUID, region: str) -> EvacuationLine:
    """Return one township's line, or refuse as if there were none."""
    line = evacuation_line_or_none(actor, incident_id, region)
    if line is None:
        raise NotFound(what="evacuation")
    return line


def evacuation_history(actor: Actor, incident_id: UUID, region: str) -> tuple[EvacuationEntryRow, ...]:
    """Return every target and report of a township's line, the latest first."""
    line = evacuation_line(actor, incident_id, region)
    rows = EvacuationEntry.objects.filter(evacuation_id=line.id).order_by("-reported_at", "-id")
    return tuple(_entry(row) for row in rows)


def _seen(actor: Actor) -> QuerySet[Evacuation]:
    return Evacuation.objects.filter(rights.within(actor, "command.see"))


def _gap(line: EvacuationLine) -> int:
    planned = line.planned.persons if line.planned else 0
    return planned - (line.moved.persons if line.moved else 0)


def _line(row: Evacuation) -> EvacuationLine:
    return EvacuationLine(
        id=row.id,
        incident_id=row.incident_id,
        incident_title=row.incident_title,
        region=row.region,
        planned=None if row.planned_persons is None else Count(row.planned_households, row.planned_persons),
        moved=None if row.moved_persons is None else Count(row.moved_households, row.moved_persons),
        as_of=row.as_of,
        shelter=row.shelter,
        note=row.note,
        reported_by=row.reported_by,
    )


def _entry(row: EvacuationEntry) -> EvacuationEntryRow:
    return EvacuationEntryRow(
        is_target=row.is_target,
        count=Count(row.households, row.persons),
        as_of=row.as_of,
        shelter=row.shelter,
        note=row.note,
        reported_by=row.reported_by,
        reported_at=row.reported_at,
    )
