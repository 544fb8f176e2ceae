"""Finding the division that a written place means."""

from anlan.access import api as access
from anlan.intake.domain.placing import names_in
from anlan.intake.selectors.rules import rules
from anlan.kernel.regions import RegionLevel, at_level, level_of
from anlan.places import api as places


def region_named(words: str, within: str) -> str:
    """Return the code of the smallest division that a written place names inside ``within``, or nothing.

    What does not name a division, a bridge or a house, is left out from the end.
    """
    names = names_in(words[:60], rules("public")["division_ends"])
    for count in range(len(names), 0, -1):
        found = places.search(" ".join(names[:count]), within=within, limit=1)
        if found and found[0].code != within:
            return found[0].code
    return ""


def counties_served() -> tuple[tuple[str, str], ...]:
    """Return code and name of the counties for which somebody on duty takes what comes in."""
    codes: set[str] = set()
    for region in access.regions_with("intake.handle"):
        if level_of(region) >= RegionLevel.COUNTY:
            codes.add(at_level(region, RegionLevel.COUNTY))
        elif region:
            codes.update(each.code for each in places.descendants(region, RegionLevel.COUNTY))
    names = places.names(sorted(codes))
    return tuple((code, names[code]) for code in sorted(codes) if code in names)
