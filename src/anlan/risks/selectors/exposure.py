"""What may be hit, where the risk is how high, and both laid over each other by township."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.contrib.gis.db.models import Union
from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Left
from shapely import difference, from_wkb, is_empty, unary_union
from shapely.geometry.base import BaseGeometry

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people import api as people
from anlan.risks.domain.exposure import zone_levels
from anlan.risks.models import ExposedElement, HazardSite, RiskZone
from anlan.risks.selectors.scope import READ, fits, ordered, seen_by
from anlan.support.rights import require_visible
from anlan.support.rows import Rows

TOWNSHIP: Final = 9
_EXPOSED_SORTS: Final = {"code": "code", "persons": "persons", "region": "region"}
_ZONE_SORTS: Final = {"code": "code", "level": "level", "region": "region"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposedFilter:
    """Which exposed elements are wanted; empty fields want all. ``hazard``: only those in a zone of it."""

    kind: str = ""
    structure: str = ""
    hazard: str = ""
    region: str = ""
    text: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    """An exposed element as pages see it."""

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    households: int
    persons: int
    structure: str
    storeys: int | None
    built_year: int | None
    longitude: float
    latitude: float
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneFilter:
    """Which risk zones are wanted; empty fields want all."""

    hazard: str = ""
    level: str = ""
    region: str = ""
    text: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A risk zone as pages see it."""

    id: UUID
    code: str
    name: str
    hazard: str
    level: int
    region: str
    edition: str
    source: str
    is_demo: bool


@dataclass(slots=True)
class OverlayLine:
    """What lies in the zones of one level in one township: elements by kind, who is in them, registered residents."""

    region: str
    level: int
    counts: dict[str, int] = field(default_factory=dict)
    persons: int = 0
    households: int = 0
    residents: int = 0


def exposed(actor: Actor, wanted: ExposedFilter) -> Rows[Exposed]:
    """Return the exposed elements that the actor may see and ``wanted`` fits."""
    return Rows(ordered(_exposed(actor, wanted), wanted.sort, _EXPOSED_SORTS), _elements)


def exposed_element(actor: Actor, element_id: UUID) -> Exposed:
    """Return one exposed element, or say that there is none where the actor may not see it."""
    row = ExposedElement.objects.filter(id=element_id).first()
    if row is None:
        raise NotFound(what="exposed_element")
    require_visible(actor, READ, row.region, "exposed_element")
    return _elements([row])[0]


def exposed_counts(actor: Actor, by: str, wanted: ExposedFilter) -> dict[str, int]:
    """Return how many elements there are of each ``kind`` or ``structure``."""
    return dict(_exposed(actor, wanted).order_by().values_list(by).annotate(count=Count("id")))


def zones(actor: Actor, wanted: ZoneFilter) -> Rows[Zone]:
    """Return the risk zones that the actor may see and ``wanted`` fits."""
    return Rows(ordered(_zones(actor, wanted).defer("area"), wanted.sort, _ZONE_SORTS), _zone_rows)


def zone(actor: Actor, zone_id: UUID) -> Zone:
    """Return one risk zone, or say that there is none where the actor may not see it."""
    row = RiskZone.objects.defer("area").filter(id=zone_id).first()
    if row is None:
        raise NotFound(what="risk_zone")
    require_visible(actor, READ, row.region, "risk_zone")
    return _zone_rows([row])[0]


def zone_counts(actor: Actor, by: str, wanted: ZoneFilter) -> dict[str, int]:
    """Return how many zones there are of each ``hazard`` or ``level``."""
    rows = _zones(actor, wanted).order_by().values_list(by).annotate(count=Count("id"))
    return {str(value): count for value, count in rows}


def overlay(actor: Actor, hazard: str, region: str = "") -> tuple[OverlayLine, ...]:
    """Return what lies in the zones of a hazard, by township and level, the gravest first.

    What touches zones of several levels counts once, at the gravest of them.
    """
    touching = RiskZone.objects.filter(hazard=hazard, area__intersects=OuterRef("shape")).order_by()
    gravest = touching.values("hazard").annotate(gravest=Max("level")).values("gravest")
    rows = seen_by(actor, ExposedElement.objects.order_by(), region).annotate(gravest=Subquery(gravest[:1]))
    found = rows.exclude(gravest=None).annotate(town=Left("region", TOWNSHIP)).values_list("town", "gravest", "kind")
    lines: dict[tuple[str, int], OverlayLine] = {}
    for town, level, kind, count, persons, households in found.annotate(Count("id"), Sum("persons"), Sum("households")):
        line = lines.setdefault((town, level), OverlayLine(town, level))
        line.counts[kind] = count
        line.persons += persons
        line.households += households
    for (town, level), residents in _residents(actor, hazard, region).items():
        lines.setdefault((town, level), OverlayLine(town, level)).residents = residents
    return tuple(sorted(lines.values(), key=lambda line: (-line.level, line.region)))


def reached_by(site_id: UUID) -> dict[str, int] | None:
    """Return how many elements of each kind a site's threatened area reaches, nothing where its area is not known.

    The caller has checked that the reader may see the site.
    """
    area = HazardSite.objects.filter(id=site_id).exclude(area=None).values_list("area", flat=True).first()
    if area is None:
        return None
    rows = ExposedElement.objects.filter(shape__intersects=area).order_by()
    return dict(rows.values_list("kind").annotate(count=Count("id")))


def _residents(actor: Actor, hazard: str, region: str) -> dict[tuple[str, int], int]:
    """Return how many registered residents live in the zones of each level, by township."""
    graver: BaseGeometry | None = None
    found: dict[tuple[str, int], int] = defaultdict(int)
    for level in zone_levels():
        area = _zones(actor, ZoneFilter(hazard=hazard, level=str(level), region=region)).aggregate(whole=Union("area"))
        if area["whole"] is None:
            continue
        whole = from_wkb(bytes(area["whole"].wkb))
        outline = whole if graver is None else difference(whole, graver)
        graver = whole if graver is None else unary_union([graver, whole])
        if is_empty(outline):
            continue
        for each in people.headcounts(outline, (), is_exercise=False):
            if each.region.startswith(region):
                found[each.region[:TOWNSHIP], level] += each.count
    return found


def _exposed(actor: Actor, wanted: ExposedFilter) -> QuerySet[ExposedElement]:
    rows: QuerySet[ExposedElement] = seen_by(actor, ExposedElement.objects.all(), wanted.region)
    for name in ("kind", "structure"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.hazard:
        rows = rows.filter(Exists(RiskZone.objects.filter(hazard=wanted.hazard, area__intersects=OuterRef("shape"))))
    return rows.filter(fits(wanted.text, "name", "code")) if wanted.text else rows


def _zones(actor: Actor, wanted: ZoneFilter) -> QuerySet[RiskZone]:
    rows: QuerySet[RiskZone] = seen_by(actor, RiskZone.objects.all(), wanted.region)
    if wanted.hazard:
        rows = rows.filter(hazard=wanted.hazard)
    if wanted.level.isdigit():
        rows = rows.filter(level=int(wanted.level))
    return rows.filter(fits(wanted.text, "name", "code")) if wanted.text else rows


def _elements(rows: Sequence[ExposedElement]) -> tuple[Exposed, ...]:
    return tuple(Exposed(**_copied(row, _ELEMENT), **_middle(row)) for row in rows)


def _zone_rows(rows: Sequence[RiskZone]) -> tuple[Zone, ...]:
    return tuple(Zone(**_copied(row, _ZONE)) for row in rows)


def _middle(row: ExposedElement) -> dict[str, float]:
    spot = row.shape if row.shape.geom_type == "Point" else row.shape.centroid
    return {"longitude": spot.x, "latitude": spot.y}


def _copied(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


_ELEMENT: Final = tuple(name for name in Exposed.__dataclass_fields__ if name not in ("longitude", "latitude"))
_ZONE: Final = tuple(Zone.__dataclass_fields__)
