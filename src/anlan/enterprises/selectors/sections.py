"""The sections of the file, the trades and the steps of warning, read once from the tables."""

from collections.abc import Mapping
from functools import cache

from anlan.enterprises.domain.sections import Section, section_of
from anlan.kernel.errors import NotFound
from anlan.support.tables import load_table


@cache
def sections() -> Mapping[str, Section]:
    """Return every section by its key, in the order of the page."""
    found = [section_of(each) for each in load_table("anlan.enterprises", "sections")["section"]]
    return {each.key: each for each in found}


def section(key: str) -> Section:
    """Return a section, or say that there is none of that name."""
    if key not in sections():
        raise NotFound(what="section", id=key)
    return sections()[key]


def trades() -> Mapping[str, str]:
    """Return the trades that the platform tells apart, by key."""
    return load_table("anlan.enterprises", "trades")["trades"]


def scales() -> Mapping[str, str]:
    """Return the sizes of enterprises, by key."""
    return load_table("anlan.enterprises", "trades")["scales"]


def warning_steps() -> tuple[int, ...]:
    """Return how many days before an end it is warned about, the greatest first."""
    return tuple(load_table("anlan.enterprises", "expiry")["expiry"]["steps"])
