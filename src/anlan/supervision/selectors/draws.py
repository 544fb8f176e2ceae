"""Questions about draws; what is published of one is enough to recompute it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.supervision.domain.draws import faults_of
from anlan.supervision.domain.states import DrawState
from anlan.supervision.models import Draw
from anlan.support import rights
from anlan.support.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnObject:
    """A drawn object with the names of its officers, and of those left out with the reason."""

    id: str
    kind: str
    name: str
    grade: str
    officers: tuple[str, ...]
    avoided: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRow:
    """A draw as pages show it."""

    id: UUID
    title: str
    region: str
    department: str
    state: str
    objects: int
    officers: int
    wanted: dict[str, int]
    source: str
    announced_at: datetime
    pool_digest: str
    commitment: str
    frozen_by: str
    frozen_by_id: str
    frozen_at: datetime
    entropy: str
    seed: str
    drawn_by: str
    drawn_at: datetime | None
    drawn: tuple[DrawnObject, ...]
    reason: str
    redraw_of: UUID | None
    redrawn_by: UUID | None


def draws(actor: Actor) -> Rows[DrawRow]:
    """Return the draws in the actor's regions, the newest first."""
    rows = Draw.objects.filter(rights.within(actor, "supervision.see")).select_related("redrawn")
    return Rows(rows.order_by("-frozen_at", "-id"), lambda found: tuple(map(_row, found)))


def one_draw(actor: Actor, draw_id: UUID) -> DrawRow:
    """Return one draw."""
    row = Draw.objects.select_related("redrawn").filter(id=draw_id).first()
    if row is None:
        raise NotFound(what="draw")
    rights.require_visible(actor, "supervision.see", row.region, what="draw")
    return _row(row)


def public_draws(limit: int = 100) -> tuple[DrawRow, ...]:
    """Return what anybody may read: all draws, also frozen ones and those set aside."""
    return tuple(map(_row, Draw.objects.select_related("redrawn").order_by("-frozen_at", "-id")[:limit]))


def public_draw(draw_id: UUID) -> DrawRow:
    """Return one draw for anybody."""
    row = Draw.objects.select_related("redrawn").filter(id=draw_id).first()
    if row is None:
        raise NotFound(what="draw")
    return _row(row)


def published_record(draw_id: UUID) -> dict[str, Any]:
    """Return the record that anybody can recompute; until the draw it holds neither secret nor result."""
    row = Draw.objects.filter(id=draw_id).first()
    if row is None:
        raise NotFound(what="draw")
    record = dict(row.frozen) | {
        "draw": str(row.id),
        "title": row.title,
        "state": row.state,
        "pool_digest": row.pool_digest,
        "frozen_at": row.frozen_at.isoformat(),
        "reason": row.reason,
    }
    if row.drawn_at is None:
        return record
    revealed = {"secret": row.secret, "entropy": row.entropy, "seed": row.seed, "result": row.result}
    return record | revealed | {"drawn_at": row.drawn_at.isoformat()}


def record_faults(record: Any) -> list[str]:
    """Return what is wrong with a published record, as anybody may find; a record that cannot be read is wrong too."""
    if not isinstance(record, dict) or "result" not in record:
        return ["not_drawn_yet" if isinstance(record, dict) and "commitment" in record else "not_a_record"]
    try:
        return faults_of(record)
    except (KeyError, TypeError, AttributeError):
        return ["not_a_record"]


def _row(row: Draw) -> DrawRow:
    frozen = row.frozen
    return DrawRow(
        id=row.id,
        title=row.title,
        region=row.region,
        department=row.department,
        state=row.state,
        objects=len(frozen["objects"]),
        officers=len(frozen["officers"]),
        wanted=frozen["wanted"],
        source=frozen["source"]["name"],
        announced_at=row.announced_at,
        pool_digest=row.pool_digest,
        commitment=frozen["commitment"],
        frozen_by=row.frozen_by,
        frozen_by_id=row.frozen_by_id,
        frozen_at=row.frozen_at,
        entropy=row.entropy,
        seed=row.seed,
        drawn_by=row.drawn_by,
        drawn_at=row.drawn_at,
        drawn=_drawn(row) if row.state != DrawState.FROZEN else (),
        reason=row.reason,
        redraw_of=row.redraw_of_id,
        redrawn_by=row.redrawn.id if hasattr(row, "redrawn") else None,
    )


def _drawn(row: Draw) -> tuple[DrawnObject, ...]:
    objects = {each["id"]: each for each in row.frozen["objects"]}
    officers = {each["id"]: f"{each['name']} {each['certificate']}" for each in row.frozen["officers"]}
    return tuple(
        DrawnObject(
            id=each["object"],
            kind=objects[each["object"]]["kind"],
            name=objects[each["object"]]["name"],
            grade=objects[each["object"]]["grade"],
            officers=tuple(officers[key] for key in each["officers"]),
            avoided=tuple((officers[out["officer"]], out["reason"]) for out in each["avoided"]),
        )
        for each in row.result
    )
