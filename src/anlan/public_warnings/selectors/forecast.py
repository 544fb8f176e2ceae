"""A pasted forecast read with our table of kinds and the list of divisions."""

from datetime import datetime

from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import RegionLevel, level_of
from anlan.places import api as places
from anlan.public_warnings.domain.forecast import LONGEST_FORECAST, Forecast, read_text, table
from anlan.public_warnings.selectors.kinds import kinds


def read_forecast(text: str, *, within: str, now: datetime) -> Forecast:
    """Return what a forecast says about ``within``; places outside of it are not looked for."""
    text = text.strip()
    if not 1 <= len(text) <= LONGEST_FORECAST:
        raise InvalidValue(field="forecast", value=str(len(text)), rule="1_to_2000_characters")
    words = {kind.name: kind.code for kind in kinds()} | dict(table()["synonyms"])
    return read_text(text, kinds=words, places=_names(within), now=now)


def _names(within: str) -> dict[str, tuple[str, ...]]:
    """Return the codes of each name in ``within``: itself, counties, townships, and their names without the ending."""
    levels = [level for level in (RegionLevel.COUNTY, RegionLevel.TOWNSHIP) if level > level_of(within)]
    codes = [within, *(code for level in levels for code in places.descendant_codes(within, level))]
    found: dict[str, set[str]] = {}
    for code, name in places.names(codes).items():
        for word in {name, _short(name)}:
            found.setdefault(word, set()).add(code)
    return {word: tuple(sorted(each)) for word, each in found.items()}


def _short(name: str) -> str:
    """Return a name without its ending, where enough is left to be told apart."""
    for ending in table()["suffixes"]:
        short = name.removesuffix(ending)
        if short != name:
            return short if len(short) >= table()["shortest_name"] else name
    return name
