"""Drawing schematic points and areas of townships and villages, for which no public ones exist."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import shapely
from django.db import connection, transaction
from shapely import Point
from shapely.geometry.base import BaseGeometry

from anlan.kernel.actors import Actor
from anlan.kernel.regions import RegionLevel, parent_of
from anlan.places.domain.schematic import cells, scatter
from anlan.places.models import Division, Footprint
from anlan.places.services.boundaries import as_multi, hex_of
from anlan.places.services.loading import Progress
from anlan.support import rights
from anlan.support.tables import load_table

_COLUMNS = "code, level, point, point_source, area, area_source"


@dataclass(frozen=True, slots=True)
class _Sketch:
    """A division's drawn point and area."""

    code: str
    level: RegionLevel
    point: Point
    point_source: str
    area: BaseGeometry


@transaction.atomic
def sketch(*, within: str, actor: Actor, now: datetime, progress: Progress) -> int:
    """Draw points and areas of the townships and villages in ``within`` that differ from the drawn; return how many."""
    rights.require(actor, "places.load", within)
    counties = _outlines(within)
    codes = _codes_by_parent(within)
    drawn = set(
        Footprint.objects.filter(code__startswith=within, area_source="schematic").values_list("code", flat=True)
    )
    stale = [c for c in sorted(counties) if drawn_differs(c, codes, drawn)]
    count = 0
    for number, county in enumerate(stale, 1):
        Footprint.objects.filter(code__startswith=county, level__gt=RegionLevel.COUNTY).delete()
        count += _store(_sketch_county(county, counties[county], codes))
        progress("schematic areas", number, len(stale))
    return count


def drawn_differs(county: str, codes: Mapping[str, list[str]], drawn: set[str]) -> bool:
    """Tell whether the townships and villages of ``county`` are others than those drawn."""
    townships = codes.get(county, [])
    wanted = {*townships, *(village for township in townships for village in codes.get(township, []))}
    return wanted != {code for code in drawn if code.startswith(county)}


def _outlines(within: str) -> dict[str, BaseGeometry]:
    rows = Footprint.objects.filter(code__startswith=within, level=RegionLevel.COUNTY).exclude(area=None)
    return {code: shapely.from_wkb(bytes(area.wkb)) for code, area in rows.values_list("code", "area")}


def _codes_by_parent(within: str) -> dict[str, list[str]]:
    rows = Division.objects.filter(valid_to=None, code__startswith=within, level__gt=RegionLevel.COUNTY)
    found: dict[str, list[str]] = defaultdict(list)
    for code in rows.order_by("code").values_list("code", flat=True):
        found[parent_of(code)].append(code)
    return found


def _known_points() -> dict[str, Point]:
    return {code: Point(*place) for code, place in load_table("anlan.places", "positions")["points"].items()}


def _sketch_county(county: str, outline: BaseGeometry, codes: Mapping[str, list[str]]) -> Iterator[_Sketch]:
    """Return the sketches of a county's townships and of their villages."""
    known = {code: point for code, point in _known_points().items() if outline.contains(point)}
    for township in _sketch_children(codes.get(county, []), outline, known, RegionLevel.TOWNSHIP):
        yield township
        yield from _sketch_children(codes.get(township.code, []), township.area, known, RegionLevel.VILLAGE)


def _sketch_children(
    codes: list[str], outline: BaseGeometry, known: Mapping[str, Point], level: RegionLevel
) -> Iterator[_Sketch]:
    if not codes:
        return
    points = scatter(codes, outline, known)
    areas = cells(points, outline)
    for code in codes:
        source = "known" if code in known else "schematic"
        yield _Sketch(code, level, points[code], source, areas[code])


def _store(sketches: Iterator[_Sketch]) -> int:
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"copy places_footprint ({_COLUMNS}) from stdin") as copy:
        for each in sketches:
            copy.write_row(_copied(each))
            count += 1
    return count


def _copied(each: _Sketch) -> tuple[Any, ...]:
    area = hex_of(as_multi(each.area))
    return each.code, int(each.level), hex_of(each.point), each.point_source, area, "schematic"
