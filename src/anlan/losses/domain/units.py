"""Who speaks for whom: a village to its township, a township to its county, a county to its city."""

from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import RegionLevel, level_of, parent_of
from anlan.losses.domain.states import Sort

_OWN = (RegionLevel.VILLAGE, RegionLevel.TOWNSHIP, RegionLevel.COUNTY)
_SUM = (RegionLevel.TOWNSHIP, RegionLevel.COUNTY)


def receiver_of(region: str, sort: Sort) -> str:
    """Return the region whose people accept an entry and in whose roll-up it counts.

    A township's or a county's own figures (what happened to no village, a road say) count in its own roll-up.
    """
    level = level_of(region)
    if level not in (_OWN if sort is Sort.OWN else _SUM):
        raise InvalidValue(field="region", value=region, rule="village_township_or_county")
    return parent_of(region) if sort is Sort.SUM or level is RegionLevel.VILLAGE else region
