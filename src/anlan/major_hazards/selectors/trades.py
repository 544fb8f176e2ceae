"""Questions about sites of special trades."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.major_hazards.domain.trades import LEVELS, Item, Kind, TradeField
from anlan.major_hazards.models import ColourChange, TradeSensor, TradeSite
from anlan.major_hazards.selectors.units import READ
from anlan.places import api as places
from anlan.support.rights import require_visible
from anlan.support.rows import Rows
from anlan.support.tables import load_table

_ORDER: Final = ("-level", "-score", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFilter:
    """Which sites are wanted; empty fields want all."""

    text: str = ""
    region: str = ""
    kind: str = ""
    level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorRow:
    """A sensor of a site, as it was linked."""

    id: UUID
    item: str
    label: str
    station_id: UUID
    station_code: str
    quantity_key: str
    limits: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """A site as pages and other rooms see it; ``points`` explain the score: code, points, data."""

    id: UUID
    enterprise_id: UUID
    enterprise_name: str
    kind: str
    name: str
    region: str
    longitude: float
    latitude: float
    fields: dict[str, Any]
    inspected_on: date | None
    level: Level
    score: int
    points: tuple[dict[str, Any], ...]
    judged_at: datetime | None
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourRow:
    """One line of a site's colours."""

    at: datetime
    before: Level
    after: Level
    score: int
    points: tuple[dict[str, Any], ...]


@cache
def trade_kinds() -> dict[str, Kind]:
    """Return the special trades by key."""
    return {each["key"]: _kind(each) for each in load_table("anlan.major_hazards", "trades")["kind"]}


def score_table() -> dict[str, Any]:
    """Return what each cause adds, and which sum has which colour."""
    return load_table("anlan.major_hazards", "score")


def sites(actor: Actor, wanted: SiteFilter) -> Rows[SiteRow]:
    """Return the sites that the actor may see and ``wanted`` fits, the worst first."""
    rows = _chosen(actor, wanted)
    if wanted.level is not None:
        rows = rows.filter(level=wanted.level)
    return Rows(rows.select_related("enterprise").order_by(*_ORDER), _rows)


def level_counts(actor: Actor, wanted: SiteFilter) -> dict[int, int]:
    """Return how many sites have each colour, of what fits the other filters."""
    found = _chosen(actor, wanted).order_by().values_list("level").annotate(count=Count("id"))
    return dict(found)


def site(actor: Actor, site_id: UUID) -> SiteRow:
    """Return one site, or say that there is none where the actor may not see it."""
    row = TradeSite.objects.select_related("enterprise").filter(id=site_id).first()
    if row is None:
        raise NotFound(what="site", id=str(site_id))
    require_visible(actor, READ, row.region, "site")
    return _row(row)


def states_of(enterprise_ids: Iterable[UUID]) -> dict[UUID, tuple[SiteRow, ...]]:
    """Return the sites of enterprises with their explained colours, the worst first; who asks may see them."""
    found: dict[UUID, tuple[SiteRow, ...]] = {}
    rows = TradeSite.objects.filter(enterprise_id__in=list(enterprise_ids)).select_related("enterprise")
    for row in rows.order_by(*_ORDER):
        found[row.enterprise_id] = (*found.get(row.enterprise_id, ()), _row(row))
    return found


def sensors_of(site_id: UUID) -> tuple[SensorRow, ...]:
    """Return a site's sensors; the caller has checked that it may be seen."""
    columns = SensorRow.__dataclass_fields__
    rows = TradeSensor.objects.filter(site_id=site_id)
    return tuple(SensorRow(**{name: getattr(row, name) for name in columns}) for row in rows)


def colours_of(site_id: UUID, *, limit: int = 50) -> tuple[ColourRow, ...]:
    """Return a site's colours, newest first; the caller has checked that it may be seen."""
    return tuple(
        ColourRow(
            at=row.at, before=Level(row.before), after=Level(row.after), score=row.score, points=tuple(row.points)
        )
        for row in ColourChange.objects.filter(site_id=site_id)[:limit]
    )


def _chosen(actor: Actor, wanted: SiteFilter) -> QuerySet[TradeSite]:
    rows = places.seen_by(actor, READ, TradeSite.objects.all(), wanted.region)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    return rows.filter(places.fits(wanted.text, "name", "enterprise__name")) if wanted.text else rows


def _rows(rows: Sequence[TradeSite]) -> tuple[SiteRow, ...]:
    return tuple(map(_row, rows))


def _row(row: TradeSite) -> SiteRow:
    return SiteRow(
        id=row.id,
        enterprise_id=row.enterprise_id,
        enterprise_name=row.enterprise.name,
        kind=row.kind,
        name=row.name,
        region=row.region,
        longitude=row.location.x,
        latitude=row.location.y,
        fields=row.fields,
        inspected_on=row.inspected_on,
        level=Level(row.level),
        score=row.score,
        points=tuple(row.points),
        judged_at=row.judged_at,
        is_demo=row.is_demo,
    )


def _kind(data: dict[str, Any]) -> Kind:
    fields = tuple(
        TradeField(each["key"], each["name"], each.get("unit", ""), tuple(each.get("choices", ())))
        for each in data["fields"]
    )
    items = tuple(_item(each, data["mark"]) for each in data["items"])
    return Kind(data["key"], data["name"], data["source"], data["mark"], data.get("merges", False), fields, items)


def _item(data: dict[str, Any], mark: str) -> Item:
    return Item(
        key=data["key"],
        name=data["name"],
        quantity=data["quantity"],
        unit=data["unit"],
        rises=data["way"] == "rises",
        mark=data.get("mark", mark),
        bounds={level: data[level] for level in LEVELS if level in data},
        by=data.get("by", ""),
        red_by=data.get("red_by", {}),
        source_field=data.get("field", ""),
        times=data.get("times", {}),
    )
