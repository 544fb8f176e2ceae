"""Vector tiles (Mapbox Vector Tile 2.1) from a scoped queryset, made by PostGIS in one statement."""

import math

from django.contrib.gis.geos import Polygon
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from anlan.kernel.errors import InvalidValue

_MAX_ZOOM = 22
_MARGIN = 128 / 4096


def tile(rows: QuerySet, *, layer: str, at: tuple[int, int, int], columns: tuple[str, ...]) -> bytes:
    """Return the tile ``at`` (z, x, y) of ``rows`` with ``columns``, of which the first is the geometry (EPSG:4326).

    ``rows`` must already be filtered to what the reader may see; the other columns become the features' properties.
    """
    z, x, y = at
    if not (0 <= z <= _MAX_ZOOM and 0 <= x < 2**z and 0 <= y < 2**z):
        raise InvalidValue(field="tile", value=f"{z}/{x}/{y}", rule="within_grid")
    geometry, *properties = columns
    found = Polygon.from_bbox(box(at))
    found.srid = 4326
    visible = rows.filter(**{f"{geometry}__bboverlaps": found}).order_by().values_list(*columns)
    try:
        sql, parameters = visible.query.sql_with_params()
    except EmptyResultSet:
        return b""
    names = ", ".join(f'"{name}"' for name in properties)
    statement = f"""
        select st_asmvt(t, %s, 4096, 'mvt_geometry') from (
            select {names}{"," if names else ""}
                   st_asmvtgeom(st_transform(mvt_source::geometry, 3857), st_tileenvelope(%s, %s, %s), 4096, 128)
                   as mvt_geometry
            from ({sql}) as found (mvt_source{"," if names else ""} {names})
        ) t where mvt_geometry is not null
    """  # noqa: S608 - the inner statement is Django's own and its values stay parameters
    with connection.cursor() as cursor:
        cursor.execute(statement, [layer, z, x, y, *parameters])
        return bytes(cursor.fetchone()[0])


def box(at: tuple[int, int, int]) -> tuple[float, float, float, float]:
    """Return the outline of a tile and its margin in degrees, of which south and north may be swapped."""
    z, x, y = at
    return _degrees(z, x - _MARGIN, y - _MARGIN) + _degrees(z, x + 1 + _MARGIN, y + 1 + _MARGIN)


def _degrees(z: int, x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude of a tile corner (spherical Mercator)."""
    return x / 2**z * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / 2**z))))
