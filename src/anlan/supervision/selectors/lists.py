"""Check lists: the edition in force of each trade in a region, and all editions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import lineage
from anlan.supervision.models import ListEdition
from anlan.supervision.selectors.tables import shipped_edition, trades
from anlan.support import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckList:
    """A trade's items as they are in force; ``edition`` names where they come from."""

    trade: str
    name: str
    edition: str
    source: str
    items: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """A region's own edition."""

    id: UUID
    number: int
    region: str
    items: tuple[Mapping[str, Any], ...]
    note: str
    made_by: str
    made_at: datetime
    approved_by: str
    approved_at: datetime | None
    is_own: bool


def check_list(trade: str, region: str) -> CheckList:
    """Return the list in force: the newest approved edition of the nearest region, else the shipped one."""
    known = trades().get(trade)
    if known is None:
        raise InvalidValue(field="trade", value=trade[:30], rule="chosen_from_the_list")
    rows = ListEdition.objects.filter(trade=trade, region__in=lineage(region), approved_at__isnull=False)
    row = max(rows, key=lambda each: (len(each.region), each.number), default=None)
    if row is None:
        return CheckList(
            trade=trade, name=known.name, edition=shipped_edition(), source=known.source, items=known.items
        )
    edition = f"{row.region}-{row.number}"
    return CheckList(trade=trade, name=known.name, edition=edition, source=known.source, items=tuple(row.items))


def editions(actor: Actor, trade: str) -> tuple[EditionRow, ...]:
    """Return a trade's own editions in the actor's regions, the newest first."""
    rows = ListEdition.objects.filter(rights.within(actor, "supervision.see"), trade=trade)
    return tuple(
        EditionRow(
            id=row.id,
            number=row.number,
            region=row.region,
            items=tuple(row.items),
            note=row.note,
            made_by=row.made_by,
            made_at=row.made_at,
            approved_by=row.approved_by,
            approved_at=row.approved_at,
            is_own=row.made_by_id == actor.id,
        )
        for row in rows
    )
