"""A map as a PNG picture for papers: borders, areas by level, lines, points, numbered places, a scale bar."""

import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from anlan.analysis.domain.ground import KM_PER_DEGREE

Box = tuple[float, float, float, float]
Ring = Sequence[Sequence[float]]

WIDTH: Final = 1500
_MOST_HEIGHT: Final = 1500
_COLOURS: Final = ((110, 110, 110), (37, 99, 235), (202, 138, 4), (234, 88, 12), (200, 30, 30))
_BORDER: Final = (150, 150, 150)
_INK: Final = (20, 20, 20)
_SHADE: Final = 0.28
_STEPS_KM: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_BAR_SHARE: Final = 0.22
_GLYPHS: Final = {
    "0": "01110 10001 10011 10101 11001 10001 01110",
    "1": "00100 01100 00100 00100 00100 00100 01110",
    "2": "01110 10001 00001 00110 01000 10000 11111",
    "3": "11110 00001 00001 01110 00001 00001 11110",
    "4": "00010 00110 01010 10010 11111 00010 00010",
    "5": "11111 10000 11110 00001 00001 10001 01110",
    "6": "00110 01000 10000 11110 10001 10001 01110",
    "7": "11111 00001 00010 00100 01000 01000 01000",
    "8": "01110 10001 10001 01110 10001 10001 01110",
    "9": "01110 10001 10001 01111 00001 00010 01100",
    "k": "10000 10000 10010 10100 11000 10100 10010",
    "m": "00000 00000 11010 10101 10101 10101 10101",
    "N": "10001 11001 10101 10101 10011 10001 10001",
}
_SCALE: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What lies under the layers: borders as lines, and numbered places (number, longitude, latitude)."""

    lines: Sequence[Ring] = ()
    places: Sequence[tuple[int, float, float]] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    pixels: NDArray[np.uint8]
    box: Box

    def at(self, points: Iterable[Sequence[float]]) -> NDArray[np.float64]:
        """Return longitudes and latitudes as columns and rows."""
        west, south, east, north = self.box
        height, width = self.pixels.shape[:2]
        found = np.array([point[:2] for point in points], dtype=float).reshape(-1, 2)
        return np.column_stack(
            [(found[:, 0] - west) / (east - west) * width, (north - found[:, 1]) / (north - south) * height]
        )


def picture(box: Box, ground: Ground, layers: Sequence[Mapping[str, Any]]) -> tuple[bytes, int]:
    """Return the map of kept layers inside a box as PNG, and the length of its scale bar in km."""
    sheet = _blank(box)
    shapes = [
        (feature["geometry"], _COLOURS[_level(feature)]) for layer in layers for feature in layer["geojson"]["features"]
    ]
    for geometry, colour in shapes:
        for rings in _areas(geometry):
            _fill(sheet, rings, colour)
    _line_all(sheet, ground.lines, _BORDER, 2)
    for geometry, colour in shapes:
        _line_all(sheet, _lines(geometry), colour, 4)
    for geometry, colour in shapes:
        if geometry["type"] == "Point":
            _dot(sheet, geometry["coordinates"], colour)
    for number, *point in ground.places:
        column, row = sheet.at([point])[0]
        write(sheet.pixels, str(number), round(column), round(row))
    length = _bar(sheet)
    return png(sheet.pixels), length


def _line_all(sheet: _Sheet, lines: Sequence[Ring], colour: tuple[int, int, int], thick: int) -> None:
    for line in lines:
        _line(sheet, line, colour, thick)


def _level(feature: Mapping[str, Any]) -> int:
    return min(max(int(feature["properties"].get("level") or 0), 0), 4)


def _blank(box: Box) -> _Sheet:
    west, south, east, north = box
    wide = max((east - west) * np.cos(np.radians((south + north) / 2)), 1e-6)
    height = round(min(max(WIDTH * (north - south) / wide, WIDTH / 3), _MOST_HEIGHT))
    return _Sheet(np.full((height, WIDTH, 3), 255, dtype=np.uint8), box)


def _areas(geometry: Mapping[str, Any]) -> list[list[Ring]]:
    kind, corners = geometry["type"], geometry["coordinates"]
    return [corners] if kind == "Polygon" else corners if kind == "MultiPolygon" else []


def _lines(geometry: Mapping[str, Any]) -> list[Ring]:
    kind, corners = geometry["type"], geometry["coordinates"]
    if kind in ("LineString", "MultiLineString"):
        return [corners] if kind == "LineString" else corners
    return [ring for rings in _areas(geometry) for ring in rings]


def _fill(sheet: _Sheet, rings: Sequence[Ring], colour: tuple[int, int, int]) -> None:
    """Shade what lies inside an odd number of rings, row by row."""
    height, width = sheet.pixels.shape[:2]
    edges = np.vstack([np.hstack([at[:-1], at[1:]]) for at in (sheet.at(ring) for ring in rings) if len(at) > 1])
    tint = np.array(colour, dtype=float) * _SHADE
    first, last = max(int(edges[:, [1, 3]].min()), 0), min(int(edges[:, [1, 3]].max()) + 1, height)
    for row in range(first, last):
        middle = row + 0.5
        crossed = edges[(edges[:, 1] <= middle) != (edges[:, 3] <= middle)]
        share = (middle - crossed[:, 1]) / (crossed[:, 3] - crossed[:, 1])
        borders = (
            np.clip(np.sort(crossed[:, 0] + share * (crossed[:, 2] - crossed[:, 0])), 0, width).round().astype(int)
        )
        for start, end in zip(borders[::2], borders[1::2], strict=False):
            sheet.pixels[row, start:end] = sheet.pixels[row, start:end] * (1 - _SHADE) + tint


def _line(sheet: _Sheet, line: Ring, colour: tuple[int, int, int], thick: int) -> None:
    height, width = sheet.pixels.shape[:2]
    for start, end in pairwise(sheet.at(line)):
        outside = np.minimum(start, end) > (width, height)
        if outside.any() or (np.maximum(start, end) < 0).any():
            continue
        steps = min(int(np.abs(end - start).max()) + 2, 4 * WIDTH)
        at = np.linspace(start, end, steps).round().astype(int)
        for dx in range(thick):
            for dy in range(thick):
                inside = at + np.array([dx - thick // 2, dy - thick // 2])
                inside = inside[(inside >= 0).all(axis=1) & (inside < (width, height)).all(axis=1)]
                sheet.pixels[inside[:, 1], inside[:, 0]] = colour


def _dot(sheet: _Sheet, point: Sequence[float], colour: tuple[int, int, int], radius: int = 9) -> None:
    column, row = sheet.at([point])[0].round().astype(int)
    height, width = sheet.pixels.shape[:2]
    rows, columns = np.ogrid[:height, :width]
    top, left = max(row - radius, 0), max(column - radius, 0)
    part = (slice(top, row + radius + 1), slice(left, column + radius + 1))
    if row < -radius or column < -radius or row > height or column > width:
        return
    away = np.hypot(rows[part[0]] - row, columns[:, part[1]] - column)
    sheet.pixels[part][away <= radius] = (255, 255, 255)
    sheet.pixels[part][away <= radius - 2] = colour


def write(pixels: NDArray[np.uint8], text: str, left: int, top: int) -> None:
    """Write digits on a picture, their upper left corner at a column and a row; what lies outside is left out."""
    height, width = pixels.shape[:2]
    for place, letter in enumerate(text):
        glyph = np.array([[cell == "1" for cell in line] for line in _GLYPHS[letter].split()])
        ink = np.argwhere(np.kron(glyph, np.ones((_SCALE, _SCALE), dtype=bool)))
        at = ink + np.array([top, left + place * 6 * _SCALE])
        at = at[(at >= 0).all(axis=1) & (at < (height, width)).all(axis=1)]
        pixels[at[:, 0], at[:, 1]] = _INK


def _bar(sheet: _Sheet) -> int:
    """Draw a scale bar and north in the lower corners; return the bar's length in km."""
    west, south, east, north = sheet.box
    height, width = sheet.pixels.shape[:2]
    across = (east - west) * KM_PER_DEGREE * np.cos(np.radians((south + north) / 2))
    length = max((step for step in _STEPS_KM if step <= across * _BAR_SHARE), default=_STEPS_KM[0])
    pixels = round(length / across * width)
    sheet.pixels[height - 34 : height - 26, 30 : 30 + pixels] = _INK
    write(sheet.pixels, f"{length}km", 30, height - 72)
    write(sheet.pixels, "N", width - 50, height - 60)
    for step in range(26):
        sheet.pixels[height - 98 + step, width - 40 - step // 2 : width - 39 + step // 2] = _INK
    return length


def png(pixels: NDArray[np.uint8]) -> bytes:
    """Return rows of red, green and blue as a PNG file."""
    height, width = pixels.shape[:2]
    rows = np.hstack([np.zeros((height, 1), dtype=np.uint8), pixels.reshape(height, width * 3)])
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows.tobytes(), 6)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
