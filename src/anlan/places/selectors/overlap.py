"""Which divisions an outline touches, and how much of each."""

from dataclasses import dataclass

from django.contrib.gis.db.models.functions import Area, Intersection
from django.contrib.gis.geos import GEOSGeometry
from django.db.models import Case, F, FloatField, Value, When
from django.db.models.functions import Least

from anlan.kernel.regions import RegionLevel
from anlan.places.models import Footprint


@dataclass(frozen=True, slots=True)
class Overlap:
    """A division that an outline touches: ``share`` of its own area that lies inside, 0 to 1."""

    code: str
    share: float
    is_schematic: bool


def overlaps(wkb: bytes, *, within: str, level: RegionLevel) -> tuple[Overlap, ...]:
    """Return the divisions of one level in ``within`` that a valid outline (EPSG:4326) touches, in order of codes."""
    outline = GEOSGeometry(memoryview(wkb), srid=4326)
    rows = Footprint.objects.filter(level=level, code__startswith=within, area__intersects=outline)
    part = Case(
        When(area__coveredby=outline, then=Value(1.0)),
        default=Least(Value(1.0), Area(Intersection("area", outline)) / Area(F("area"))),
        output_field=FloatField(),
    )
    found = rows.annotate(share=part).order_by("code").values_list("code", "share", "area_source")
    return tuple(Overlap(code, float(share), source != "boundary") for code, share, source in found)
