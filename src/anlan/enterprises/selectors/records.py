"""The rows of enterprises' files, and what ends when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from anlan.enterprises.models import Enterprise
from anlan.enterprises.models import Record as Row
from anlan.enterprises.selectors.scope import may_keep, require_seen, seen_by
from anlan.enterprises.selectors.sections import section, sections, warning_steps
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support.rows import Rows

PEOPLE = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row of a section; ``values`` are the section's fields, dates as ISO text."""

    id: UUID
    enterprise_id: UUID
    enterprise_name: str
    section: str
    region: str
    title: str
    values: dict[str, Any]
    ends_on: date | None
    changed_at: datetime
    changed_by: str

    def days_left(self, today: date) -> int | None:
        """Return the days until its end, negative when it has ended."""
        return (self.ends_on - today).days if self.ends_on else None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndFilter:
    """Which ends are wanted: all that have passed and those of the next ``within`` days."""

    within: int = 90
    section: str = ""
    region: str = ""


def records(enterprise_id: UUID, wanted: str, kind: str = "") -> tuple[Record, ...]:
    """Return a section's rows of one enterprise that the caller may see, what ends first before the others."""
    rows = Row.objects.filter(enterprise_id=enterprise_id, section=wanted).select_related("enterprise")
    filtered = section(wanted).filtered
    if kind and filtered:
        rows = rows.filter(**{f"values__{filtered.key}": kind})
    return tuple(_record(row) for row in rows.order_by("ends_on", "-changed_at", "id"))


def record(actor: Actor, record_id: UUID) -> Record:
    """Return one row, or say that there is none where the actor may not see its enterprise."""
    row = Row.objects.filter(id=record_id).select_related("enterprise").first()
    if row is None:
        raise NotFound(what="record")
    require_seen(actor, row.enterprise)
    return _record(row)


def may_keep_file(actor: Actor, enterprise_id: UUID) -> bool:
    """Tell whether the actor keeps the file of an enterprise."""
    row = Enterprise.objects.filter(id=enterprise_id).first()
    return row is not None and may_keep(actor, row)


def record_counts(enterprise_id: UUID) -> dict[str, int]:
    """Return how many rows each section of a file has."""
    found = dict.fromkeys(sections(), 0)
    for name in Row.objects.filter(enterprise_id=enterprise_id).values_list("section", flat=True):
        found[name] += 1
    return found


def latest_commitment(enterprise_id: UUID) -> Record | None:
    """Return the newest daily safety commitment of an enterprise."""
    rows = Row.objects.filter(enterprise_id=enterprise_id, section="commitments").select_related("enterprise")
    row = rows.order_by("-values__day").first()
    return _record(row) if row else None


def people_with_certificates(enterprise_ids: Iterable[UUID]) -> dict[UUID, tuple[Record, ...]]:
    """Return the persons with certificates of some enterprises, by enterprise, whoever asks."""
    found: dict[UUID, list[Record]] = {each: [] for each in enterprise_ids}
    rows = Row.objects.filter(enterprise__in=found, section=PEOPLE).select_related("enterprise")
    for row in rows.order_by("values__post", "title"):
        found[row.enterprise_id].append(_record(row))
    return {each: tuple(rows) for each, rows in found.items()}


def ends(actor: Actor, wanted: EndFilter, today: date) -> Rows[Record]:
    """Return what has ended or ends soon in the enterprises that the actor may see, the earliest first."""
    rows = Row.objects.filter(ends_on__lte=today + timedelta(days=wanted.within)).exclude(enterprise__state="closed")
    return Rows(_seen(actor, rows, wanted).order_by("ends_on", "id"), _read)


def end_counts(actor: Actor, wanted: EndFilter, today: date) -> dict[int, int]:
    """Return how many rows end within each step of warning."""
    rows = _seen(actor, Row.objects.exclude(enterprise__state="closed"), wanted)
    return {step: rows.filter(ends_on__lte=today + timedelta(days=step)).count() for step in warning_steps()}


def _seen(actor: Actor, rows: QuerySet[Row], wanted: EndFilter) -> QuerySet[Row]:
    found = seen_by(actor, rows, wanted.region, of="enterprise__").select_related("enterprise")
    return found.filter(section=wanted.section) if wanted.section else found


def _read(rows: Sequence[Row]) -> tuple[Record, ...]:
    return tuple(_record(row) for row in rows)


def _record(row: Row) -> Record:
    return Record(
        id=row.id,
        enterprise_id=row.enterprise_id,
        enterprise_name=row.enterprise.name,
        section=row.section,
        region=row.region,
        title=row.title,
        values=row.values,
        ends_on=row.ends_on,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
    )
