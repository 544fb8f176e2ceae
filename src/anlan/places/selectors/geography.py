"""Where divisions lie: by point, by area, and as tiles of the map."""

from collections.abc import Iterable

from django.contrib.gis.db.models import Union
from django.contrib.gis.geos import MultiPolygon, Point
from django.db import connection
from django.db.models import CharField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError, ErrorClass, InvalidValue, NotFound
from anlan.kernel.regions import NATION, RegionLevel, level_of
from anlan.places.models import BoundaryLine, Division, Footprint
from anlan.support.tables import load_table
from anlan.support.tiles import tile as make_tile

AREA_LAYERS = {
    "provinces": RegionLevel.PROVINCE,
    "prefectures": RegionLevel.PREFECTURE,
    "counties": RegionLevel.COUNTY,
    "townships": RegionLevel.TOWNSHIP,
    "villages": RegionLevel.VILLAGE,
}
POINT_LAYERS = {
    "prefecture_points": RegionLevel.PREFECTURE,
    "county_points": RegionLevel.COUNTY,
    "township_points": RegionLevel.TOWNSHIP,
    "village_points": RegionLevel.VILLAGE,
}
LINE_LAYER = "boundary_lines"
LAYERS = (*AREA_LAYERS, *POINT_LAYERS, LINE_LAYER)


class NoArea(AnlanError):
    """No area is known or drawn for a division: ``region``."""

    code = "places.no_area"
    message = "No area is known for the division %(region)s. Choose a higher division or draw the area by hand."
    error_class = ErrorClass.NOT_FOUND


def region_at(longitude: float, latitude: float) -> str:
    """Return the code of the township (by its schematic area) or else the county at a point; the nation if neither."""
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise InvalidValue(field="longitude, latitude", value=f"{longitude}, {latitude}", rule="within_the_globe")
    levels = (RegionLevel.COUNTY, RegionLevel.TOWNSHIP)
    found = Footprint.objects.filter(level__in=levels, area__intersects=Point(longitude, latitude, srid=4326))
    return found.order_by("-level", "code").values_list("code", flat=True).first() or NATION


def area_of(codes: Iterable[str]) -> MultiPolygon:
    """Return the union of the divisions' areas: real for counties and above, schematic below."""
    wanted = set(codes)
    rows = Footprint.objects.filter(code__in=wanted).exclude(area=None)
    missing = wanted - set(rows.values_list("code", flat=True))
    if missing or not wanted:
        raise NoArea(region=min(missing, default=""))
    whole = rows.aggregate(whole=Union("area"))["whole"]
    return whole if isinstance(whole, MultiPolygon) else MultiPolygon(whole, srid=4326)


def box_of(code: str) -> tuple[float, float, float, float]:
    """Return west, south, east and north of a division's area; China's for the nation."""
    if code == NATION:
        return 73.0, 17.5, 135.5, 54.0
    row = Footprint.objects.filter(code=code).exclude(area=None).only("area").first()
    if row is None:
        raise NotFound(what="area", id=code)
    return row.area.extent


def neighbours(code: str) -> tuple[str, ...]:
    """Return the codes of the divisions of the same level that touch ``code``."""
    own = Footprint.objects.filter(code=code).values("area")[:1]
    touching = Footprint.objects.filter(level=level_of(code), area__intersects=Subquery(own)).exclude(code=code)
    return tuple(touching.order_by("code").values_list("code", flat=True))


def neighbours_of(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each of many divisions those of the same level that touch it, nearest first, in one query."""
    wanted = sorted(set(codes))
    found: dict[str, list[str]] = {code: [] for code in wanted}
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHING, [wanted])
        for code, other in cursor.fetchall():
            found[code].append(other)
    return {code: tuple(others) for code, others in found.items()}


_TOUCHING = """
    select own.code, other.code from places_footprint own
    join places_footprint other on other.level = own.level and other.code <> own.code
        and other.area && own.area and st_intersects(other.area, own.area)
    where own.code = any(%s)
    order by own.code, own.point <-> other.point, other.code
"""


def tile(actor: Actor, at: tuple[int, int, int], layer: str) -> bytes:
    """Return a tile of outlines, points or lines; places are public, so the actor changes nothing."""
    if layer == LINE_LAYER:
        return make_tile(BoundaryLine.objects.all(), layer=layer, at=at, columns=("line", "name"))
    if layer in AREA_LAYERS:
        column = _column_at(at[0], AREA_LAYERS[layer])
        rows = _named(Footprint.objects.filter(level=AREA_LAYERS[layer]).exclude(**{column: None}))
        return make_tile(rows, layer=layer, at=at, columns=(column, "code", "name", "area_source"))
    if layer in POINT_LAYERS:
        rows = _named(Footprint.objects.filter(level=POINT_LAYERS[layer]))
        return make_tile(rows, layer=layer, at=at, columns=("point", "code", "name", "point_source"))
    raise NotFound(what="layer", id=layer)


def _named(rows: QuerySet[Footprint]) -> QuerySet[Footprint]:
    """Return footprints with their divisions' names."""
    own = Division.objects.filter(code=OuterRef("code"), valid_to=None).values("name")[:1]
    return rows.annotate(name=Coalesce(Subquery(own, output_field=CharField()), F("code")))


def _column_at(zoom: int, level: RegionLevel) -> str:
    """Return the outline that is detailed enough at ``zoom``; drawn areas have but one."""
    simplified = load_table("anlan.places", "boundaries")["simplified"]
    if level > RegionLevel.COUNTY or zoom > simplified["medium_to_zoom"]:
        return "area"
    return "area_coarse" if zoom <= simplified["coarse_to_zoom"] else "area_medium"
