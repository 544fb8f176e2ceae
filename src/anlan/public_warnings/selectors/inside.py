"""Which divisions and how many residents lie inside an outline, for the person who is drawing it."""

from dataclasses import dataclass
from typing import Final

from shapely import MultiPolygon, Polygon, to_wkb, union_all

from anlan.kernel.regions import RegionLevel, level_of
from anlan.places import api as places
from anlan.public_warnings.domain.area import Ring, km2
from anlan.public_warnings.selectors.kinds import local_names

LEAST_SHARE: Final = 0.001
_WHOLE_KM2: Final = 100
_MOST_LISTED: Final = 400
_FINEST_FIRST: Final = (RegionLevel.VILLAGE, RegionLevel.TOWNSHIP, RegionLevel.COUNTY, RegionLevel.PREFECTURE)


@dataclass(frozen=True, slots=True)
class DivisionInside:
    """A division that the outline touches, the share of its area inside, and its residents by that share."""

    code: str
    name: str
    share: float
    persons: int | None

    @property
    def is_whole(self) -> bool:
        """Tell whether practically all of it lies inside."""
        return self.share >= 1 - LEAST_SHARE

    @property
    def share_text(self) -> str:
        """Return the share in per cent, whole only where it is whole."""
        return "100%" if self.is_whole else f"{max(0.1, min(99.9, self.share * 100)):.1f}%"

    @property
    def persons_inside(self) -> int:
        """Return the residents by share of area, as if they lived evenly spread."""
        return round((self.persons or 0) * self.share)


@dataclass(frozen=True, slots=True)
class Inside:
    """What lies inside an outline; ``persons`` is an estimate unless only whole divisions lie inside."""

    rows: tuple[DivisionInside, ...]
    level: RegionLevel
    square_km: float
    is_schematic: bool

    @property
    def persons(self) -> int:
        """Return the residents inside."""
        return sum(row.persons_inside for row in self.rows)

    @property
    def square_km_text(self) -> str:
        """Return the area with as many digits as make sense."""
        return f"{self.square_km:.0f}" if self.square_km >= _WHOLE_KM2 else f"{self.square_km:.2f}"

    @property
    def is_estimate(self) -> bool:
        """Tell whether a division lies only partly inside, or has no known population."""
        return self.is_schematic or any(not row.is_whole or row.persons is None for row in self.rows)


def inside_of(rings: tuple[Ring, ...], region: str) -> Inside:
    """Return the divisions of ``region`` inside an outline, of the finest level that can be listed."""
    whole = union_all([Polygon(ring) for ring in rings])
    shape = whole if isinstance(whole, MultiPolygon) else MultiPolygon([whole])
    wkb = to_wkb(shape)
    found: tuple[places.Overlap, ...] = ()
    level = RegionLevel.COUNTY
    for level in _FINEST_FIRST:
        found = tuple(o for o in places.overlaps(wkb, within=region, level=level) if o.share >= LEAST_SHARE)
        if 0 < len(found) <= _MOST_LISTED:
            break
    codes = [each.code for each in found]
    known, names = places.divisions(codes), local_names(codes)
    rows = tuple(
        DivisionInside(
            each.code, names[each.code], each.share, known[each.code].persons if each.code in known else None
        )
        for each in found
    )
    return Inside(rows, level, km2(shape), any(each.is_schematic for each in found))


def inside_of_regions(regions: tuple[str, ...], rings: tuple[Ring, ...]) -> Inside:
    """Return chosen divisions as what lies inside their own outline, each whole."""
    known, names = places.divisions(regions), local_names(regions)
    persons = {code: row.persons for code, row in known.items()}
    rows = tuple(DivisionInside(code, names[code], 1.0, persons.get(code)) for code in regions)
    finest = max((level_of(code) for code in regions), default=RegionLevel.COUNTY)
    return Inside(rows, finest, km2(union_all([Polygon(ring) for ring in rings])), is_schematic=False)
