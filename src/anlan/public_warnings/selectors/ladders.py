"""Questions about ladders: which one holds for a place, and the editions that regions have made of them."""

from django.db.models import QuerySet

from anlan.kernel.levels import Level
from anlan.kernel.regions import lineage
from anlan.public_warnings.domain.ladders import ANY_GROUP, Ladder, group_of, ladder_of, standard_ladder
from anlan.public_warnings.models import LadderEdition


def ladder_for(kind: str, level: Level, region: str) -> Ladder:
    """Return the ladder that holds for a warning of ``kind`` issued in ``region``."""
    return standing_ladder(group_of(kind).key, level, region)


def standing_ladder(group: str, level: Level, region: str) -> Ladder:
    """Return the nearest region's approved edition, the group's own before one for any kind; else the table's."""
    rows = approved().filter(region__in=lineage(region), group__in=(group, ANY_GROUP), colour=level.colour)
    latest: dict[tuple[str, str], LadderEdition] = {}
    for row in rows.order_by("number"):
        latest[row.region, row.group] = row
    ranked = sorted(latest.values(), key=lambda row: (-len(row.region), row.group == ANY_GROUP))
    own = next((row for row in ranked if not row.is_return_to_table), None)
    return ladder_of(own.ladder) if own else standard_ladder(group, level)


def approved() -> QuerySet[LadderEdition]:
    """Return the approved editions."""
    return LadderEdition.objects.filter(state="approved")
