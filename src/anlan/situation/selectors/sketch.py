"""The map of where events gather, as a picture in the paper."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from anlan.analysis import api as analysis
from anlan.kernel.regions import RegionLevel
from anlan.places import api as places
from anlan.support.documents import Picture

_MARGIN: Final = 0.15
_FINENESS: Final = 1500
_BESIDE_THE_DOT: Final = 14
_GRAVEST: Final = 4


def spots_picture(spots: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> Picture | None:
    """Return the numbered places on the borders of counties and townships; nothing where there is none."""
    if not spots:
        return None
    box = _box(spots)
    step = (box[2] - box[0]) / _FINENESS
    levels = (RegionLevel.COUNTY, RegionLevel.TOWNSHIP)
    outlines = [each for level in levels for each in places.outlines_in(box, level, coarseness=step)]
    numbered = list(enumerate(spots, start=1))
    ground = analysis.Ground(
        lines=[line for each in outlines for line in each.lines],
        places=[(number, at["longitude"] + _BESIDE_THE_DOT * step, at["latitude"]) for number, at in numbered],
    )
    content, length = analysis.picture(box, ground, [{"geojson": {"features": [_feature(each) for each in spots]}}])
    called = places.names({each["region"] for each in spots})
    names = [words["name"].format(number=n, name=called[each["region"]], count=each["count"]) for n, each in numbered]
    return Picture(content, words["caption"].format(km=length, names=words["join"].join(names)), width_mm=110)


def _box(spots: Sequence[Mapping[str, Any]]) -> tuple[float, float, float, float]:
    longitudes, latitudes = [each["longitude"] for each in spots], [each["latitude"] for each in spots]
    return (
        min(longitudes) - _MARGIN,
        min(latitudes) - _MARGIN,
        max(longitudes) + _MARGIN,
        max(latitudes) + _MARGIN,
    )


def _feature(spot: Mapping[str, Any]) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [spot["longitude"], spot["latitude"]]}
    return {"geometry": point, "properties": {"level": _GRAVEST}}
