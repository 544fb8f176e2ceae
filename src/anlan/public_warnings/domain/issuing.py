"""Which unit issues a warning: the lowest county or above that holds all of its area."""

from anlan.kernel.regions import NATION, RegionLevel, at_level, level_of


def issuing_region(regions: tuple[str, ...]) -> str:
    """Return the county that holds all regions, else the prefecture, else the province: the law lets no lower one."""
    for level in (RegionLevel.COUNTY, RegionLevel.PREFECTURE, RegionLevel.PROVINCE):
        found = {at_level(region, level) for region in regions}
        if len(found) == 1 and all(level_of(region) >= level for region in regions):
            return found.pop()
    return NATION
