"""Registering many sites and reservoirs at once; the same id again replaces what was there."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.gis.geos import LineString, MultiPolygon, Polygon
from django.db import models, transaction

from anlan.kernel.actors import Actor
from anlan.kernel.regions import NATION
from anlan.risks.domain.kinds import class_of, kind_of
from anlan.risks.models import ExposedElement, HazardSite, Reservoir, RiskZone
from anlan.support import rights
from anlan.support.registering import placed, put

_BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSite:
    """A hazard site to register; ``grade`` counts where the kind's class does not follow from the persons."""

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    threatened_persons: int
    threatened_households: int
    found_on: date | None = None
    monitor_id: UUID | None = None
    grade: str = ""
    threatens: str = ""
    warning_signal: str = ""
    route: str = ""
    shelter: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReservoir:
    """A reservoir to register; ``capacity`` in 10^4 m3, ``flood_limit_level`` in m."""

    id: UUID
    code: str
    name: str
    region: str
    longitude: float
    latitude: float
    size: str
    capacity: float
    flood_limit_level: float | None = None
    is_defective: bool = False
    administrative_person_id: UUID | None = None
    technical_person_id: UUID | None = None
    patrol_person_id: UUID | None = None


def register_sites(new: Iterable[NewSite], *, actor: Actor, is_demo: bool = False) -> int:
    """Register hazard sites; return how many."""
    rows = [_site(each, is_demo=is_demo) for each in new]
    return _store(HazardSite, rows, actor, kept=("state", "last_patrol_at"))


def _site(new: NewSite, *, is_demo: bool) -> HazardSite:
    row = HazardSite(**placed(new, is_demo=is_demo))
    row.grade = class_of(kind_of(new.kind), new.grade, new.threatened_persons)
    return row


def register_reservoirs(new: Iterable[NewReservoir], *, actor: Actor, is_demo: bool = False) -> int:
    """Register reservoirs; return how many."""
    return _store(Reservoir, [Reservoir(**placed(each, is_demo=is_demo)) for each in new], actor)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExposed:
    """An exposed element to register, at a point, or along a ``line`` (longitude first)."""

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    households: int = 0
    persons: int = 0
    structure: str = ""
    storeys: int | None = None
    built_year: int | None = None
    line: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewZone:
    """A risk zone to register; ``outline`` is its outer ring, closed, longitude first."""

    id: UUID
    code: str
    name: str
    hazard: str
    level: int
    region: str
    outline: tuple[tuple[float, float], ...]
    edition: str = ""
    source: str = ""


def register_exposed(new: Iterable[NewExposed], *, actor: Actor, is_demo: bool = False) -> int:
    """Register exposed elements; return how many."""
    rows = []
    for each in new:
        columns = placed(each, is_demo=is_demo)
        point, line = columns.pop("location"), columns.pop("line")
        rows.append(ExposedElement(shape=LineString(line, srid=4326) if line else point, **columns))
    return _store(ExposedElement, rows, actor)


def register_zones(new: Iterable[NewZone], *, actor: Actor, is_demo: bool = False) -> int:
    """Register risk zones; return how many."""
    rows = []
    for each in new:
        columns = asdict(each)
        area = MultiPolygon(Polygon(columns.pop("outline")), srid=4326)
        rows.append(RiskZone(**columns, area=area, is_demo=is_demo))
    return _store(RiskZone, rows, actor)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> int:
    """Remove everything that is demonstration data; return how many rows."""
    rights.require(actor, "risks.register", NATION)
    models_from_above = (RiskZone, ExposedElement, Reservoir, HazardSite)
    return sum(model.objects.filter(is_demo=True).delete()[0] for model in models_from_above)


@transaction.atomic
def _store(model: type[models.Model], rows: list[Any], actor: Actor, kept: tuple[str, ...] = ()) -> int:
    rights.require(actor, "risks.register", NATION)
    return put(model, rows, kept)
