"""Questions about ladders: which one holds for a place, and the editions that regions have made of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, at_level, lineage
from anlan.public_warnings.domain.ladders import ANY_GROUP, Group, Ladder, group_of, groups, ladder_of, standard_ladder
from anlan.public_warnings.models import LadderEdition
from anlan.support import rights

SEE = "public_warnings.see_ladders"


@dataclass(frozen=True, slots=True)
class LadderRow:
    """The ladder that holds for one group and colour in a region; ``is_own`` where an edition made it."""

    group: Group
    level: Level
    ladder: Ladder
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderEditionRow:
    """One proposal for a ladder and what became of it."""

    id: UUID
    region: str
    group: str
    colour: str
    number: int
    ladder: Ladder
    reason: str
    is_return_to_table: bool
    state: str
    proposed_by_name: str
    proposed_at: datetime
    decided_by_name: str
    decided_at: datetime | None
    decision_reason: str


def ladder_for(kind: str, level: Level, region: str) -> Ladder:
    """Return the ladder that holds for a warning of ``kind`` issued in ``region``."""
    return standing_ladder(group_of(kind).key, level, region)


def standing_ladder(group: str, level: Level, region: str) -> Ladder:
    """Return the nearest region's approved edition, the group's own before one for any kind; else the table's."""
    found = _standing(region, list(approved().filter(region__in=lineage(region), colour=level.colour)))
    own = found.get((group, level.colour)) or found.get((ANY_GROUP, level.colour))
    return own or standard_ladder(group, level)


def ladder_table(actor: Actor, region: str) -> tuple[LadderRow, ...]:
    """Return every ladder that holds in a region, by group and from red down."""
    rights.require_visible(actor, SEE, region, what="ladder")
    found = _standing(region, list(approved().filter(region__in=lineage(region))))
    rows = []
    for group in groups().values():
        for level in (Level.RED, Level.ORANGE, Level.YELLOW, Level.BLUE):
            own = found.get((group.key, level.colour)) or found.get((ANY_GROUP, level.colour))
            rows.append(LadderRow(group, level, own or standard_ladder(group.key, level), own is not None))
    return tuple(rows)


def _standing(region: str, rows: list[LadderEdition]) -> dict[tuple[str, str], Ladder]:
    """Return the ladders that editions set, the nearest region's last one; a way back to the table ends the search."""
    found: dict[tuple[str, str], LadderEdition] = {}
    for row in sorted(rows, key=lambda each: (len(each.region), each.number)):
        found[row.group, row.colour] = row
    return {key: ladder_of(row.ladder) for key, row in found.items() if not row.is_return_to_table}


def ladder_editions(actor: Actor, region: str, *, limit: int = 50) -> tuple[LadderEditionRow, ...]:
    """Return the proposals of a region, those that wait first, then the newest."""
    rights.require_visible(actor, SEE, region, what="ladder")
    rows = LadderEdition.objects.filter(region=region).order_by("-proposed_at")[:limit]
    found = [
        LadderEditionRow(ladder=ladder_of(row.ladder), **{name: getattr(row, name) for name in _COPIED}) for row in rows
    ]
    return tuple(sorted(found, key=lambda row: row.state != "proposed"))


_COPIED = ("id", "region", "group", "colour", "number", "reason", "is_return_to_table", "state", "proposed_by_name")
_COPIED += ("proposed_at", "decided_by_name", "decided_at", "decision_reason")


def ladder_region(actor: Actor) -> str:
    """Return the region whose ladders a reader sees first: the own county, or what lies nearest above."""
    held = rights.regions_of(actor, SEE)
    return at_level(held[0], RegionLevel.COUNTY) if held else ""


def approved() -> QuerySet[LadderEdition]:
    """Return the approved editions."""
    return LadderEdition.objects.filter(state="approved")
