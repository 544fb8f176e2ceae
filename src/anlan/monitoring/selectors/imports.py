"""Questions about imports of history."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.monitoring.domain.packing import unpacked
from anlan.monitoring.domain.plans import Plan, from_json
from anlan.monitoring.models import HistoryImport, ImportProblem, Station
from anlan.monitoring.selectors import rules
from anlan.protocols.spreadsheet.table import Table, open_table
from anlan.support.rights import within
from anlan.support.rows import Rows

_RIGHT = "monitoring.import_history"
_MOST_STATIONS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """An import as lists and its page show it."""

    id: UUID
    name: str
    size: int
    state: str
    region: str
    rows: int
    readings: int
    missing: int
    repeated: int
    problems: int
    problem_counts: dict[str, int]
    strangers: dict[str, int]
    series: int
    since: datetime | None
    until: datetime | None
    stored: int
    taken_back: int
    done: int
    failure: dict[str, Any]
    uploaded_by_name: str
    uploaded_at: datetime
    stored_by_name: str
    finished_at: datetime | None
    keeps_good: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """Why a row or a cell gave no reading."""

    row: int
    column: str
    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationName:
    """A station by its code and name."""

    id: UUID
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The first rows of a table, how it is read, and which sheets there are."""

    plan: Plan
    sheets: tuple[str, ...]
    cut_at: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def imports(actor: Actor) -> Sequence[ImportRow]:
    """Return the imports of the actor's regions, the newest first."""
    rows = HistoryImport.objects.filter(within(actor, _RIGHT)).order_by("-uploaded_at", "-id")
    return Rows(rows, lambda found: [_row(each) for each in found])


def history_import(actor: Actor, import_id: UUID) -> ImportRow:
    """Return one import."""
    return _row(_one(actor, import_id))


def stored_before(actor: Actor, import_id: UUID) -> ImportRow | None:
    """Return an import of the very same file that is stored, if there is one."""
    row = _one(actor, import_id)
    same = HistoryImport.objects.filter(within(actor, _RIGHT), digest=row.digest, state="stored").exclude(id=row.id)
    found = same.order_by("-uploaded_at").first()
    return _row(found) if found else None


def import_problems(actor: Actor, import_id: UUID, code: str = "") -> Sequence[ProblemRow]:
    """Return the listed problems of an import by row, of one kind where it is named."""
    rows = ImportProblem.objects.filter(history_import=_one(actor, import_id)).order_by("row", "id")
    rows = rows.filter(code=code) if code else rows
    return Rows(rows, lambda found: [_problem(each) for each in found])


def import_stations(actor: Actor, import_id: UUID) -> tuple[StationName, ...]:
    """Return the first stations to which an import gave readings, by code."""
    first = _one(actor, import_id).parts.order_by("number").first()
    if first is None:
        return ()
    ids = sorted(set(unpacked(first.packed, first.count).series.tolist()))
    rows = Station.objects.filter(series__in=ids).order_by("code").distinct()[:_MOST_STATIONS]
    return tuple(StationName(id=row.id, code=row.code, name=row.name) for row in rows)


def import_preview(actor: Actor, import_id: UUID) -> Preview | None:
    """Return the first rows of an import's table; nothing where its file is gone."""
    row = _one(actor, import_id)
    if not hasattr(row, "file"):
        return None
    plan = from_json(row.plan)
    table = table_of(row, plan)
    count = rules.limits()["import"]["preview_rows"] + max(plan.table.head_row, 0) + 1
    shown = list(enumerate(islice(table.rows(), count), 1))
    return Preview(
        plan=plan,
        sheets=table.sheets,
        cut_at=table.cut_at,
        rows=tuple((number, tuple(cells)) for number, cells in shown[plan.table.head_row + 1 :]),
    )


def table_of(row: HistoryImport, plan: Plan) -> Table:
    """Return an import's file opened as a plan says."""
    raw = zlib.decompress(row.file.packed)
    return open_table(raw, encoding=plan.encoding, delimiter=plan.delimiter, sheet=plan.sheet)


def _one(actor: Actor, import_id: UUID) -> HistoryImport:
    row = HistoryImport.objects.filter(within(actor, _RIGHT), id=import_id).first()
    if row is None:
        raise NotFound(what="import")
    return row


def _row(row: HistoryImport) -> ImportRow:
    return ImportRow(**{name: getattr(row, name) for name in ImportRow.__slots__})


def _problem(row: ImportProblem) -> ProblemRow:
    return ProblemRow(row=row.row, column=row.column, code=row.code, text=row.text)
