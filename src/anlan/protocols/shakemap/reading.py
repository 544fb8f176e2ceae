"""A file grid.xml of ShakeMap, version 3 or 4, as arrays with the earthquake they belong to.

The format: https://usgs.github.io/shakemap/ (products and formats). Columns are named and have units; rows go from the
north west, the longitude changing first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from anlan.protocols import safe_xml

Floats = NDArray[np.float64]
MOST_BYTES: Final = 10_000_000
_MOST_CELLS: Final = 1_000_000
_LEAST_CELLS: Final = 4
# Names and units as the versions write them, and what turns them into the unit of the key.
_KNOWN: Final = {
    "MMI": {"intensity": 1.0, "mmi": 1.0, "": 1.0},
    "PGA": {"%g": 1.0, "pctg": 1.0},
    "PGV": {"cm/s": 1.0, "cms": 1.0, "cm/sec": 1.0},
}
_MOST: Final = {"MMI": 12.0, "PGA": 1000.0, "PGV": 2000.0}


class NoShakeMap(ValueError):
    """The bytes are no grid of ShakeMap: ``code`` says why, ``detail`` what was found."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail[:80]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of the file: its name and unit as written, its least and greatest value."""

    name: str
    unit: str
    least: float
    greatest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShakeMap:
    """The earthquake, and by row (from the north) and column what the map says: MMI, PGA in %g, PGV in cm/s.

    ``west`` and ``north`` are the middle of the first cell, ``width`` and ``height`` the steps in degrees.
    """

    event: str
    version: str
    originator: str
    status: str
    is_scenario: bool
    description: str
    magnitude: float
    depth_km: float
    longitude: float
    latitude: float
    occurred_at: datetime | None
    west: float
    north: float
    width: float
    height: float
    fields: tuple[Field, ...]
    values: Mapping[str, Floats]


def read_shakemap(raw: bytes) -> ShakeMap:
    """Return the map of a file; refuse by name what is none, has no shaking, or whose numbers do not fit."""
    try:
        root = safe_xml.parse(raw, MOST_BYTES)
    except safe_xml.XmlRefused as refused:
        raise NoShakeMap(refused.code, refused.detail) from refused
    if _local(root) != "shakemap_grid":
        raise NoShakeMap("other_root", str(_local(root)))
    event, specification = _child(root, "event"), _child(root, "grid_specification")
    heads = _heads(root)
    table = _table(_child(root, "grid_data").text or "", len(heads))
    columns, rows = (_whole(specification, name) for name in ("nlon", "nlat"))
    if table.shape[0] != columns * rows or min(columns, rows) < _LEAST_CELLS // 2:
        raise NoShakeMap("rows_missing", f"{table.shape[0]} / {columns * rows}")
    places = {name: table[:, at].reshape(rows, columns) for at, (name, _) in enumerate(heads)}
    return ShakeMap(
        event=root.get("event_id") or event.get("event_id") or "",
        version=root.get("shakemap_version", ""),
        originator=root.get("shakemap_originator", ""),
        status=root.get("map_status", ""),
        is_scenario=root.get("shakemap_event_type", "").upper() == "SCENARIO",
        description=event.get("event_description", ""),
        magnitude=_number(event, "magnitude"),
        depth_km=_number(event, "depth"),
        longitude=_number(event, "lon"),
        latitude=_number(event, "lat"),
        occurred_at=_moment(event.get("event_timestamp", "")),
        **_even(places),
        fields=tuple(_field(name, unit, places[name]) for name, unit in heads),
        values=_shaking(places, dict(heads)),
    )


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _child(root: Any, name: str) -> Any:
    for each in root:
        if _local(each) == name:
            return each
    raise NoShakeMap("part_missing", name)


def _number(element: Any, name: str) -> float:
    try:
        value = float(element.get(name, ""))
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise NoShakeMap("no_number", f"{name}={element.get(name, '')}")
    return value


def _whole(element: Any, name: str) -> int:
    return int(_number(element, name))


def _moment(text: str) -> datetime | None:
    bare = text.strip().removesuffix("UTC").removesuffix("GMT").removesuffix("Z").strip()
    try:
        found = datetime.fromisoformat(bare)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _heads(root: Any) -> list[tuple[str, str]]:
    fields = [each for each in root if _local(each) == "grid_field"]
    fields.sort(key=lambda each: _whole(each, "index"))
    found = [(each.get("name", "").upper(), each.get("units", "").lower()) for each in fields]
    if len({name for name, _ in found}) != len(found) or not {"LON", "LAT"} <= {name for name, _ in found}:
        raise NoShakeMap("part_missing", "LON, LAT")
    return found


def _table(text: str, columns: int) -> Floats:
    try:
        values = np.array(text.split(), dtype=np.float64)
    except ValueError as error:
        raise NoShakeMap("no_number", "grid_data") from error
    if values.size % columns:
        raise NoShakeMap("rows_missing", f"{values.size} / {columns}")
    if not _LEAST_CELLS <= values.size // columns <= _MOST_CELLS:
        raise NoShakeMap("cells", str(values.size // columns))
    return values.reshape(-1, columns)


def _even(places: Mapping[str, Floats]) -> dict[str, float]:
    """Return corner and steps of a grid whose rows and columns are even and begin in the north west."""
    longitudes, latitudes = places["LON"], places["LAT"]
    rows, columns = longitudes.shape
    width = float(longitudes[0, -1] - longitudes[0, 0]) / (columns - 1)
    height = float(latitudes[0, 0] - latitudes[-1, 0]) / (rows - 1)
    west, north = float(longitudes[0, 0]), float(latitudes[0, 0])
    if not (width > 0 and height > 0 and -180 <= west <= 180 and -90 <= north <= 90):
        raise NoShakeMap("grid_uneven", f"{width:g} / {height:g}")
    even_east, even_north = west + width * np.arange(columns), north - height * np.arange(rows)[:, None]
    if (
        not (np.abs(longitudes - even_east) < 0.5 * width).all()
        or not (np.abs(latitudes - even_north) < 0.5 * height).all()
    ):
        raise NoShakeMap("grid_uneven", f"{width:g} / {height:g}")
    return {"west": west, "north": north, "width": width, "height": height}


def _field(name: str, unit: str, values: Floats) -> Field:
    known = values[np.isfinite(values)]
    least, greatest = (float(known.min()), float(known.max())) if known.size else (float("nan"), float("nan"))
    return Field(name=name, unit=unit, least=least, greatest=greatest)


def _shaking(places: Mapping[str, Floats], units: Mapping[str, str]) -> dict[str, Floats]:
    found = {}
    for name, known in _KNOWN.items():
        if name not in places:
            continue
        if units[name] not in known:
            raise NoShakeMap("unit_unknown", f"{name}: {units[name]}")
        values = places[name] * known[units[name]]
        if not np.isfinite(values).all() or (values < 0).any() or (values > _MOST[name]).any():
            raise NoShakeMap("value_out_of_range", name)
        found[name] = values
    if "MMI" not in found and not {"PGA", "PGV"} <= set(found):
        raise NoShakeMap("no_shaking", ", ".join(sorted(places)))
    return found
