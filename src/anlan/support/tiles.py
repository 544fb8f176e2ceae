"""Vector tiles (Mapbox Vector Tile 2.1) from a scoped queryset, made by PostGIS in one statement."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.gis.db.backends.postgis.adapter import PostGISAdapter
from django.contrib.gis.geos import Polygon
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from anlan.kernel.actors import Actor, Grant
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.support.rights import sees_by_grants_alone

_MAX_ZOOM = 22
_EXTENT = 4096
_MARGIN = 128 / _EXTENT
GATHERED_BELOW = 10
BLOCK = 4
At = tuple[int, int, int]
_CELLS = 16


def tile(rows: QuerySet, *, layer: str, at: tuple[int, int, int], columns: tuple[str, ...]) -> bytes:
    """Return the tile ``at`` (z, x, y) of ``rows`` with ``columns``, of which the first is the geometry (EPSG:4326).

    ``rows`` must already be filtered to what the reader may see; the other columns become the features' properties.
    """
    geometry, *properties = columns
    try:
        sql, parameters = within_tile(rows, geometry, at).values_list(*columns).query.sql_with_params()
    except EmptyResultSet:
        return b""
    return _asked(_near(properties).format(rows=sql), [layer, *at, *parameters])


def _near(properties: list[str]) -> str:
    names = "".join(f', "{name}"' for name in properties)
    return f"""
        select st_asmvt(t, %s, 4096, 'mvt_geometry') from (
            select st_asmvtgeom(st_transform(mvt_source::geometry, 3857), st_tileenvelope(%s, %s, %s), 4096, 128)
                   as mvt_geometry{names}
            from ({{rows}}) as found (mvt_source{names})
            offset 0
        ) t where mvt_geometry is not null
    """  # noqa: S608 - the inner statement is Django's own and its values stay parameters


@dataclass(frozen=True, slots=True)
class PointTiles:
    """Tiles of points near by; far off (zoom below ``GATHERED_BELOW``) points that lie close together are gathered.

    A far tile is cut into 16 x 16 cells. Points of a cell become one feature at their mean position with
    ``point_count`` and ``worst``; a point alone keeps its columns. A point counts in the one tile and cell that it lies
    in, borders included, so that the counts of all tiles of a zoom add up to all points.
    """

    layer: str
    near: str
    far: str
    block: str
    parameters: tuple[Any, ...]

    def tile(self, at: At) -> bytes:
        """Return the tile ``at`` (z, x, y)."""
        z, x, y = at
        inner = self._inner(_outline(at))
        if z >= GATHERED_BELOW:
            return _asked(self.near, [self.layer, z, x, y, *inner])
        return _asked(self.far, [self.layer, 2**z, x, 2**z, y, _CELLS / _EXTENT, *inner])

    def tiles_around(self, at: At) -> dict[At, bytes]:
        """Return the tile ``at`` with its neighbours, the ``BLOCK`` x ``BLOCK`` that are drawn in one statement.

        Whoever looks at a map asks for them next, and they cost little more than one. A far tile comes alone.
        """
        z, x, y = at
        if z < GATHERED_BELOW or not self.block:
            return {at: self.tile(at)}
        left, top = x - x % BLOCK, y - y % BLOCK
        inner = self._inner(_outline((z, left, top), BLOCK))
        ends = [left, left + BLOCK - 1, top, top + BLOCK - 1]
        with connection.cursor() as cursor:
            cursor.execute(self.block, [2**z, 2**z, *inner, self.layer, *ends])
            found = {(z, east, south): bytes(content) for east, south, content in cursor}
        places = ((left + east, top + south) for east in range(BLOCK) for south in range(BLOCK))
        return {(z, *place): found.get((z, *place), b"") for place in places}

    def _inner(self, outline: Polygon) -> list[Any]:
        adapted = PostGISAdapter(outline)
        return [adapted if isinstance(each, PostGISAdapter) else each for each in self.parameters]


@dataclass(frozen=True, slots=True)
class PointLayer:
    """The rows of a layer that an actor may see, and what a feature bears: the geometry (points), then properties."""

    rows: Callable[[Actor], QuerySet]
    columns: tuple[str, ...]
    worst: str = ""


class PointLayers:
    """The layers of a room by name.

    What is asked of the database is put together once for all who have the same grants, as far as these decide alone.
    """

    def __init__(self, **layers: PointLayer) -> None:
        self.layers = layers
        self._tiles = lru_cache(maxsize=1024)(self._put_together)

    def __iter__(self) -> Iterator[str]:
        return iter(self.layers)

    def tile(self, actor: Actor, at: At, layer: str) -> bytes:
        """Return the tile ``at`` of a layer with what ``actor`` may see."""
        return self._of(actor, layer).tile(at)

    def tiles_around(self, actor: Actor, at: At, layer: str) -> dict[At, bytes]:
        """Return the tile ``at`` of a layer and those that are drawn with it."""
        return self._of(actor, layer).tiles_around(at)

    def _of(self, actor: Actor, layer: str) -> PointTiles:
        if layer not in self.layers:
            raise NotFound(what="layer", id=layer)
        if sees_by_grants_alone(actor):
            return self._tiles(layer, actor.grants)
        return self._asked_for(layer, actor)

    def _put_together(self, layer: str, grants: tuple[Grant, ...]) -> PointTiles:
        return self._asked_for(layer, Actor(id="", name="", grants=grants))

    def _asked_for(self, layer: str, actor: Actor) -> PointTiles:
        found = self.layers[layer]
        return point_tiles(found.rows(actor), layer=layer, columns=found.columns, worst=found.worst)


def point_tiles(rows: QuerySet, *, layer: str, columns: tuple[str, ...], worst: str = "") -> PointTiles:
    """Return the tiles of ``rows`` with ``columns``: the geometry (points, EPSG:4326), then the features' properties.

    ``worst`` names the column of numbers whose greatest a gathered feature bears. ``rows`` must already be filtered to
    what the reader may see, by nothing that passes with time: what is returned may be used again for the same reader.
    """
    geometry, *properties = columns
    names = ", ".join(f'"{name}"' for name in properties)
    alone = ", ".join(f'case when count(*) = 1 then (array_agg("{name}"))[1] end as "{name}"' for name in properties)
    graver = f'max("{worst}")' if worst else "0"
    found = within_tile(rows, geometry, (0, 0, 0)).values_list(*columns)
    try:
        sql, parameters = found.query.sql_with_params()
    except EmptyResultSet:
        return PointTiles(layer, "", "", "", ())
    if sum(isinstance(each, PostGISAdapter) for each in parameters) != 1:
        raise ValueError(f"tiles of {layer}: the rows may be filtered by no place but the tile's")
    far = _GATHERED.format(names=names, alone=alone, worst=graver).format(rows=sql)
    block = _BLOCK.format(names=names).format(rows=sql)
    return PointTiles(layer, _near(properties).format(rows=sql), far, block, tuple(parameters))


_GATHERED = f"""
select st_asmvt(t, %s, {_EXTENT}, 'mvt_geometry') from (
    select {{alone}}, case when count(*) > 1 then count(*) end as point_count, {{worst}} as worst,
           st_makepoint(floor(avg(east)), floor(avg(south))) as mvt_geometry
    from (
        select {{names}}, ((st_x(point) + 180) / 360 * %s - %s) * {_EXTENT} as east,
               ((1 - asinh(tan(radians(st_y(point)))) / pi()) / 2 * %s - %s) * {_EXTENT} as south, %s as width
        from (select mvt_source::geometry as point, {{names}} from ({{{{rows}}}}) as found (mvt_source, {{names}})) p
        offset 0
    ) placed
    where east >= 0 and east < {_EXTENT} and south >= 0 and south < {_EXTENT}
    group by floor(east * width), floor(south * width)
) t
"""  # noqa: S608 - constants alone

# A point within a margin's width of a border is drawn by the tiles on both of its sides.
_BLOCK = f"""
with placed as materialized (
    select {{names}}, east, south, floor(east)::int as across, floor(south)::int as down from (
        select {{names}}, (st_x(point) + 180) / 360 * %s as east,
               (1 - asinh(tan(radians(st_y(point)))) / pi()) / 2 * %s as south
        from (select mvt_source::geometry as point, {{names}} from ({{{{rows}}}}) as found (mvt_source, {{names}})) p
        offset 0
    ) scaled
),
beside as (
    select {{names}}, east, south, across + by_x as across, down + by_y as down
    from placed
    cross join (values (-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)) as d (by_x, by_y)
    where not (east - across between {_MARGIN} and {1 - _MARGIN} and south - down between {_MARGIN} and {1 - _MARGIN})
      and east between across + by_x - {_MARGIN} and across + by_x + {1 + _MARGIN}
      and south between down + by_y - {_MARGIN} and down + by_y + {1 + _MARGIN}
)
select across, down, st_asmvt(feature, %s, {_EXTENT}, 'mvt_geometry') from (
    select {{names}}, east, south, across, down from placed
    union all select {{names}}, east, south, across, down from beside
) drawn
cross join lateral (
    select st_makepoint(round((east - across) * {_EXTENT}), round((south - down) * {_EXTENT})) as mvt_geometry,
           {{names}}
) as feature
where across between %s and %s and down between %s and %s
group by across, down
"""  # noqa: S608 - constants alone


def within_tile(rows: QuerySet, geometry: str, at: tuple[int, int, int]) -> QuerySet:
    """Return the rows whose ``geometry`` may touch the tile ``at`` or its margin, in no order."""
    return rows.filter(**{f"{geometry}__bboverlaps": _outline(at)}).order_by()


def _outline(at: At, tiles: int = 1) -> Polygon:
    z, x, y = at
    if not (0 <= z <= _MAX_ZOOM and 0 <= x < 2**z and 0 <= y < 2**z):
        raise InvalidValue(field="tile", value=f"{z}/{x}/{y}", rule="within_grid")
    found = Polygon.from_bbox(box(at, tiles))
    found.srid = 4326
    return found


def _asked(statement: str, parameters: list[Any]) -> bytes:
    if not statement:
        return b""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return bytes(cursor.fetchone()[0])


def box(at: At, tiles: int = 1) -> tuple[float, float, float, float]:
    """Return the outline of a tile and its margin in degrees, of which south and north may be swapped.

    With ``tiles`` it is that of the square of so many, of which the tile is the one at the north-western corner.
    """
    z, x, y = at
    return _degrees(z, x - _MARGIN, y - _MARGIN) + _degrees(z, x + tiles + _MARGIN, y + tiles + _MARGIN)


def _degrees(z: int, x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude of a tile corner (spherical Mercator)."""
    return x / 2**z * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / 2**z))))
