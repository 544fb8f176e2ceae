"""Building a few divisions."""

from datetime import date

from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from anlan.kernel.regions import level_of, parent_of
from anlan.places.domain.spelling import spell
from anlan.places.models import Division, Footprint
from anlan.places.selectors.naming import forget_names

MIANNING = {
    "51": "四川省",
    "5134": "凉山彝族自治州",
    "513433": "冕宁县",
    "513433001": "高阳街道",
    "513433106": "彝海镇",
    "513433106200": "彝海村村民委员会",
}


def build_divisions(names: dict[str, str] = MIANNING, **fields) -> dict[str, Division]:
    """Return divisions in force with these codes and names."""
    forget_names()
    values = {"standing": "civil", "source": "test list", "edition": date(2023, 6, 30)} | fields
    return {code: _build(code, name, values) for code, name in names.items()}


def _build(code: str, name: str, values: dict) -> Division:
    pinyin, initials = spell(name)
    place = {"code": code, "name": name, "level": int(level_of(code)), "parent": parent_of(code)}
    return Division.objects.create(**place, pinyin=pinyin, initials=initials, **values)


def build_footprint(code: str, box: tuple[float, float, float, float], source: str = "boundary") -> Footprint:
    """Return a footprint with a square area and its middle as point."""
    west, south, east, north = box
    area = MultiPolygon(Polygon.from_bbox(box), srid=4326)
    return Footprint.objects.create(
        code=code,
        level=int(level_of(code)),
        point=Point((west + east) / 2, (south + north) / 2, srid=4326),
        point_source=source,
        area=area,
        area_medium=area,
        area_coarse=area,
        area_source=source,
    )
