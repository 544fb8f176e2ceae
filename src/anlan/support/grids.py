"""Grids from files (GeoTIFF, classic NetCDF, ESRI ASCII) as arrays with a place on the earth, and grids as GeoTIFF.

A grid's file may come from a stranger. What it is is decided by its first bytes; only GeoTIFF is given to GDAL, after
what would make another of GDAL's readers take it (and follow its links) was refused. NetCDF-4 is HDF5, which may name
other files of the machine as its data: it is refused, and the refusal says how to convert it.
"""

import io
from dataclasses import dataclass, replace
from math import cos, floor, radians
from typing import Any, Final

import numpy as np
from django.contrib.gis.gdal import CoordTransform as Transform
from django.contrib.gis.gdal import GDALException, GDALRaster, SpatialReference
from django.contrib.gis.geos import Point
from django.utils.translation import gettext
from numpy.typing import NDArray

from anlan.kernel.errors import AnlanError, ErrorClass
from anlan.kernel.later import later

MOST_CELLS: Final = 16_000_000
LARGEST: Final = 200_000_000
WGS84: Final = 4326
scipy_io = later("scipy.io")
_TIFF: Final = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_NETCDF: Final = (b"CDF\x01", b"CDF\x02")
_HDF5: Final = b"\x89HDF"
_LINKING: Final = (b"<vrt", b"<gdal_w", b"<wcs_", b"<capabilities", b"<wms")
_METRES_PER_DEGREE: Final = 111_320.0
_NOTHING: Final = -99999.0
_LONGEST_UNIT: Final = 40

Floats = NDArray[np.float64]


class GridUnreadable(AnlanError):
    """A file from which no grid can be read; ``reason`` is a word of its own."""

    code = "support.grid_unreadable"
    message = "This file holds no grid that can be read here (%(reason)s)."
    error_class = ErrorClass.INVALID


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Values by band, row (from the north) and column (from the west); no number where there is none.

    ``west`` and ``north`` are the corner's coordinates, ``width`` and ``height`` a cell's, in the units of ``srid``.
    ``unit`` is the unit that a NetCDF file names for its values, empty where the file names none.
    """

    values: Floats
    west: float
    north: float
    width: float
    height: float
    srid: int
    unit: str = ""

    def cell_at(self, longitude: float, latitude: float) -> tuple[int, int] | None:
        """Return the row and column in which a place lies, None outside."""
        x, y = longitude, latitude
        if self.srid != WGS84:
            point = Point(longitude, latitude, srid=WGS84)
            point.transform(Transform(SpatialReference(WGS84), SpatialReference(self.srid)))
            x, y = point.x, point.y
        row, column = floor((self.north - y) / self.height), floor((x - self.west) / self.width)
        rows, columns = self.values.shape[1:]
        return (row, column) if 0 <= row < rows and 0 <= column < columns else None

    def value_at(self, longitude: float, latitude: float, band: int = 0) -> float | None:
        """Return the value of the cell in which a place lies, None outside and where there is none."""
        cell = self.cell_at(longitude, latitude)
        value = float(self.values[(band, *cell)]) if cell is not None else np.nan
        return value if np.isfinite(value) else None

    @property
    def is_geographic(self) -> bool:
        """Whether the cells are measured in degrees."""
        return bool(SpatialReference(self.srid).geographic)


def read_grid(raw: bytes, variable: str = "") -> Grid:
    """Return the grid of a file; ``variable`` names the one of a NetCDF file that holds several."""
    if len(raw) > LARGEST:
        raise GridUnreadable(reason=gettext("larger than 200 MB"))
    if raw.startswith(_TIFF):
        return _from_tiff(raw)
    if raw.startswith(_NETCDF):
        return _from_netcdf(raw, variable)
    if raw.startswith(_HDF5):
        raise GridUnreadable(reason="NetCDF-4: nccopy -k classic")
    if raw[:200].lstrip().lower().startswith(b"ncols"):
        return _from_ascii(raw)
    raise GridUnreadable(reason="GeoTIFF, NetCDF, ASCII")


def in_metres(grid: Grid) -> Grid:
    """Return the grid on square cells in metres: of the zone of UTM in which its middle lies, if it is in degrees."""
    if not grid.is_geographic:
        if abs(grid.width - grid.height) > 1e-6 * grid.width:
            raise GridUnreadable(reason=gettext("cells are not square"))
        return grid
    rows, columns = grid.values.shape[1:]
    longitude = grid.west + columns * grid.width / 2
    latitude = grid.north - rows * grid.height / 2
    zone = (32600 if latitude >= 0 else 32700) + floor((longitude + 180) / 6) + 1
    size = min(grid.height, grid.width * cos(radians(latitude))) * _METRES_PER_DEGREE
    with_place = _raster(grid)
    moved = with_place.transform(zone, resampling="Bilinear")
    scale = size / moved.scale.x
    width, height = max(1, round(moved.width / scale)), max(1, round(moved.height / scale))
    even = moved.warp({"scale": [size, -size], "width": width, "height": height, "resampling": "Bilinear"})
    return _grid_of(even)


def written(grid: Grid) -> bytes:
    """Return the grid as a GeoTIFF of 32-bit numbers, deflated."""
    return bytes(_raster(grid, compressed=True).vsi_buffer)


def _raster(grid: Grid, *, compressed: bool = False) -> GDALRaster:
    rows, columns = grid.values.shape[1:]
    filled = np.where(np.isfinite(grid.values), grid.values, _NOTHING).astype(np.float32)
    return GDALRaster(
        {
            "driver": "GTiff",
            "name": f"/vsimem/{id(grid)}.tif",
            "srid": grid.srid,
            "width": columns,
            "height": rows,
            "origin": [grid.west, grid.north],
            "scale": [grid.width, -grid.height],
            "datatype": 6,
            "bands": [{"data": band, "nodata_value": _NOTHING} for band in filled],
            "papsz_options": {"COMPRESS": "DEFLATE"} if compressed else {},
        }
    )


def _from_tiff(raw: bytes) -> Grid:
    if any(word in raw[:4096].lower() for word in _LINKING):
        raise GridUnreadable(reason=gettext("it leads to other files"))
    try:
        raster = GDALRaster(raw)
        if raster.driver.name != "GTiff":
            raise GridUnreadable(reason=str(raster.driver.name))
        return _grid_of(raster)
    except GDALException as error:
        raise GridUnreadable(reason="GeoTIFF") from error


def _grid_of(raster: GDALRaster) -> Grid:
    _bound(raster.width * raster.height * len(raster.bands))
    if raster.srid is None:
        raise GridUnreadable(reason=gettext("no coordinate system"))
    if raster.skew.x or raster.skew.y or raster.scale.x <= 0 or raster.scale.y >= 0:
        raise GridUnreadable(reason=gettext("turned or mirrored"))
    values = np.stack([_band(band) for band in raster.bands])
    return Grid(
        values=values,
        west=raster.origin.x,
        north=raster.origin.y,
        width=raster.scale.x,
        height=-raster.scale.y,
        srid=int(raster.srid),
    )


def _band(band: Any) -> Floats:
    data = np.asarray(band.data(), dtype=np.float64)
    if band.nodata_value is not None:
        data[data == np.float64(np.float32(band.nodata_value))] = np.nan
        data[data == band.nodata_value] = np.nan
    return data


def _from_netcdf(raw: bytes, variable: str) -> Grid:
    try:
        with scipy_io.netcdf_file(io.BytesIO(raw), "r", mmap=False) as file:
            axes = {_axis(name): name for name in file.variables if _axis(name)}
            named = variable or _only(file, axes)
            held = file.variables[named]
            _bound(int(np.prod(held.shape)))
            x, y = (np.array(file.variables[axes[axis]][:], dtype=np.float64) for axis in ("x", "y"))
            values = _scaled(held)
            unit = _unit(held)
    except (KeyError, ValueError, TypeError, IndexError, AssertionError, OverflowError, MemoryError) as error:
        raise GridUnreadable(reason="NetCDF") from error
    return replace(_even(values.reshape((-1, y.size, x.size)), x, y), unit=unit)


def _axis(name: str) -> str:
    return {"lon": "x", "longitude": "x", "lat": "y", "latitude": "y"}.get(name.lower(), "")


def _only(file: Any, axes: dict[str, str]) -> str:
    dimensions = {file.variables[name].dimensions[0] for name in axes.values()}
    found = [name for name, held in file.variables.items() if dimensions <= set(held.dimensions)]
    if len(found) != 1:
        raise GridUnreadable(reason="variables: " + ", ".join(sorted(found)))
    return found[0]


def _unit(held: Any) -> str:
    named = getattr(held, "units", b"")
    return (named.decode("ascii", "replace") if isinstance(named, bytes) else str(named)).strip()[:_LONGEST_UNIT]


def _scaled(held: Any) -> Floats:
    values = np.array(held[:], dtype=np.float64)
    for name in ("_FillValue", "missing_value"):
        missing = getattr(held, name, None)
        if missing is not None:
            values[values == float(np.ravel(missing)[0])] = np.nan
    scale = float(np.ravel(getattr(held, "scale_factor", 1.0))[0])
    return values * scale + float(np.ravel(getattr(held, "add_offset", 0.0))[0])


def _even(values: Floats, x: Floats, y: Floats) -> Grid:
    """Return a grid of degrees with even columns and rows, turned so that the first is north west."""
    if x.size < 2 or y.size < 2:
        raise GridUnreadable(reason=gettext("fewer than two rows or columns"))
    if x[0] > x[-1]:
        x, values = x[::-1], values[:, :, ::-1]
    if y[0] < y[-1]:
        y, values = y[::-1], values[:, ::-1, :]
    width, height = (x[-1] - x[0]) / (x.size - 1), (y[0] - y[-1]) / (y.size - 1)
    if np.any(np.abs(np.diff(x) - width) > 0.01 * width) or np.any(np.abs(-np.diff(y) - height) > 0.01 * height):
        raise GridUnreadable(reason=gettext("rows or columns at uneven distances"))
    west, north = float(x[0] - width / 2), float(y[0] + height / 2)
    if not (-181 <= west <= 360 and -91 <= north <= 91):
        raise GridUnreadable(reason=gettext("coordinates that are no degrees"))
    values = np.ascontiguousarray(values)
    return Grid(values=values, west=west, north=north, width=float(width), height=float(height), srid=WGS84)


def _from_ascii(raw: bytes) -> Grid:
    """Return an ESRI ASCII grid, whose cells are taken as degrees of WGS 84: it names no coordinate system."""
    lines = raw.decode("ascii", "replace").split("\n")
    heads: dict[str, float] = {}
    try:
        while lines and lines[0].strip() and lines[0].split()[0][0].isalpha():
            name, value = lines.pop(0).split()[:2]
            heads[name.lower()] = float(value)
        rows, columns, size = int(heads["nrows"]), int(heads["ncols"]), heads["cellsize"]
        _bound(rows * columns)
        values = np.array(" ".join(lines).split(), dtype=np.float64).reshape((1, rows, columns))
        west = heads["xllcorner"] if "xllcorner" in heads else heads["xllcenter"] - size / 2
        south = heads["yllcorner"] if "yllcorner" in heads else heads["yllcenter"] - size / 2
    except (KeyError, ValueError, IndexError, OverflowError) as error:
        raise GridUnreadable(reason="ASCII") from error
    values[values == heads.get("nodata_value", -9999.0)] = np.nan
    if not (size > 0 and -181 <= west <= 181 and -91 <= south <= 91):
        raise GridUnreadable(reason=gettext("coordinates that are no degrees"))
    return Grid(values=values, west=west, north=south + rows * size, width=size, height=size, srid=WGS84)


def _bound(cells: int) -> None:
    if not 0 < cells <= MOST_CELLS:
        raise GridUnreadable(reason=gettext("more than 16 million cells"))
