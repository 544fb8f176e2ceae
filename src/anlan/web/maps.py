"""What a map shows, as plain values that a page hands to ``{% map_widget %}``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext

from anlan.kernel.levels import Level
from anlan.web.parts import LEVEL_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One layer of a map.

    ``kind`` is how it is drawn: border (divisions: filled by level, named unless ``is_unlabelled``), words (names at
    points), area (a warned area), line, point. Its data are vector ``tiles`` (an address with {z}/{x}/{y}), a GeoJSON
    ``url`` or GeoJSON ``data``. A feature's ``level`` (0 to 4) colours it; ``levels_url`` may answer ``{id: level}``
    instead, where ``id_key`` names the property that is the id ("id" by default). ``label`` names the property written
    beside a feature, ``icon`` a drawing of the sprite or an ``Icons`` table. ``live`` names the rooms whose events
    refresh it; ``has_time`` says that it follows the time bar (``?at=``); ``panel`` is the address, with {id}, of
    what a click shows at the right, ``href`` of a page to go to. ``dense`` draws dots instead of symbols below that
    zoom; ``is_clustered`` shows points gathered far off (from GeoJSON by the map, from tiles as ``point_tiles`` drew
    them); ``show_from`` is the least zoom. ``focus`` names the regions (codes) whose borders stand out from the rest.
    ``is_sifted`` lets the reader switch off the kinds that its ``Icons`` have words for; ``turns`` names the property
    by whose degrees a symbol is turned.
    """

    id: str
    title: str = ""
    kind: Literal["border", "words", "area", "line", "point"]
    tiles: str = ""
    source_layer: str = ""
    url: str = ""
    data: Mapping[str, Any] | None = None
    icon: "str | Icons" = "map-pin"
    label: str = "name"
    label_zoom: float = 9
    colour: str = ""
    dashed: bool = False
    group: str = ""
    count: int | None = None
    is_visible: bool = True
    has_level: bool = True
    has_time: bool = False
    is_clustered: bool = False
    dense: float = 0
    overlap: bool = False
    show_from: float = 0
    max_tile_zoom: int = 14
    live: tuple[str, ...] = ()
    panel: str = ""
    href: str = ""
    id_key: str = ""
    levels_url: str = ""
    is_unlabelled: bool = False
    focus: tuple[str, ...] = ()
    is_sifted: bool = False
    turns: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Icons:
    """Which icon a feature gets by one of its properties; ``words`` (by the same keys) explain them in the legend."""

    property: str
    names: Mapping[str, str]
    otherwise: str = "map-pin"
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapConfig:
    """A whole map: its layers from the bottom up, the region it opens on (west, south, east, north), its parts.

    ``draw_into`` is the id of a hidden input that takes a drawn polygon as GeoJSON and gives the one to start from;
    ``counts_url`` answers ``{layer: count}`` and is asked again after live events.
    """

    layers: tuple[Layer, ...]
    bounds: tuple[float, float, float, float] | None = None
    center: tuple[float, float] = (102.2, 28.0)
    zoom: float = 7
    draw_into: str = ""
    counts_url: str = ""
    size: Literal["normal", "small", "full"] = "normal"
    has_panel: bool = True
    has_side: bool = False
    is_sketch: bool = True
    more: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return what the widget reads."""
        found: dict[str, Any] = {
            "layers": [_layer(layer) for layer in self.layers],
            "drawInto": self.draw_into,
            "countsUrl": self.counts_url,
            **self.more,
        }
        if self.bounds:
            west, south, east, north = self.bounds
            return {**found, "bounds": [[west, south], [east, north]]}
        return {**found, "center": list(self.center), "zoom": self.zoom}


def _layer(layer: Layer) -> dict[str, Any]:
    icon: Any = layer.icon
    if isinstance(icon, Icons):
        icon = {
            "property": icon.property,
            "names": dict(icon.names),
            "otherwise": icon.otherwise,
            "words": dict(icon.words),
        }
    found = {
        "id": layer.id,
        "title": layer.title,
        "kind": layer.kind,
        "tiles": layer.tiles,
        "sourceLayer": layer.source_layer,
        "url": layer.url,
        "data": layer.data,
        "icon": icon,
        "label": layer.label,
        "labelZoom": layer.label_zoom,
        "colour": layer.colour,
        "dashed": layer.dashed,
        "group": layer.group,
        "count": layer.count,
        "isVisible": layer.is_visible,
        "hasLevel": layer.has_level,
        "hasTime": layer.has_time,
        "isClustered": layer.is_clustered,
        "dense": layer.dense,
        "overlap": layer.overlap,
        "showFrom": layer.show_from,
        "maxTileZoom": layer.max_tile_zoom,
        "live": list(layer.live),
        "panel": layer.panel,
        "href": layer.href,
        "idKey": layer.id_key,
        "levelsUrl": layer.levels_url,
        "isUnlabelled": layer.is_unlabelled,
        "focus": list(layer.focus),
        "isSifted": layer.is_sifted,
        "turns": layer.turns,
    }
    return {key: value for key, value in found.items() if isinstance(value, bool) or value not in ("", None, [], 0)}


def map_words() -> dict[str, Any]:
    """Return what the widget says, in the reader's language."""
    return {
        "map": gettext("Map"),
        "zoomIn": gettext("Zoom in"),
        "zoomOut": gettext("Zoom out"),
        "level": gettext("Level"),
        "levels": [gettext(LEVEL_WORDS[level]) for level in Level],
        "area": gettext("Area"),
        "crosses": gettext("The outline crosses itself; move or take back a corner."),
        "measureHint": gettext("Click from point to point; Enter ends, Escape gives up."),
        "drawHint": gettext("Click the corners; a click on the first one closes the area, Backspace takes one back."),
        "pointHint": gettext("Click the point."),
        "failed": gettext("The map could not be drawn. Reload the page; WebGL must be switched on."),
    }
