"""Risk points of an enterprise, its floor plans, and how points are judged and controlled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from anlan.enterprises.domain.risks import Layer, Method, methods_of
from anlan.enterprises.models import FloorPlan as PlanRow
from anlan.enterprises.models import RiskPoint as Row
from anlan.enterprises.selectors.scope import require_seen
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support.tables import load_table

_ROOM = "anlan.enterprises"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPoint:
    """A risk point; ``level`` is 4 red ... 1 blue, ``layer`` answers for it; ``shape`` lies on the plan ``plan_id``."""

    id: UUID
    enterprise_id: UUID
    enterprise_name: str
    name: str
    place: str
    owner: str
    accidents: tuple[str, ...]
    method: str
    factors: dict[str, str]
    score: Decimal
    level: int
    layer: Layer
    measures: dict[str, str]
    plan_id: UUID | None
    shape: list[list[float]]
    changed_at: datetime
    changed_by: str

    @property
    def written_score(self) -> str:
        """Return the score without empty decimals."""
        return f"{self.score.normalize():f}"

    @property
    def method_short(self) -> str:
        """Return the short name of the method by which it was judged: a score means nothing without it."""
        return methods()[self.method].short


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorPlan:
    """A floor plan without its picture."""

    id: UUID
    enterprise_id: UUID
    name: str
    width: int
    height: int
    put_at: datetime


@cache
def methods() -> Mapping[str, Method]:
    """Return how a risk point may be judged, by key."""
    return methods_of(load_table(_ROOM, "risk_methods"))


@cache
def layers() -> Mapping[int, Layer]:
    """Return which layer answers for a risk of each level, the gravest first."""
    rows = load_table(_ROOM, "risk_control")["layers"]["layer"]
    return {each["level"]: Layer(**each) for each in rows}


def measure_kinds() -> Mapping[str, str]:
    """Return the five kinds of control measures."""
    return load_table(_ROOM, "risk_control")["measures"]


def accident_kinds() -> Mapping[str, str]:
    """Return the kinds of accidents of GB 6441."""
    return load_table(_ROOM, "risk_control")["accidents"]


def risk_points(enterprise_id: UUID, level: str = "") -> tuple[RiskPoint, ...]:
    """Return the risk points of an enterprise that the caller may see, the gravest first."""
    rows = Row.objects.filter(enterprise_id=enterprise_id).select_related("enterprise").order_by("-level", "name", "id")
    if level.isdecimal():
        rows = rows.filter(level=int(level))
    return tuple(_point(row) for row in rows)


def risk_point(actor: Actor, point_id: UUID) -> RiskPoint:
    """Return one risk point, or say that there is none where the actor may not see its enterprise."""
    row = Row.objects.filter(id=point_id).select_related("enterprise").first()
    if row is None:
        raise NotFound(what="risk point")
    require_seen(actor, row.enterprise)
    return _point(row)


def risk_counts(enterprise_id: UUID) -> dict[int, int]:
    """Return how many risk points an enterprise has of each level, the gravest first."""
    levels = list(Row.objects.filter(enterprise_id=enterprise_id).values_list("level", flat=True))
    return {level: levels.count(level) for level in layers()}


def floor_plans(enterprise_id: UUID) -> tuple[FloorPlan, ...]:
    """Return the floor plans of an enterprise that the caller may see."""
    rows = PlanRow.objects.filter(enterprise_id=enterprise_id).defer("picture").order_by("put_at", "id")
    return tuple(_plan(row) for row in rows)


def floor_plan(actor: Actor, plan_id: UUID) -> FloorPlan:
    """Return one floor plan, or say that there is none where the actor may not see its enterprise."""
    row = PlanRow.objects.filter(id=plan_id).select_related("enterprise").defer("picture").first()
    if row is None:
        raise NotFound(what="floor plan")
    require_seen(actor, row.enterprise)
    return _plan(row)


def plan_picture(actor: Actor, plan_id: UUID) -> tuple[bytes, str]:
    """Return a floor plan's picture and its media type."""
    floor_plan(actor, plan_id)
    content, media_type = PlanRow.objects.values_list("picture", "media_type").get(id=plan_id)
    return bytes(content), media_type


def _plan(row: PlanRow) -> FloorPlan:
    names = ("id", "enterprise_id", "name", "width", "height", "put_at")
    return FloorPlan(**{name: getattr(row, name) for name in names})


def _point(row: Row) -> RiskPoint:
    told: dict[str, Any] = {
        name: getattr(row, name)
        for name in (
            "id", "enterprise_id", "name", "place", "owner", "method", "factors", "score", "level", "measures",
            "plan_id", "shape", "changed_at", "changed_by",
        )
    }  # fmt: skip
    return RiskPoint(
        **told, enterprise_name=row.enterprise.name, accidents=tuple(row.accidents), layer=layers()[row.level]
    )
