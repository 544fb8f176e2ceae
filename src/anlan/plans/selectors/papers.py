"""Papers of plans that were handed in, and what was found in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.plans.domain.reading import Found, Line, read
from anlan.plans.models import PlanPaper
from anlan.support.rights import require_visible, within
from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper as a reader sees it."""

    id: UUID
    region: str
    base: str
    file_name: str
    read_by: str
    read_at: datetime
    plan_id: UUID | None
    lines: tuple[Line, ...]
    found: Found


def paper(actor: Actor, paper_id: UUID) -> Paper:
    """Return a paper with what was found in it, where the actor may draft plans."""
    row = PlanPaper.objects.filter(id=paper_id).first()
    if row is None:
        raise NotFound(what="plan")
    require_visible(actor, "plans.draft", row.region, "plan")
    lines = tuple(Line(int(depth), str(text)) for depth, text in row.lines)
    return Paper(
        id=row.id,
        region=row.region,
        base=row.base,
        file_name=row.file_name,
        read_by=row.read_by,
        read_at=row.read_at,
        plan_id=row.plan_id,
        lines=lines,
        found=found_in(row.lines),
    )


def found_in(lines: list[list[Any]]) -> Found:
    """Return what a paper's kept lines say by the rules of today."""
    return read((Line(int(depth), str(text)) for depth, text in lines), load_table("anlan.plans", "reading"))


def open_papers(actor: Actor, *, limit: int = 20) -> tuple[tuple[UUID, str, datetime], ...]:
    """Return the papers that no draft was made of yet, the newest first: id, file and when it was read."""
    rows = PlanPaper.objects.filter(within(actor, "plans.draft"), plan_id=None).order_by("-read_at")
    return tuple(rows.values_list("id", "file_name", "read_at")[:limit])
