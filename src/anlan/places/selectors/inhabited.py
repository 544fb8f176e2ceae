"""Where people live, as far down as they are counted."""

from dataclasses import dataclass
from typing import Final

from django.contrib.gis.geos import Polygon
from django.db.models import Q

from anlan.kernel.regions import RegionLevel
from anlan.places.models import Footprint, Population
from anlan.places.selectors.naming import names

_COUNTED: Final = (RegionLevel.COUNTY, RegionLevel.TOWNSHIP)
_COUNTY_DIGITS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Inhabited:
    """A township, or a county whose townships are not counted, with its point; no persons: nobody counted them."""

    code: str
    name: str
    longitude: float
    latitude: float
    persons: int | None
    households: int | None
    is_invented: bool


def inhabited_in(box: tuple[float, float, float, float]) -> tuple[Inhabited, ...]:
    """Return the townships with counted people whose points lie in a box, and the counties without such townships."""
    points = Footprint.objects.filter(point__within=Polygon.from_bbox(box), level__in=_COUNTED)
    rows = {row.code: row for row in points.only("code", "point").order_by("code")}
    counts = Population.objects.in_bulk(_with_townships(rows))
    divided = {code[:_COUNTY_DIGITS] for code in counts if len(code) > _COUNTY_DIGITS}
    kept = [code for code in rows if (code in counts if len(code) > _COUNTY_DIGITS else code not in divided)]
    called = names(kept)
    return tuple(
        Inhabited(
            code=code,
            name=called[code],
            longitude=rows[code].point.x,
            latitude=rows[code].point.y,
            persons=counts[code].persons if code in counts else None,
            households=counts[code].households if code in counts else None,
            is_invented=code in counts and counts[code].is_demonstration,
        )
        for code in kept
    )


def _with_townships(codes: dict[str, Footprint]) -> list[str]:
    """Return the codes that have counts: those given, and any township of the counties among them."""
    wanted = Q(code__in=list(codes))
    for code in codes:
        if len(code) == _COUNTY_DIGITS:
            wanted |= Q(code__startswith=code)
    return list(Population.objects.filter(wanted).values_list("code", flat=True))
