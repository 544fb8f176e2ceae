"""Questions about units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.major_hazards.models import Reckoning, Stock, Unit
from anlan.major_hazards.selectors.tables import rules
from anlan.people import api as people
from anlan.places import api as places
from anlan.support.rights import require_visible
from anlan.support.rows import Rows

READ: Final = "major_hazards.read"
SORTS: Final = {"code": "code", "r": "r", "due": "due_on", "region": "region"}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFilter:
    """Which units are wanted; empty fields want all. ``due_by``: those that owe something until then."""

    text: str = ""
    region: str = ""
    kind: str = ""
    gravity: int | None = None
    due_by: date | None = None
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRow:
    """A substance in a unit; quantity in t; how a sensor gives it, where one does."""

    id: UUID
    substance: str
    classes: str
    quantity: Decimal
    changed_at: datetime
    changed_by: str
    station_id: UUID | None
    station_code: str
    quantity_key: str
    factor: Decimal
    offset: Decimal
    read_at: datetime | None

    @property
    def name(self) -> str:
        """Return what it is called."""
        return self.substance or self.classes


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit as pages and other rooms see it."""

    id: UUID
    enterprise_id: UUID
    enterprise_name: str
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    people: int | None
    people_source: str
    s: Decimal
    r: Decimal | None
    alpha: Decimal | None
    gravity: int
    reckoned_at: datetime | None
    identified_on: date | None
    filed_on: date | None
    filing_number: str
    due_what: str
    due_on: date | None
    is_demo: bool
    stock: tuple[StockRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReckoningRow:
    """One line of a unit's history."""

    at: datetime
    cause: str
    by: str
    people: int | None
    s: Decimal
    r: Decimal | None
    alpha: Decimal | None
    gravity: int
    lines: tuple[dict[str, Any], ...]


def units(actor: Actor, wanted: UnitFilter) -> Rows[UnitRow]:
    """Return the units that the actor may see and ``wanted`` fits, the gravest first."""
    rows = places.seen_by(actor, READ, Unit.objects.all(), wanted.region)
    if wanted.text:
        rows = rows.filter(places.fits(wanted.text, "name", "code", "enterprise__name"))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.gravity is not None:
        rows = rows.filter(gravity=wanted.gravity)
    if wanted.due_by:
        rows = rows.filter(due_on__lte=wanted.due_by)
    chosen = places.ordered(rows, wanted.sort, SORTS) if wanted.sort else rows.order_by("gravity", "code")
    return Rows(_whole(chosen), _rows)


def unit(actor: Actor, unit_id: UUID) -> UnitRow:
    """Return one unit, or say that there is none where the actor may not see it."""
    row = _whole(Unit.objects.filter(id=unit_id)).first()
    if row is None:
        raise NotFound(what="unit", id=str(unit_id))
    require_visible(actor, READ, row.region, "unit")
    return _row(row)


def units_of(enterprise_ids: Iterable[UUID]) -> dict[UUID, tuple[UnitRow, ...]]:
    """Return the units of enterprises, the gravest first; the caller has checked that the reader may see these."""
    found: dict[UUID, tuple[UnitRow, ...]] = {}
    for row in _whole(Unit.objects.filter(enterprise_id__in=list(enterprise_ids)).order_by("gravity", "code")):
        found[row.enterprise_id] = (*found.get(row.enterprise_id, ()), _row(row))
    return found


def history_of(unit_id: UUID, *, limit: int = 50) -> tuple[ReckoningRow, ...]:
    """Return the newest lines of a unit's history, newest first; the caller has checked that it may be seen."""
    return tuple(
        ReckoningRow(
            at=row.at,
            cause=row.cause,
            by=row.by,
            people=row.people,
            s=row.s,
            r=row.r,
            alpha=row.alpha,
            gravity=row.gravity,
            lines=tuple(row.lines),
        )
        for row in Reckoning.objects.filter(unit_id=unit_id)[:limit]
    )


def major_count(actor: Actor) -> int:
    """Return how many major hazards the actor may see."""
    return places.seen_by(actor, READ, Unit.objects.exclude(gravity=9)).count()


def _whole(rows: QuerySet[Unit]) -> QuerySet[Unit]:
    stock = Prefetch("stock", queryset=Stock.objects.order_by("substance", "classes"))
    return rows.select_related("enterprise").prefetch_related(stock)


def _rows(rows: Sequence[Unit]) -> tuple[UnitRow, ...]:
    return tuple(map(_row, rows))


def _row(row: Unit) -> UnitRow:
    copied = (
        "id",
        "enterprise_id",
        "code",
        "name",
        "kind",
        "region",
        "people",
        "people_source",
        "s",
        "r",
        "alpha",
        "gravity",
        "reckoned_at",
        "identified_on",
        "filed_on",
        "filing_number",
        "due_what",
        "due_on",
        "is_demo",
    )
    return UnitRow(
        **{name: getattr(row, name) for name in copied},
        enterprise_name=row.enterprise.name,
        longitude=row.location.x,
        latitude=row.location.y,
        stock=tuple(map(_stock, row.stock.all())),
    )


def _stock(row: Stock) -> StockRow:
    copied = StockRow.__dataclass_fields__
    return StockRow(**{name: getattr(row, name) for name in copied})


def registered_people(row: UnitRow) -> int:
    """Return how many registered residents live within the distance in which the standard counts people."""
    return people.persons_near((row.longitude, row.latitude), metres=rules()["people"]["metres"])
