"""Arithmetic of administrative division codes.

A region is written without trailing zeros by level: ``51`` province, ``5134`` prefecture, ``513433`` county,
``513433101`` township, ``513433101201`` village; the whole country is the empty string. So the code is its own path
and "lies within" is a prefix match. Structure: the 12-digit statistical code (GB/T 2260 for 6 digits,
GB/T 10114-2003 for the township's 3).
"""

from enum import IntEnum
from typing import Final

from anlan.kernel.errors import InvalidValue

_LENGTH_OF_LEVEL: Final = (0, 2, 4, 6, 9, 12)
NATION: Final = ""


class RegionLevel(IntEnum):
    """The administrative levels that warnings and stock use, 0 the nation to 5 the village."""

    NATION = 0
    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3
    TOWNSHIP = 4
    VILLAGE = 5


def normalise(code: str) -> str:
    """Return the short form of a 2- to 12-digit code; refuse anything else by name."""
    if code != NATION and (not code.isascii() or not code.isdigit() or len(code) > _LENGTH_OF_LEVEL[-1]):
        raise InvalidValue(field="region", value=code, rule="2_to_12_digits")
    padded_code = code.ljust(12, "0")
    for length in _LENGTH_OF_LEVEL:
        if padded_code[length:].strip("0") == "":
            return padded_code[:length]
    raise InvalidValue(field="region", value=code, rule="2_to_12_digits")


def padded(region: str) -> str:
    """Return the 12-digit form that warnings carry as geocode."""
    return region.ljust(12, "0")


def level_of(region: str) -> RegionLevel:
    """Return the administrative level of a short-form region."""
    if len(region) not in _LENGTH_OF_LEVEL:
        raise InvalidValue(field="region", value=region, rule="short_form")
    return RegionLevel(_LENGTH_OF_LEVEL.index(len(region)))


def parent_of(region: str) -> str:
    """Return the region one level up; the nation is its own parent."""
    return region[: _LENGTH_OF_LEVEL[max(level_of(region) - 1, 0)]]


def at_level(region: str, level: RegionLevel) -> str:
    """Return the ancestor of ``region`` at ``level``, or ``region`` itself where it stands higher."""
    return region[: _LENGTH_OF_LEVEL[level]]


def lineage(region: str) -> tuple[str, ...]:
    """Return the region and all above it, nearest first, the nation left out."""
    return tuple(region[:length] for length in reversed(_LENGTH_OF_LEVEL) if 0 < length <= len(region))


def lies_within(region: str, outer: str) -> bool:
    """Tell whether ``region`` is ``outer`` or lies in it."""
    return region.startswith(outer)
