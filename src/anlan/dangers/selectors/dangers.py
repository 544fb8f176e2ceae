"""Which hidden dangers there are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from anlan.dangers.domain.dangers import grade_or_none, pairs_of
from anlan.dangers.domain.states import OPEN, DangerAct, DangerState, Grade, ObjectKind, Source, acts_from
from anlan.dangers.models import Danger, DangerPicture, DangerReport, DangerStep
from anlan.dangers.selectors.scope import one, speaks_for, visible
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights
from anlan.support.rows import Rows

SORTS: Final = {"found": "found_at", "due": "due_at", "weight": "weight"}
MOST_COUNTED: Final = 5_000
_OPEN: Final = [state.value for state in sorted(OPEN)]
_RIGHTS: Final = {
    DangerAct.REGISTER: "dangers.register",
    DangerAct.DISMISS: "dangers.register",
    DangerAct.TAKE_UP: "dangers.register",
    DangerAct.GRADE: "dangers.grade",
    DangerAct.ACCEPT: "dangers.check",
    DangerAct.RETURN: "dangers.check",
    DangerAct.CLOSE: "dangers.close",
    DangerAct.REOPEN: "dangers.close",
}
_RECTIFY: Final = "dangers.rectify"


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerRow:
    """A hidden danger as others see it; ``funds`` in yuan."""

    id: UUID
    number: str
    object_kind: ObjectKind
    object_id: UUID | None
    object_name: str
    region: str
    longitude: float | None
    latitude: float | None
    place_text: str
    title: str
    text: str
    trade: str
    source: Source
    source_id: str
    found_at: datetime
    found_by_id: str
    found_by: str
    registered_at: datetime | None
    state: DangerState
    grade: Grade | None
    danger_class: int | None
    clause: str
    graded_at: datetime | None
    graded_by: str
    due_at: datetime | None
    responsible: str
    measures: str
    funds: Decimal | None
    emergency_plan: str
    control: str
    recheck_due_at: datetime | None
    closed_at: datetime | None
    is_overdue: bool
    was_late: bool
    is_listed: bool
    is_cut_off: bool
    repeats_id: UUID | None
    recurrences: int
    repeat_grounds: tuple[dict[str, Any], ...]
    weight: int
    is_demo: bool

    @property
    def subject(self) -> str:
        """Return the journal's name of the hidden danger."""
        return f"danger:{self.id}"

    @property
    def is_open(self) -> bool:
        """Tell whether it is not yet written off."""
        return self.state in OPEN

    @property
    def is_major(self) -> bool:
        """Tell whether it is graded major."""
        return self.grade is Grade.MAJOR


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerFilter:
    """What to list: empty fields filter nothing."""

    object_id: UUID | None = None
    object_kind: ObjectKind | None = None
    grade: Grade | None = None
    state: DangerState | None = None
    source: Source | None = None
    trade: str = ""
    region: str = ""
    text: str = ""
    is_open: bool = False
    is_overdue: bool = False
    is_listed: bool = False
    recurs: bool = False
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many hidden dangers of an object are not yet written off; ``overdue`` ones stand in the others too."""

    ordinary: int = 0
    major: int = 0
    overdue: int = 0
    ungraded: int = 0

    @property
    def total(self) -> int:
        """Return how many are open."""
        return self.ordinary + self.major + self.ungraded


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One act on a hidden danger."""

    act: str
    state: DangerState
    text: str
    data: dict[str, Any]
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRow:
    """A picture of a hidden danger: ``phase`` is ``before``, ``after`` or ``evidence``."""

    id: UUID
    phase: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report of a major hidden danger."""

    receiver: str
    evidence: str
    by_name: str
    at: datetime


class CountedRows(Rows[DangerRow]):
    """Rows that are counted only as far as a list is turned over.

    ``common`` asks for the same rows in another way: faster where there are very many, which the count has shown.
    """

    def __init__(self, query: QuerySet[Danger], make: Any, common: QuerySet[Danger] | None = None) -> None:
        super().__init__(query, make)
        self._common = common

    def __getitem__(self, at: Any) -> Any:
        if self._common is not None and len(self) == MOST_COUNTED:
            self._query, self._common = self._common, None
        return super().__getitem__(at)

    def __len__(self) -> int:
        if self._length is None:
            self._length = self._query.order_by()[:MOST_COUNTED].count()
        return self._length

    def every(self, most: int) -> Iterator[DangerRow]:
        """Yield the rows up to a number of them, without counting."""
        yield from map(row_of, self._query[:most].iterator(chunk_size=2000))


def dangers(actor: Actor, wanted: DangerFilter) -> CountedRows:
    """Return the hidden dangers that the actor may see and ``wanted`` fits, the newest first."""
    rows = _found(visible(actor), wanted)
    found = rows.filter(_says(wanted.text)) if wanted.text else rows
    # Words that very many say are met soon by walking from the newest; few are found by the index of pairs.
    walked = _ordered(rows.filter(_says(wanted.text, by_pairs=False)), wanted.sort) if wanted.text else None
    return CountedRows(_ordered(found, wanted.sort), _rows, walked)


def _ordered(rows: QuerySet[Danger], sort: str) -> QuerySet[Danger]:
    column = SORTS.get(sort.removeprefix("-"), "")
    if not column or sort == "-found":
        return rows.order_by("-found_at", "-id")
    sign = "-" if sort.startswith("-") else ""
    rows = rows.filter(due_at__isnull=False) if column == "due_at" else rows
    return rows.order_by(f"{sign}{column}", f"{sign}id")


def _found(rows: QuerySet[Danger], wanted: DangerFilter) -> QuerySet[Danger]:
    exact = {
        "object_id": wanted.object_id,
        "object_kind": wanted.object_kind,
        "grade": wanted.grade,
        "state": wanted.state,
        "source": wanted.source,
        "trade": wanted.trade,
        "region__startswith": wanted.region,
        "is_overdue": wanted.is_overdue,
        "is_listed": wanted.is_listed,
    }
    rows = rows.filter(
        **{field: value for field, value in exact.items() if value or (value == 0 and value is not False)}
    )
    return rows.filter(state__in=_OPEN) if wanted.is_open else rows


def _says(text: str, *, by_pairs: bool = True) -> Q:
    """Return the condition that a hidden danger has a number, or all words that a reader typed."""
    if text[:2].upper() == "YH":
        return Q(number__startswith=text.upper())
    condition = Q()
    for part in text.split():
        pairs = pairs_of(part)
        said = Q(title__icontains=part) | Q(object_name__icontains=part) | Q(place_text__icontains=part)
        condition &= Q(words__contains=pairs) & said if pairs and by_pairs else said
    return condition


def danger(actor: Actor, danger_id: UUID) -> DangerRow:
    """Return one hidden danger, or refuse as if there were none."""
    return row_of(one(actor, danger_id))


def dangers_by_id(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, DangerRow]:
    """Return those of some hidden dangers that the actor may see."""
    return {row.id: row_of(row) for row in visible(actor).filter(id__in=set(ids))}


def danger_of_source(source: Source, source_id: str) -> UUID | None:
    """Return the hidden danger that a source told of, for who has to tell the source what became of it."""
    return Danger.objects.filter(source=source.value, source_id=source_id).values_list("id", flat=True).first()


def open_counts(object_ids: Iterable[UUID]) -> dict[UUID, Counts]:
    """Return how many hidden dangers of each object are open; the caller has checked who may see the objects."""
    ids = [*object_ids]
    rows = (
        Danger.objects.filter(object_id__in=ids, state__in=_OPEN)
        .order_by()
        .values("object_id")
        .annotate(
            ordinary=Count("id", filter=Q(grade="ordinary")),
            major=Count("id", filter=Q(grade="major")),
            overdue=Count("id", filter=Q(is_overdue=True)),
            ungraded=Count("id", filter=Q(grade="")),
        )
    )
    counted = {row.pop("object_id"): Counts(**row) for row in rows}
    return {object_id: counted.get(object_id, Counts()) for object_id in ids}


def open_total(actor: Actor) -> int:
    """Return how many open hidden dangers the actor may see."""
    return visible(actor).filter(state__in=_OPEN).count()


def acts_open_to(actor: Actor, row: DangerRow) -> frozenset[DangerAct]:
    """Return what the actor may do to a hidden danger as it stands."""
    own = speaks_for(actor, row)
    return frozenset(
        act
        for act in acts_from(row.state)
        if rights.may(actor, _RIGHTS.get(act, _RECTIFY), row.region) or (own and act not in _RIGHTS)
    )


def steps_of(danger_id: UUID) -> tuple[StepRow, ...]:
    """Return the history of a hidden danger; the caller has checked that the reader may see it."""
    return tuple(
        StepRow(act=row.act, state=DangerState(row.state), text=row.text, data=row.data, by_name=row.by_name, at=row.at)
        for row in DangerStep.objects.filter(danger_id=danger_id)[:500]
    )


def pictures_of(danger_id: UUID) -> tuple[PictureRow, ...]:
    """Return the pictures of a hidden danger; the caller has checked that the reader may see it."""
    rows = DangerPicture.objects.filter(danger_id=danger_id)[:100]
    return tuple(PictureRow(id=row.id, phase=row.phase, by_name=row.by_name, at=row.at) for row in rows)


def reports_of(danger_id: UUID) -> tuple[ReportRow, ...]:
    """Return to whom a hidden danger was reported; the caller has checked that the reader may see it."""
    rows = DangerReport.objects.filter(danger_id=danger_id)
    return tuple(
        ReportRow(receiver=row.receiver, evidence=row.evidence, by_name=row.by_name, at=row.at) for row in rows
    )


def picture(actor: Actor, picture_id: UUID) -> tuple[bytes, str]:
    """Return a picture and its media type, to those who may see its hidden danger."""
    row = DangerPicture.objects.filter(id=picture_id).first()
    if row is None:
        raise NotFound(what="picture")
    one(actor, row.danger_id)
    with row.file.open("rb") as file:
        return file.read(), row.media_type


def _rows(rows: Sequence[Danger]) -> tuple[DangerRow, ...]:
    return tuple(row_of(row) for row in rows)


_SPECIAL: Final = frozenset({"object_kind", "source", "state", "grade", "longitude", "latitude", "repeat_grounds"})
_PLAIN: Final = tuple(name for name in DangerRow.__slots__ if name not in _SPECIAL)


def row_of(row: Danger) -> DangerRow:
    """Return a hidden danger as others see it."""
    return DangerRow(
        object_kind=ObjectKind(row.object_kind),
        source=Source(row.source),
        state=DangerState(row.state),
        grade=grade_or_none(row.grade),
        longitude=row.location.x if row.location else None,
        latitude=row.location.y if row.location else None,
        repeat_grounds=tuple(row.repeat_grounds),
        **{name: getattr(row, name) for name in _PLAIN},
    )
