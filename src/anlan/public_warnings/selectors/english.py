"""The English that the table proposes for a warning, its lifting and its cancelling."""

from datetime import datetime, timedelta
from typing import Final

from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, level_of, lineage
from anlan.places import api as places
from anlan.public_warnings.domain import english
from anlan.public_warnings.domain.languages import Translation

_MOST_NAMED: Final = 4


def english_warning(
    kind: str, level: Level, *, regions: tuple[str, ...], now: datetime, hours: int
) -> tuple[Translation, ...]:
    """Return the English of a new warning; none where the table has no English for the kind."""
    if not english.event_name(kind):
        return ()
    area = english_area(regions)
    named = _named(kind, level, area)
    description = english.words(
        "description",
        danger=english.danger_of(kind, level),
        area=area,
        hours=hours,
        number=level.legal_number,
        start=english.moment(now),
        end=english.moment(now + timedelta(hours=hours)),
    )
    headline = english.words("headline", **named)
    return (Translation(english.ENGLISH, headline, description, english.measures_of(kind, level)),)


def english_ending(
    act: str, kind: str, level: Level, *, regions: tuple[str, ...], earlier: datetime
) -> tuple[Translation, ...]:
    """Return the English of what ends a warning; ``act`` is ``lift`` or ``cancel``."""
    if not english.event_name(kind):
        return ()
    named = {**_named(kind, level, english_area(regions)), "earlier": english.moment(earlier)}
    texts = (english.words(f"{act}_{field}", **named) for field in ("headline", "description", "instruction"))
    return (Translation(english.ENGLISH, *texts),)


def _named(kind: str, level: Level, area: str) -> dict[str, str]:
    return {"colour": english.colour_name(level), "event": english.event_name(kind), "area": area}


def english_area(regions: tuple[str, ...]) -> str:
    """Return the regions in English letters, from the innermost outwards to the county, with the Chinese name."""
    shown = regions[:_MOST_NAMED]
    lines = {region: _line(region) for region in shown}
    names = places.names({code for line in lines.values() for code in line})
    named = english.words("comma").join(
        english.place_line(tuple(names[code] for code in lines[region])) for region in shown
    )
    more = len(regions) - len(shown)
    return english.words("and_more", named=named, count=more) if more > 0 else named


def _line(region: str) -> tuple[str, ...]:
    """Return the codes from the county inwards; a prefecture or province stands for itself."""
    inner = [code for code in lineage(region)[::-1] if level_of(code) >= RegionLevel.COUNTY]
    return tuple(inner) or (region,)
