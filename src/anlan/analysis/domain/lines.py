"""A line of places, as it is typed or as GeoJSON."""

import json
import re
from typing import Any, Final

_MOST: Final = 200
_FEWEST: Final = 2
_BETWEEN: Final = re.compile(r"[\s,;\u3001]+")

Line = list[list[float]]


def read_line(text: str) -> Line:
    """Return the corners (longitude, latitude) of a line; a ValueError where the text is none.

    Typed are pairs of numbers, one after the other; GeoJSON may be the line itself or one feature with it.
    """
    numbers = _of_geojson(text) if text.lstrip().startswith("{") else _typed(text)
    if not _FEWEST <= len(numbers) <= _MOST:
        raise ValueError(f"{len(numbers)} corners")
    if not all(abs(value) <= 180 for pair in numbers for value in pair):
        raise ValueError("no degrees")
    return numbers


def _typed(text: str) -> Line:
    numbers = [float(each) for each in _BETWEEN.split(text.strip()) if each]
    if len(numbers) % 2:
        raise ValueError("a number is left over")
    return [list(pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]


def _of_geojson(text: str) -> Line:
    try:
        found: Any = json.loads(text)
        if found["type"] == "FeatureCollection":
            (found,) = found["features"]
        shape = found["geometry"] if found["type"] == "Feature" else found
        if shape["type"] != "LineString":
            raise ValueError(shape["type"])
        return [[float(x), float(y)] for x, y, *_ in shape["coordinates"]]
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("GeoJSON") from error
