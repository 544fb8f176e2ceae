"""The maps of the warning pages."""

import json

from django.utils.translation import gettext as _

from anlan.places import api as places
from anlan.public_warnings import api
from anlan.web.maps import Layer, MapConfig

_MOST_SHOWN = 400


def _grounds() -> tuple[Layer, ...]:
    tiles = "/map/tiles/{}/{{z}}/{{x}}/{{y}}.mvt"
    return (
        Layer(
            id="counties",
            title=_("Counties"),
            kind="border",
            tiles=tiles.format("counties"),
            source_layer="counties",
            has_level=False,
        ),
        Layer(
            id="townships",
            title=_("Townships"),
            kind="border",
            tiles=tiles.format("townships"),
            source_layer="townships",
            has_level=False,
            show_from=9,
            dashed=True,
        ),
        Layer(id="county_points", kind="words", tiles=tiles.format("county_points"), has_level=False),
        Layer(id="township_points", kind="words", tiles=tiles.format("township_points"), show_from=9, has_level=False),
    )


def _box(geojson: str) -> tuple[float, float, float, float]:
    points = [point for piece in json.loads(geojson)["coordinates"] for point in piece[0]]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    pad_x, pad_y = (max(xs) - min(xs)) * 0.2 + 0.01, (max(ys) - min(ys)) * 0.2 + 0.01
    return min(xs) - pad_x, min(ys) - pad_y, max(xs) + pad_x, max(ys) + pad_y


def _area_layer(geojson: str, level: int, name: str) -> Layer:
    feature = {
        "type": "Feature",
        "geometry": json.loads(geojson),
        "properties": {"id": "area", "name": name, "level": level},
    }
    data = {"type": "FeatureCollection", "features": [feature]}
    return Layer(id="area", title=_("Area of the warning"), kind="area", data=data)


def _spot_layer() -> Layer:
    """Return the layer that shows where an outline is wrong; a script fills it."""
    data = {"type": "FeatureCollection", "features": []}
    return Layer(id="spot", title=_("Where it is wrong"), kind="point", data=data, icon="alert-circle", has_level=False)


def drawing_map(row: api.WarningRow) -> MapConfig:
    """Return the map on which the area is drawn; it begins with the area as it is."""
    layers = (*_grounds(), _area_layer(row.area, int(row.level), ""), _spot_layer())
    return MapConfig(layers=layers, bounds=_box(row.area), has_panel=False)


def shown_map(geojson: str, level: int, name: str) -> MapConfig:
    """Return a small map of an area."""
    layers = (*_grounds(), _area_layer(geojson, level, name))
    return MapConfig(layers=layers, bounds=_box(geojson), size="small", has_panel=False)


def chosen(regions: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the chosen places with their full names, for the chips of a form."""
    names = places.full_names(regions)
    return [(region, names[region]) for region in regions[:_MOST_SHOWN]]


def codes_inside(source: api.AreaSource | None, region: str) -> tuple[str, ...]:
    """Return the divisions that an outline touches, for a form that names none."""
    return tuple(row.code for row in api.inside_of(api.outline_of(source).rings, region).rows) if source else ()
