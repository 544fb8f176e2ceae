"""The tables of quantities and of station kinds, read once."""

from collections.abc import Mapping
from functools import cache

from anlan.monitoring.domain.quantities import Quantity, StationKind, kinds_of, quantities_of
from anlan.support.tables import load_table

_PACKAGE = "anlan.monitoring"


@cache
def quantities() -> Mapping[str, Quantity]:
    """Return what is measured, by name."""
    return quantities_of(load_table(_PACKAGE, "quantities"))


@cache
def kinds() -> Mapping[str, StationKind]:
    """Return the sorts of stations, by name."""
    return kinds_of(load_table(_PACKAGE, "kinds"))


def hazards() -> Mapping[str, str]:
    """Return what each hazard is called, in the order of the overview."""
    names: Mapping[str, str] = load_table(_PACKAGE, "kinds")["hazards"]
    return names


def quantity_label(name: str) -> str:
    """Return what a quantity is called on the screen; one that the table does not know by its own name."""
    known = quantities().get(name)
    return known.label if known else name


def marks() -> Mapping[str, str]:
    """Return what the named values of series are called, by name."""
    names: Mapping[str, str] = load_table(_PACKAGE, "marks")["marks"]
    return names


def mark_label(name: str) -> str:
    """Return what a named value of a series is called; one that the table does not know by its own name."""
    return marks().get(name, name)
