"""The models that run on rows. A further area is a module with ``MODELS`` and a line here."""

from typing import Any, Final

from anlan.config.modelling import (
    chemicals,
    earthquake,
    flooding,
    major_hazard,
    relief,
    slopes_and_fires,
    trends,
    water,
    weather,
)
from anlan.config.modelling.manifest import RowRefused
from anlan.config.modelling.model import Model, each
from anlan.science.fire_weather.national import fire_danger
from anlan.science.landslide.tangent import tangent_angle
from anlan.science.seismic_intensity.instrument import instrument_intensity


def _danger(row: dict[str, Any]) -> dict[str, Any]:
    found = fire_danger(
        hottest=row["hottest_c"],
        driest=row["driest_pct"],
        dry_days=row["dry_days"],
        wind=row["wind_ms"],
        green=row["green_points"] or 0,
    )
    return {"points": found.points, "class": found.grade}


def _angle(row: dict[str, Any]) -> dict[str, Any]:
    if row["steady_rate"] == 0:
        raise RowRefused("too_small", "steady_rate", "0 has no angle")
    return {"angle_deg": round(tangent_angle(row["rate"], row["steady_rate"]), 4)}


def _intensity(row: dict[str, Any]) -> dict[str, Any]:
    for name in ("acceleration_ms2", "velocity_ms"):
        if row[name] == 0:
            raise RowRefused("too_small", name, "0 has no intensity")
    found = instrument_intensity(acceleration=row["acceleration_ms2"], velocity=row["velocity_ms"])
    return {"intensity": found}


_FIRST: Final = (
    Model(
        "major-hazard",
        "major_hazard",
        major_hazard.read,
        {
            "s": "sum of q/Q, cut off after six decimals",
            "is_major": "yes from S = 1 on",
            "alpha": "by the exposed persons",
            "r": "empty below S = 1",
            "class": "1 (gravest) to 4",
            "s_exact": "the fraction",
            "r_exact": "the fraction",
            "worksheet": "q/Q*beta of each substance",
        },
    ),
    Model(
        "fire-weather",
        "fire_weather",
        weather.fire,
        dict.fromkeys(("ffmc", "dmc", "dc", "isi", "bui", "fwi"), ""),
    ),
    Model("fire-danger", "fire_weather", each(_danger), {"points": "", "class": "1 to 5"}),
    Model("landslide", "landslide", each(_angle), {"angle_deg": "degrees"}),
    Model(
        "rainfall",
        "rainfall",
        weather.rain,
        {f"depth_{hours}h_mm": "mm" for hours in weather.WINDOW_HOURS},
    ),
    Model("seismic-intensity", "seismic_intensity", each(_intensity), {"intensity": "degrees, 1 to 12"}),
)
_AREAS: Final = (
    _FIRST,
    earthquake.MODELS,
    water.MODELS,
    flooding.MODELS,
    chemicals.MODELS,
    relief.MODELS,
    trends.MODELS,
    slopes_and_fires.MODELS,
)
MODELS: Final = {model.word: model for area in _AREAS for model in area}
