"""A map as numbers: where degrees fall on paper, paths of outlines, names that do not cover each other."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]
Line = Sequence[tuple[float, float]]
WIDTH: Final = 480
_LEAST_HEIGHT, _MOST_HEIGHT = 260, 480
_LEAST_DEGREES: Final = 0.12
_MARGIN: Final = 0.08
_SMALL: Final = 9
_CJK_WIDTH: Final = 17.0
_LATIN_WIDTH: Final = 9.0
_LINE_HEIGHT: Final = 20.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A box of degrees on a sheet of ``width`` by ``height`` pixels; a degree north is as long as one east."""

    west: float
    north: float
    per_degree: float
    squeeze: float
    width: int
    height: int

    @property
    def box(self) -> Box:
        """Return west, south, east and north of the sheet."""
        east = self.west + self.width / (self.per_degree * self.squeeze)
        return self.west, self.north - self.height / self.per_degree, east, self.north

    @property
    def degrees_of_a_pixel(self) -> float:
        """Return how many degrees one pixel covers."""
        return 1 / self.per_degree

    def at(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Return where a point falls on the sheet."""
        x = (longitude - self.west) * self.per_degree * self.squeeze
        return round(x), round((self.north - latitude) * self.per_degree)

    def metres_wide(self) -> float:
        """Return how many metres the sheet is wide."""
        return self.width / self.per_degree * 111_320


def frame_of(boxes: Iterable[Box]) -> Frame:
    """Return the sheet that holds all ``boxes`` with a margin and is neither a slit nor a needle."""
    found = list(boxes)
    west, south = min(each[0] for each in found), min(each[1] for each in found)
    east, north = max(each[2] for each in found), max(each[3] for each in found)
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.2)
    wide = max((east - west) * squeeze, _LEAST_DEGREES) * (1 + 2 * _MARGIN)
    high = max(north - south, _LEAST_DEGREES) * (1 + 2 * _MARGIN)
    per_degree = min(WIDTH / wide, _MOST_HEIGHT / high)
    height = round(min(max(high * per_degree, _LEAST_HEIGHT), _MOST_HEIGHT))
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return Frame(
        west=middle_x - WIDTH / 2 / (per_degree * squeeze),
        north=middle_y + height / 2 / per_degree,
        per_degree=per_degree,
        squeeze=squeeze,
        width=WIDTH,
        height=height,
    )


def path_of_lines(lines: Iterable[Line], frame: Frame, *, closed: bool = False) -> str:
    """Return the SVG path of lines in whole pixels; what does not move by a pixel is left out."""
    return "".join(_path(line, frame, closed=closed) for line in lines)


def path_of_area(shape: BaseGeometry, frame: Frame) -> str:
    """Return the SVG path of the part of an area that lies on the sheet, holes included."""
    sheet = box(*frame.box).buffer(frame.degrees_of_a_pixel * 10)
    seen = shape.intersection(sheet).simplify(frame.degrees_of_a_pixel * 0.7)
    return path_of_lines((ring for part in _polygons(seen) for ring in _rings(part)), frame, closed=True)


def is_small(shape: BaseGeometry, frame: Frame) -> bool:
    """Tell whether an area is so small on the sheet that it needs a sign to be seen."""
    west, south, east, north = shape.bounds
    return bool(max((east - west) * frame.squeeze, north - south) * frame.per_degree < _SMALL)


@dataclass(frozen=True, slots=True)
class Name:
    """A name and where its middle stands on the sheet."""

    text: str
    x: int
    y: int


def names_apart(wanted: Iterable[Name], frame: Frame, *, most: int = 40) -> tuple[Name, ...]:
    """Return the names, first come first served, that lie on the sheet and cover none before them."""
    taken: list[Box] = []
    kept: list[Name] = []
    for name in wanted:
        half = sum(_CJK_WIDTH if letter > "\u2e80" else _LATIN_WIDTH for letter in name.text) / 2
        room = (name.x - half, name.y - _LINE_HEIGHT / 2, name.x + half, name.y + _LINE_HEIGHT / 2)
        is_on = room[0] >= 0 and room[2] <= frame.width and room[1] >= 0 and room[3] <= frame.height
        if is_on and not any(_meet(room, other) for other in taken):
            taken.append(room)
            kept.append(name)
        if len(kept) == most:
            break
    return tuple(kept)


def scale_bar(frame: Frame) -> tuple[int, int]:
    """Return the length in metres of a round scale bar (1, 2 or 5 times a power of ten) and its pixels."""
    most = frame.metres_wide() / 4
    power = 10 ** math.floor(math.log10(most))
    metres = next(each * power for each in (5, 2, 1) if each * power <= most)
    return round(metres), round(metres / frame.metres_wide() * frame.width)


def _path(line: Line, frame: Frame, *, closed: bool) -> str:
    points = [frame.at(longitude, latitude) for longitude, latitude, *_ in line]
    apart = [point for point, before in zip(points, [None, *points], strict=False) if point != before]
    if len(apart) < 2:
        return ""
    (x, y), *rest = apart
    steps = []
    for next_x, next_y in rest:
        steps.append(f"{next_x - x} {next_y - y}")
        x, y = next_x, next_y
    return f"M{apart[0][0]} {apart[0][1]}l{' '.join(steps)}{'z' if closed else ''}"


def _polygons(shape: BaseGeometry) -> tuple[Polygon, ...]:
    if isinstance(shape, Polygon):
        return () if shape.is_empty else (shape,)
    return tuple(part for each in getattr(shape, "geoms", ()) for part in _polygons(each))


def _rings(part: Polygon) -> tuple[Line, ...]:
    return (part.exterior.coords, *(ring.coords for ring in part.interiors))


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
