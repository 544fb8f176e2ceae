"""The tables of this room, read once a process."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from anlan.kernel.regions import level_of
from anlan.places import api as places
from anlan.reporting.domain.deadlines import ClockRule, parse_rules
from anlan.support.tables import load_table


@cache
def clock_rules() -> tuple[ClockRule, ...]:
    """Return every duty to report."""
    return parse_rules(load_table("anlan.reporting", "deadlines"))


def clock_edition() -> str:
    """Return the edition of the table of duties."""
    return load_table("anlan.reporting", "deadlines")["edition"]


def texts() -> Mapping[str, Any]:
    """Return the wording of reports."""
    return load_table("anlan.reporting", "report_texts")


def unit_of(region: str) -> str:
    """Return the name of the unit that reports for a region; the nation's is the ministry."""
    return units_of((region,))[region]


def units_of(regions: Iterable[str]) -> dict[str, str]:
    """Return the names of the units that report for regions, in one question."""
    wanted = set(regions)
    names = places.names(region for region in wanted if region)
    words = texts()["unit"]
    return {region: words[level_of(region).name.lower()].format(place=names.get(region, region)) for region in wanted}


def body_name(region: str, party: str = "") -> str:
    """Return the name of a region's unit, or of another body there: its government, the neighbours, the garrison."""
    if not party:
        return unit_of(region)
    return str(texts()["party"][party].format(place=places.name(region)))
