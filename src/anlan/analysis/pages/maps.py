"""The map of a run: its layers over the divisions."""

from typing import Any, Literal

from django.utils.translation import gettext as _

from anlan.analysis import api
from anlan.analysis.words import said
from anlan.places import api as places
from anlan.web.maps import Layer, MapConfig

_TILES = "/map/tiles/{}/{{z}}/{{x}}/{{y}}.mvt"


def map_of(sheet: api.RunSheet) -> MapConfig | None:
    """Return the map of a run, nothing where it found nothing that lies anywhere."""
    layers = sheet.result["layers"] if sheet.result else []
    if not layers or sheet.box is None:
        return None
    return MapConfig(layers=(*grounds(), *(_layer(each) for each in layers)), bounds=sheet.box)


def picking_map(region: str) -> MapConfig:
    """Return the small map on which a point is clicked: it opens on a region, with what stands there."""
    sites = Layer(
        id="hazard_sites",
        title=_("Hazard sites"),
        kind="point",
        tiles=_TILES.format("hazard_sites"),
        source_layer="hazard_sites",
        icon="mountain",
        dense=10,
        is_clustered=True,
    )
    return _around(region, (*grounds(), sites), size="small")


def drawing_map(region: str) -> MapConfig:
    """Return the map on which areas, a line and a point are drawn: it opens on a region."""
    drawn = (_drawn("areas", "area"), _drawn("trace", "line"), _drawn("epicentre", "point"))
    return _around(region, (*grounds(), *drawn), size="normal")


def _drawn(name: str, kind: Literal["area", "line", "point"]) -> Layer:
    nothing: dict[str, Any] = {"type": "FeatureCollection", "features": []}
    return Layer(id=f"drawn-{name}", kind=kind, data=nothing)


def _around(region: str, layers: tuple[Layer, ...], *, size: Literal["normal", "small"]) -> MapConfig:
    division = places.division(region) if region else None
    if division is None or division.longitude is None or division.latitude is None:
        return MapConfig(layers=layers, size=size, has_panel=False)
    return MapConfig(layers=layers, center=(division.longitude, division.latitude), zoom=9, size=size, has_panel=False)


def legends(sheet: api.RunSheet) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return what the levels of each layer mean."""
    layers = sheet.result["layers"] if sheet.result else []
    return [
        (_(each["label"]), [(level, said(text)) for level, text in each["legend"]]) for each in layers if each["legend"]
    ]


def grounds() -> tuple[Layer, ...]:
    """Return the borders and names under what an analysis shows."""

    def border(name: str, title: str, **more: Any) -> Layer:
        return Layer(
            id=name, title=title, kind="border", tiles=_TILES.format(name), source_layer=name, has_level=False, **more
        )

    return (
        border("counties", _("Counties")),
        border("townships", _("Townships"), show_from=9, dashed=True),
        Layer(id="county_points", kind="words", tiles=_TILES.format("county_points"), has_level=False),
        Layer(id="township_points", kind="words", tiles=_TILES.format("township_points"), show_from=9, has_level=False),
    )


def _layer(kept: dict[str, Any]) -> Layer:
    return Layer(
        id=f"found-{kept['key']}",
        title=_(kept["label"]),
        kind=kept["shape"],
        data=kept["geojson"],
        icon=kept["icon"],
    )
