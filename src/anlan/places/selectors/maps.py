"""Small maps for pages: the divisions as ground, and one thing or one division on it."""

from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.utils.translation import gettext as _

from anlan.kernel.regions import NATION, RegionLevel, level_of
from anlan.places.models import Footprint
from anlan.places.selectors.naming import name
from anlan.web.maps import Layer, MapConfig

_TILES = "/map/tiles/{}/{{z}}/{{x}}/{{y}}.mvt"
_NEAR = 9.5
_TOWNSHIPS_FROM = 8.5


def ground_layers() -> tuple[Layer, ...]:
    """Return the divisions that lie under everything else: counties, schematic townships, and their names."""
    return (
        _ground("counties", title=_("Counties"), kind="border", is_unlabelled=True),
        _ground("townships", title=_("Townships"), kind="line", dashed=True, colour="dim", show_from=_TOWNSHIPS_FROM),
        _ground("county_points", kind="words"),
        _ground("township_points", kind="words", show_from=_TOWNSHIPS_FROM + 1),
    )


def map_round(longitude: float | None, latitude: float | None, title: str, icon: str = "map-pin") -> MapConfig | None:
    """Return a small map with one thing in its middle, or nothing where it has no place."""
    if longitude is None or latitude is None:
        return None
    feature = _feature({"type": "Point", "coordinates": [longitude, latitude]}, title)
    thing = Layer(id="thing", kind="point", icon=icon, data=feature, has_level=False, overlap=True, label_zoom=0)
    return MapConfig(
        layers=(*ground_layers(), thing), center=(longitude, latitude), zoom=_NEAR, size="small", has_panel=False
    )


def map_of(code: str) -> MapConfig | None:
    """Return a small map of one division with its outline, or nothing where none is known."""
    row = Footprint.objects.filter(code=code).exclude(area=None).first()
    if row is None:
        return None
    outline: GEOSGeometry = row.area if row.area_medium is None or _is_small(code) else row.area_medium
    west, south, east, north = row.area.extent
    pad = max(east - west, north - south) * 0.05
    data = _feature({"type": "MultiPolygon", "coordinates": outline.coords}, name(code))
    drawn = Layer(id="division", kind="line", data=data, has_level=False, colour="accent")
    return MapConfig(
        layers=(*ground_layers(), drawn),
        bounds=(west - pad, south - pad, east + pad, north + pad),
        size="small",
        has_panel=False,
    )


def _ground(layer: str, **look: Any) -> Layer:
    return Layer(id=layer, tiles=_TILES.format(layer), source_layer=layer, has_level=False, **look)


def _is_small(code: str) -> bool:
    return code != NATION and level_of(code) >= RegionLevel.COUNTY


def _feature(geometry: dict[str, Any], title: str) -> dict[str, Any]:
    feature = {"type": "Feature", "geometry": geometry, "properties": {"id": "thing", "name": title}}
    return {"type": "FeatureCollection", "features": [feature]}
