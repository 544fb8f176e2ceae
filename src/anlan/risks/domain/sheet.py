"""A printed map that is right in its scale: the sheet, where a place falls on it, its scale bar."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from anlan.kernel.errors import InvalidValue

SCALES: Final = (10_000, 25_000, 50_000, 100_000, 250_000)
PAPERS: Final = {"A4": (297.0, 210.0), "A3": (420.0, 297.0)}
MARGIN: Final = 10.0
HEAD: Final = 16.0
FOOT: Final = 26.0
_AXIS: Final = 6_378_137.0
_FLATTENING: Final = 1 / 298.257222101
_E2: Final = _FLATTENING * (2 - _FLATTENING)
_STEPS: Final = (1, 2, 5)
_BAR: Final = 60.0

Box = tuple[float, float, float, float]
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper, lying: its scale and the place in the middle of its frame. Lengths in millimetres."""

    paper: str
    scale: int
    longitude: float
    latitude: float

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height of the paper."""
        return PAPERS[self.paper]

    @property
    def frame(self) -> Box:
        """Return left, top, width and height of the map's frame."""
        width, height = self.size
        return MARGIN, MARGIN + HEAD, width - 2 * MARGIN, height - 2 * MARGIN - HEAD - FOOT

    @property
    def box(self) -> Box:
        """Return west, south, east and north of what the frame shows, with a little more at its edges."""
        _left, _top, width, height = self.frame
        metre = self.scale / 1000
        up = height / 2 * metre / _meridian_radius(self.latitude)
        side = width / 2 * metre / (_parallel_radius(abs(self.latitude) + math.degrees(up)))
        wide, high = math.degrees(side) * 1.02, math.degrees(up) * 1.02
        return self.longitude - wide, self.latitude - high, self.longitude + wide, self.latitude + high

    def place(self, longitude: float, latitude: float) -> Spot:
        """Return where a place falls on the paper, by a transverse Mercator about the sheet's own middle."""
        east, north = _projected(longitude - self.longitude, latitude)
        _zero, middle = _projected(0, self.latitude)
        left, top, width, height = self.frame
        x = left + width / 2 + east * 1000 / self.scale
        y = top + height / 2 - (north - middle) * 1000 / self.scale
        return round(x, 3), round(y, 3)

    def path(self, rings: Iterable[Iterable[Spot]], *, closed: bool = True) -> str:
        """Return lines of places as an SVG path."""
        parts = []
        for ring in rings:
            spots = [self.place(spot[0], spot[1]) for spot in ring]
            if spots:
                parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in spots) + ("Z" if closed else ""))
        return "".join(parts)


def sheet_of(paper: str, scale: int, longitude: float, latitude: float) -> Sheet:
    """Return a sheet of a standard scale on a standard paper; refuse others."""
    if paper not in PAPERS:
        raise InvalidValue(field="paper", value=paper[:20], rule="known")
    if scale not in SCALES:
        raise InvalidValue(field="scale", value=str(scale)[:20], rule="known")
    if not (-180 <= longitude <= 180 and -80 <= latitude <= 80):
        raise InvalidValue(field="longitude", value=f"{longitude}, {latitude}", rule="on_earth")
    return Sheet(paper, scale, longitude, latitude)


def bar_of(scale: int) -> tuple[float, float]:
    """Return the scale bar's length in metres on the ground, a round number, and in millimetres on the paper."""
    most = _BAR * scale / 1000
    power = 10 ** math.floor(math.log10(most))
    metres = max(step * power for step in _STEPS if step * power <= most)
    return float(metres), metres * 1000 / scale


def _projected(off: float, latitude: float) -> Spot:
    """Return east and north in metres of a place ``off`` degrees from the middle meridian (scale 1 along it)."""
    phi, step = math.radians(latitude), math.radians(off)
    sine, cosine = math.sin(phi), math.cos(phi)
    radius = _AXIS / math.sqrt(1 - _E2 * sine * sine)
    t, c, a = math.tan(phi) ** 2, _E2 / (1 - _E2) * cosine * cosine, step * cosine
    east = radius * (a + (1 - t + c) * a**3 / 6 + (5 - 18 * t + t * t + 72 * c) * a**5 / 120)
    bend = a * a / 2 + (5 - t + 9 * c + 4 * c * c) * a**4 / 24 + (61 - 58 * t + t * t) * a**6 / 720
    return east, _arc(phi) + radius * math.tan(phi) * bend


def _arc(phi: float) -> float:
    """Return the length of the meridian from the equator, in metres."""
    e4, e6 = _E2**2, _E2**3
    return _AXIS * (
        (1 - _E2 / 4 - 3 * e4 / 64 - 5 * e6 / 256) * phi
        - (3 * _E2 / 8 + 3 * e4 / 32 + 45 * e6 / 1024) * math.sin(2 * phi)
        + (15 * e4 / 256 + 45 * e6 / 1024) * math.sin(4 * phi)
        - 35 * e6 / 3072 * math.sin(6 * phi)
    )


def _meridian_radius(latitude: float) -> float:
    return _AXIS * (1 - _E2) / math.pow(1 - _E2 * math.sin(math.radians(latitude)) ** 2, 1.5)


def _parallel_radius(latitude: float) -> float:
    phi = math.radians(latitude)
    return _AXIS * math.cos(phi) / math.sqrt(1 - _E2 * math.sin(phi) ** 2)
