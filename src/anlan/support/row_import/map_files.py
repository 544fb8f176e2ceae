"""GeoJSON, zipped Shapefiles and GeoPackages as heads, rows of text and shapes.

A map file comes from a stranger: an archive's members are measured before one is unpacked, only the parts of one
Shapefile are, and the file is read from a folder that is removed afterwards. GDAL would fetch the coordinate system
from an address that a GeoJSON links to, and open what a GeoPackage's virtual tables name: such files are refused first.
"""

import io
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.contrib.gis.gdal import DataSource, GDALException, OGRGeometry, SpatialReference
from django.contrib.gis.gdal.geometries import OGRGeometry as Shape
from django.contrib.gis.geos import GEOSGeometry

from anlan.support.row_import.columns import LARGEST, MapFileUnreadable

_GEOPACKAGE: Final = b"SQLite format 3\0"
_PARTS: Final = (".shp", ".dbf", ".shx", ".prj", ".cpg")
_MOST_UNPACKED: Final = 4 * LARGEST
_VIRTUAL: Final = re.compile(r"create\s+virtual", re.IGNORECASE)
_INDEX_OF_PLACES: Final = re.compile(
    r"""create\s+virtual\s+table\s+(?:"[^"]+"|\w+)\s+using\s+rtree\s*\(""", re.IGNORECASE
)
_HEADER_LENGTH_AT: Final = 8


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature: its attributes as text, its shape, and why it has none where it has none."""

    cells: list[str]
    shape: GEOSGeometry | None


@dataclass(frozen=True, slots=True)
class MapTable:
    """A map file's first layer: the names of its attributes and its features."""

    heads: list[str]
    features: list[Feature]


def is_map_file(raw: bytes, name: str) -> bool:
    """Tell whether the bytes are a map file by their beginning or their name."""
    if raw.startswith(_GEOPACKAGE) or name.lower().endswith((".geojson", ".json", ".gpkg", ".shp")):
        return True
    return raw.startswith(b"PK") and any(member.lower().endswith(".shp") for member in _members(raw))


def read_map_file(raw: bytes, *, believe: bool, most: int) -> MapTable:
    """Return the first layer; ``believe``: shapes come in EPSG:4326 by the file's own word, else as they are written.

    At most one feature more than ``most`` is read, by which a longer file is told.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = _laid_out(raw, Path(folder))
        try:
            return _read(DataSource(str(path)), believe=believe, most=most)
        except (GDALException, UnicodeDecodeError, ValueError, IndexError) as error:
            raise MapFileUnreadable(detail=str(error)[:120]) from error


def _members(raw: bytes) -> list[str]:
    try:
        return zipfile.ZipFile(io.BytesIO(raw)).namelist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise MapFileUnreadable(detail="zip") from error


def _laid_out(raw: bytes, folder: Path) -> Path:
    if raw.startswith(_GEOPACKAGE):
        return _without_virtual_tables(_written(folder / "survey.gpkg", raw))
    if raw.startswith(b"PK"):
        return _unpacked(raw, folder)
    if raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        _refuse_linked_crs(raw)
        return _written(folder / "survey.geojson", raw)
    raise MapFileUnreadable(detail="-")


def _refuse_linked_crs(raw: bytes) -> None:
    """Refuse GeoJSON that names its coordinate system otherwise than by a name (RFC 7946 has none at all)."""

    def looked_at(found: dict[str, Any]) -> dict[str, Any]:
        crs = found.get("crs")
        if crs is not None and not (isinstance(crs, dict) and crs.get("type") == "name"):
            raise MapFileUnreadable(detail="crs")
        return found

    try:
        json.loads(raw.decode("utf-8-sig"), object_hook=looked_at)
    except (ValueError, RecursionError) as error:
        raise MapFileUnreadable(detail="JSON") from error


def _without_virtual_tables(path: Path) -> Path:
    """Return the file where it has no virtual tables but the indexes of places that GeoPackage itself has."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
            made = [
                str(sql).casefold() for (sql,) in file.execute("select sql from sqlite_master where sql is not null")
            ]
    except sqlite3.Error as error:
        raise MapFileUnreadable(detail="SQLite") from error
    if any(_VIRTUAL.match(sql) and not _INDEX_OF_PLACES.match(sql) for sql in made):
        raise MapFileUnreadable(detail="virtual table")
    return path


def _unpacked(raw: bytes, folder: Path) -> Path:
    archive = zipfile.ZipFile(io.BytesIO(raw))
    shapes = [name for name in archive.namelist() if name.lower().endswith(".shp")]
    if len(shapes) != 1:
        raise MapFileUnreadable(detail=f".shp: {len(shapes)}")
    stem = shapes[0][:-4]
    wanted = [
        info for info in archive.infolist() if info.filename[:-4] == stem and info.filename[-4:].lower() in _PARTS
    ]
    if sum(info.file_size for info in wanted) > _MOST_UNPACKED:
        raise MapFileUnreadable(detail="zip")
    try:
        for info in wanted:
            _written(folder / f"survey{info.filename[-4:].lower()}", archive.read(info))
    except (zipfile.BadZipFile, RuntimeError, OSError) as error:
        raise MapFileUnreadable(detail="zip") from error
    _name_encoding(folder)
    return folder / "survey.shp"


def _name_encoding(folder: Path) -> None:
    """Say in which encoding the attributes are, where the file does not: UTF-8 where they are that, else GBK."""
    table, named = folder / "survey.dbf", folder / "survey.cpg"
    if named.exists() or not table.exists():
        return
    raw = table.read_bytes()
    body = raw[int.from_bytes(raw[_HEADER_LENGTH_AT : _HEADER_LENGTH_AT + 2], "little") :]
    try:
        body.decode("utf-8")
        named.write_text("UTF-8")
    except UnicodeDecodeError:
        named.write_text("CP936")


def _written(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def _read(source: DataSource, *, believe: bool, most: int) -> MapTable:
    layer = next(iter(source), None)
    if layer is None:
        raise MapFileUnreadable(detail="-")
    heads = list(layer.fields)
    target = SpatialReference(4326) if believe and layer.srs else None
    return MapTable(heads, list(_features(layer, heads, target, most)))


def _features(layer: Any, heads: list[str], target: SpatialReference | None, most: int) -> Iterator[Feature]:
    for number, feature in enumerate(layer):
        if number > most:
            return
        cells = [_text(feature.get(head)) for head in heads]
        yield Feature(cells, _shape(feature, target))


def _shape(feature: Any, target: SpatialReference | None) -> GEOSGeometry | None:
    """Return a feature's shape without heights, or nothing where it has none or one that is broken."""
    try:
        shape: Shape = feature.geom
        if target is not None:
            shape.transform(target)
        flat = OGRGeometry(shape.wkt) if not shape.is_3d else _flat(shape)
        return GEOSGeometry(memoryview(flat.wkb), srid=4326)
    except (GDALException, ValueError, TypeError):
        return None


def _flat(shape: Shape) -> Shape:
    shape.set_3d(False)
    return shape


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
