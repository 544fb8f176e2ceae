"""Map files as surveyors send them, written byte by byte: a zipped Shapefile and a GeoPackage of points."""

import io
import sqlite3
import struct
import zipfile

_WGS84 = (
    'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)
_WIDTH = 40

Spot = tuple[str, str, tuple[float, float]]


def shapefile(*spots: Spot, encoding: str = "utf-8") -> bytes:
    """Return a zip with .shp, .shx, .dbf and .prj of points that have a Number and a Name."""
    records = [struct.pack(">2i", n, 10) + struct.pack("<i2d", 1, *place) for n, (_, _, place) in enumerate(spots, 1)]
    xs, ys = [s[2][0] for s in spots], [s[2][1] for s in spots]
    box = struct.pack("<8d", min(xs), min(ys), max(xs), max(ys), 0, 0, 0, 0)

    def head(size: int) -> bytes:
        return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, size // 2) + struct.pack("<2i", 1000, 1) + box

    index = b"".join(struct.pack(">2i", (100 + 28 * n) // 2, 10) for n in range(len(spots)))
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("survey/sites.shp", head(100 + 28 * len(spots)) + b"".join(records))
        archive.writestr("survey/sites.shx", head(100 + 8 * len(spots)) + index)
        archive.writestr("survey/sites.dbf", _dbf([spot[:2] for spot in spots], encoding))
        archive.writestr("survey/sites.prj", _WGS84)
    return raw.getvalue()


def _dbf(lines: list[tuple[str, str]], encoding: str) -> bytes:
    names = ("Number", "Name")
    fields = b"".join(struct.pack("<11sc4xBB14x", name.encode(), b"C", _WIDTH, 0) for name in names)
    header = struct.pack("<4BIHH20x", 3, 120, 1, 1, len(lines), 33 + 32 * len(names), 1 + _WIDTH * len(names))
    body = b"".join(b" " + b"".join(cell.encode(encoding).ljust(_WIDTH) for cell in line) for line in lines)
    return header + fields + b"\r" + body + b"\x1a"


def geopackage(*spots: Spot) -> bytes:
    """Return a GeoPackage of points that have a Number and a Name."""
    base = sqlite3.connect(":memory:")
    base.executescript(
        """
        pragma application_id = 1196444487; pragma user_version = 10300;
        create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text,
            organization_coordsys_id integer, definition text, description text);
        insert into gpkg_spatial_ref_sys values ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",
            SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]', '');
        create table gpkg_contents (table_name text primary key, data_type text, identifier text, description text,
            last_change text default '2020-01-01T00:00:00Z', min_x real, min_y real, max_x real, max_y real,
            srs_id integer);
        insert into gpkg_contents (table_name, data_type, identifier, srs_id)
            values ('sites', 'features', 'sites', 4326);
        create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer,
            z integer, m integer);
        insert into gpkg_geometry_columns values ('sites', 'geom', 'POINT', 4326, 0, 0);
        create table sites (fid integer primary key, geom blob, Number text, Name text);
        """
    )
    for code, name, place in spots:
        blob = b"GP\x00\x01" + struct.pack("<i", 4326) + struct.pack("<BI2d", 1, 1, *place)
        base.execute("insert into sites (geom, Number, Name) values (?, ?, ?)", (blob, code, name))
    base.commit()
    return base.serialize()
