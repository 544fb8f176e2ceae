"""From a run to the chain that it may begin: the address of the form with what is known filled in."""

from math import cos, hypot, radians
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from anlan.analysis import api
from anlan.analysis.domain.earthquake.message import read_message
from anlan.analysis.domain.ground import KM_PER_DEGREE

_DAY_H: Final = 24.0
_WIDEST_KM: Final = 500.0
_LEAST_KM: Final = 0.1


def chain_address(sheet: api.RunSheet) -> str:
    """Return where the chain of an earthquake, a rain or a wildfire is asked for; nothing for any other run."""
    known = _KNOWN.get(sheet.row.kind)
    if known is None or sheet.result is None or sheet.box is None:
        return ""
    given = {name: value for name, value in known(sheet).items() if value is not None}
    if sheet.row.incident_id:
        given["incident"] = sheet.row.incident_id
    if sheet.row.is_exercise:
        given["exercise"] = 1
    return f"{reverse('analysis:new', args=['chain'])}?{urlencode(given)}"


def _earthquake(sheet: api.RunSheet) -> dict[str, Any]:
    result = sheet.result or {}
    places = next((layer["geojson"]["features"] for layer in result["layers"] if layer["key"] == "epicentre"), [])
    at = places[0]["geometry"]["coordinates"] if places else _middle(sheet)
    said = read_message(sheet.inputs.get("message") or "")
    typed = {name: sheet.inputs.get(name) for name in ("magnitude", "strike_deg")}
    return {
        "start": "earthquake",
        "point": _point(at),
        **{name: getattr(said, name) if value is None else value for name, value in typed.items()},
    }


def _rain(sheet: api.RunSheet) -> dict[str, Any]:
    hours, depth = sheet.inputs.get("hours"), sheet.inputs.get("rain_mm")
    is_known = depth is not None and hours is not None and hours <= _DAY_H
    return {
        "start": "rainstorm",
        "point": _point(_middle(sheet)),
        "rain_mm": depth if is_known else None,
        "radius_km": _half(sheet, hypot),
    }


def _wildfire(sheet: api.RunSheet) -> dict[str, Any]:
    return {"start": "wildfire", "point": _point(_middle(sheet)), "radius_km": _half(sheet, max)}


def _middle(sheet: api.RunSheet) -> tuple[float, float]:
    west, south, east, north = sheet.box or (0.0, 0.0, 0.0, 0.0)
    return (west + east) / 2, (south + north) / 2


def _point(at: Any) -> str:
    return f"{at[0]:.5f},{at[1]:.5f}"


def _half(sheet: api.RunSheet, of: Any) -> str:
    """Return half of the map's width and height in km: the greater, or the way to its corner."""
    west, south, east, north = sheet.box or (0.0, 0.0, 0.0, 0.0)
    over = (east - west) / 2 * KM_PER_DEGREE * cos(radians((south + north) / 2))
    return f"{min(_WIDEST_KM, max(_LEAST_KM, of(over, (north - south) / 2 * KM_PER_DEGREE))):.1f}"


_KNOWN: Final = {"earthquake": _earthquake, "rain": _rain, "wildfire": _wildfire}
