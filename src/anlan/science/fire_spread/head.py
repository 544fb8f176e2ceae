"""The head of a fire at one place: rate with its range, flames, how far people stay away."""

from dataclasses import dataclass
from math import exp

from anlan.science.fire_spread import rothermel, wang
from anlan.science.fire_spread.fuels import FuelModel, fuel_models
from anlan.science.fire_spread.grid import LIVE_MOISTURE, TEN_METRES_OVER_SIX, dead_moistures
from anlan.science.fire_spread.settings import safe_distance_m, settings
from anlan.science.refusing import Refused, all_within


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Fuel and weather at a place; the wind at 10 m blows in the direction of spread, the slope rises in it."""

    family: str
    fuel: str
    temperature_c: float
    humidity_pct: float
    wind_ms: float
    slope_deg: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head of a fire does; Wang's formula knows no flames."""

    rate_m_min: dict[str, float]
    flame_m: float | None
    intensity_kw_m: float | None
    safe_distance_m: float | None


def head_fire(site: Site) -> Head:
    """Return rate, flames and the distance to keep; unknown families and fuels are refused."""
    if site.family == "wang":
        still = wang.still_rate(site.temperature_c, site.wind_ms, site.humidity_pct) * wang.fuel_factor(site.fuel)
        rate = float(still * wang.wind_factor(site.wind_ms) * wang.slope_factor(site.slope_deg))
        return Head(rate_m_min=_range(rate), flame_m=None, intensity_kw_m=None, safe_distance_m=None)
    if site.family != "rothermel":
        raise Refused("unknown_family", site.family)
    model = named(site.fuel)
    all_within("slope_deg", site.slope_deg, 0, 42)
    all_within("wind_ms", site.wind_ms, 0, 30)
    fine = float(rothermel.fine_moisture(site.temperature_c, site.humidity_pct))
    bed = rothermel.bed(model, dead_moistures(fine), LIVE_MOISTURE)
    found = rothermel.behaviour(bed, site.wind_ms / TEN_METRES_OVER_SIX * model.wind_share, site.slope_deg)
    flame = float(found.flame_m)
    return Head(
        rate_m_min=_range(float(found.rate_m_min)),
        flame_m=flame,
        intensity_kw_m=float(found.intensity_kw_m),
        safe_distance_m=safe_distance_m(flame),
    )


def named(word: str) -> FuelModel:
    """Return one of the thirteen models by its word."""
    for model in fuel_models().values():
        if model.word == word:
            return model
    raise Refused("unknown_fuel", word)


def _range(rate: float) -> dict[str, float]:
    wide = exp(settings()["members"]["rate_ln"])
    return {"low": rate / wide, "best": rate, "high": rate * wide}
