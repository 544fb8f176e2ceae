"""What divisions are called; kept in memory by process until another edition comes into force."""

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import F, Max

from anlan.kernel.regions import NATION, RegionLevel, level_of, lineage
from anlan.places.domain.editions import Standing
from anlan.places.models import Division, Edition


@dataclass
class _KnownNames:
    """Names that this process has read, valid for one edition."""

    edition: int | None = None
    checked_at: float = -math.inf
    by_code: dict[str, tuple[str, str]] = field(default_factory=dict)


_known = _KnownNames()


def forget_names() -> None:
    """Read names anew from now on."""
    _known.by_code.clear()
    _known.checked_at = -math.inf


def _current() -> dict[str, tuple[str, str]]:
    """Return the names read so far, none where another edition has come into force since."""
    if time.monotonic() - _known.checked_at > settings.PLACE_NAMES_SECONDS:
        newest = Edition.objects.aggregate(newest=Max("id"))["newest"]
        if newest != _known.edition:
            _known.by_code.clear()
        _known.edition, _known.checked_at = newest, time.monotonic()
    return _known.by_code


def _read(codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return name and standing by code; a division that has ended is called by its last name."""
    known = _current()
    missing = {code for code in codes if code and code not in known}
    if missing:
        rows = Division.objects.filter(code__in=missing).order_by(F("valid_to").asc(nulls_last=True))
        known.update({code: (name, standing) for code, name, standing in rows.values_list("code", "name", "standing")})
    return known


def names(codes: Iterable[str]) -> dict[str, str]:
    """Return the name of each code; a code that no list holds stands for itself."""
    wanted = tuple(codes)
    known = _read(wanted)
    return {code: known[code][0] if code in known else code for code in wanted}


def name(code: str) -> str:
    """Return the name of one division, or the code itself where no list holds it."""
    return names((code,))[code]


def full_names(codes: Iterable[str]) -> dict[str, str]:
    """Return names from the prefecture down, written together; groupings of the code are left out."""
    wanted = tuple(codes)
    lines = {code: lineage(code)[::-1] for code in wanted}
    known = _read({part for line in lines.values() for part in line})
    return {code: _joined(line, known) or code for code, line in lines.items()}


def full_name(code: str) -> str:
    """Return one division's name from the prefecture down (a municipality's from the municipality down)."""
    return full_names((code,))[code]


def _joined(line: tuple[str, ...], known: dict[str, tuple[str, str]]) -> str:
    """Return the names of a line from the top, the province only where no real prefecture stands below it."""
    real = [code for code in line if code != NATION and code in known and known[code][1] != Standing.GROUPING]
    below = [code for code in real if level_of(code) >= RegionLevel.PREFECTURE]
    starts_at_prefecture = below and level_of(below[0]) is RegionLevel.PREFECTURE
    return "".join(known[code][0] for code in (below if starts_at_prefecture else real))
