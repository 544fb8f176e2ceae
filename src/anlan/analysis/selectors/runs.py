"""Runs: lists, one with its result, and what it differs in from the one before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.translation import gettext

from anlan.analysis.domain.comparing import Change, changes
from anlan.analysis.kinds.registry import kind_of, kinds
from anlan.analysis.models import Reliance, Run
from anlan.analysis.selectors.scope import visible
from anlan.analysis.selectors.subjects import address_of
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import lineage
from anlan.places import api as places
from anlan.support.rows import Rows

_LISTED = ("id", "kind", "region", "title", "state", "level", "is_automatic", "is_exercise", "outdated_by")
_MORE = ("run_by", "asked_at", "ended_at", "took_ms", "incident_id", "done")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run as lists show it; ``done`` is how far it is in percent, ``uses`` counts the decisions that relied on it."""

    id: UUID
    kind: str
    region: str
    title: str
    state: str
    level: int
    is_automatic: bool
    is_exercise: bool
    outdated_by: str
    run_by: str
    asked_at: datetime
    ended_at: datetime | None
    took_ms: int | None
    incident_id: UUID | None
    done: int
    uses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A decision that relied on a run."""

    subject: str
    label: str
    note: str
    by: str
    at: datetime
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheet:
    """A whole run: ``result`` as it was kept, ``newer`` the run that repeats it."""

    row: RunRow
    inputs: Mapping[str, Any]
    versions: Mapping[str, str]
    models_used: Sequence[Mapping[str, str]]
    result: Mapping[str, Any] | None
    box: tuple[float, float, float, float] | None
    error: Mapping[str, Any]
    previous_id: UUID | None
    newer_id: UUID | None
    used: tuple[Use, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFilter:
    """What to list; empty fields filter nothing. ``sort`` is asked, level or title, with "-" downwards.

    ``text`` looks in titles, in who ran it, in names of kinds and of divisions. ``mark`` is earnest, exercise,
    automatic or outdated. ``touching`` finds the runs of a region, of those below it, and of those that it lies in.
    """

    kind: str = ""
    state: str = ""
    region: str = ""
    text: str = ""
    incident_id: UUID | None = None
    is_used: bool = False
    level: int | None = None
    mark: str = ""
    since: datetime | None = None
    touching: str = ""
    sort: str = "-asked"


_SORTS: Final = {"asked": "asked_at", "kind": "kind", "level": "level", "title": "title", "state": "state"}
_MARKS: Final = {
    "earnest": Q(is_exercise=False),
    "exercise": Q(is_exercise=True),
    "automatic": Q(is_automatic=True),
    "outdated": ~Q(outdated_by=""),
}
_PLACES_MEANT: Final = 5


def runs(actor: Actor, wanted: RunFilter | None = None) -> Rows[RunRow]:
    """Return the runs that match, read only as far as they are looked at."""
    wanted = wanted or RunFilter()
    exact = {"kind": wanted.kind, "state": wanted.state, "incident_id": wanted.incident_id}
    rows = visible(actor).filter(**{name: value for name, value in exact.items() if value})
    if wanted.region:
        rows = rows.filter(region__startswith=wanted.region)
    if wanted.touching:
        rows = rows.filter(Q(region__startswith=wanted.touching) | Q(region__in=lineage(wanted.touching)))
    if wanted.since:
        rows = rows.filter(asked_at__gte=wanted.since)
    if wanted.text:
        rows = rows.filter(_said_in(wanted.text))
    if wanted.level is not None:
        rows = rows.filter(level=wanted.level)
    if wanted.mark in _MARKS:
        rows = rows.filter(_MARKS[wanted.mark])
    if wanted.is_used:
        rows = rows.filter(reliances__isnull=False).distinct()
    name = _SORTS.get(wanted.sort.removeprefix("-"), "asked_at")
    order = F(name).desc() if wanted.sort.startswith("-") else F(name).asc()
    return Rows(rows.defer("result").order_by(order, "-id"), rows_of)


def run(actor: Actor, run_id: UUID) -> RunSheet:
    """Return one run with its result, or refuse as if there were none."""
    row = visible(actor).filter(id=run_id).first()
    if row is None:
        raise NotFound(what="analysis", id=str(run_id))
    newer = Run.objects.filter(previous_id=row.id).order_by("-asked_at").values_list("id", flat=True).first()
    used = tuple(
        Use(
            subject=each.subject, label=each.label, note=each.note, by=each.by, at=each.at, url=address_of(each.subject)
        )
        for each in row.reliances.order_by("at")
    )
    return RunSheet(
        row=_row(row, len(used)),
        inputs=row.inputs,
        versions=row.versions,
        models_used=row.models_used,
        result=row.result,
        box=tuple(row.box) if row.box else None,
        error=row.error_data | {"code": row.error_code} if row.error_code else {},
        previous_id=row.previous_id,
        newer_id=newer,
        used=used,
    )


def compared(actor: Actor, before_id: UUID, after_id: UUID) -> tuple[RunSheet, RunSheet, tuple[Change, ...]]:
    """Return two runs of the same kind and what differs between them."""
    before, after = run(actor, before_id), run(actor, after_id)
    if before.row.kind != after.row.kind or before.result is None or after.result is None:
        raise NotFound(what="analysis", id=str(after_id))
    labels = {field.name: field.label for field in kind_of(before.row.kind).fields}
    parts = (
        {"inputs": each.inputs, "versions": each.versions, "figures": each.result["figures"]}
        for each in (before, after)
        if each.result is not None
    )
    return before, after, changes(*parts, labels)


def runs_of_subject(actor: Actor, subject: str) -> tuple[RunRow, ...]:
    """Return the runs that a decision relied on, the oldest first, as far as the actor sees them."""
    ids = Reliance.objects.filter(subject=subject).values("run_id")
    return rows_of(visible(actor).filter(id__in=ids).defer("result").order_by("asked_at"))


def counts(actor: Actor, field: str) -> dict[str, int]:
    """Return how many runs there are by ``kind`` or ``state``."""
    return dict(visible(actor).order_by().values_list(field).annotate(found=Count("*")))


def _said_in(text: str) -> Q:
    found = Q(title__icontains=text) | Q(run_by__icontains=text)
    found |= Q(kind__in=[word for word, kind in kinds().items() if text.casefold() in gettext(kind.title).casefold()])
    for division in places.search(text, limit=_PLACES_MEANT):
        found |= Q(region__startswith=division.code)
    return found


def rows_of(found: Iterable[Run]) -> tuple[RunRow, ...]:
    """Return runs as lists show them, with how many decisions relied on each."""
    found = list(found)
    ids = [row.id for row in found]
    used = dict(Reliance.objects.filter(run_id__in=ids).order_by().values_list("run_id").annotate(Count("id")))
    return tuple(_row(row, used.get(row.id, 0)) for row in found)


def _row(row: Run, uses: int) -> RunRow:
    return RunRow(**{name: getattr(row, name) for name in (*_LISTED, *_MORE)}, uses=uses)
