"""Chemical accidents: substances, leaks, clouds, doses, fires, explosions."""

from collections.abc import Callable
from typing import Any, Final

from anlan.config.modelling.model import Model, each
from anlan.science.dispersion import clouds
from anlan.science.dispersion.stability import stability_of
from anlan.science.fire_explosion import blast, fires, harm
from anlan.science.heavy_gas.cloud import Given, cloud
from anlan.science.release.vessel import Leak, release
from anlan.science.substances.tables import ATMOSPHERE_PA, concentration_of, substance
from anlan.science.toxicity import doses
from anlan.science.toxicity.tables import end_points, probit_of

ZERO: Final = 273.15
Row = dict[str, Any]


def _air(row: Row) -> clouds.Air:
    stability = row["stability"] or (stability_of(row["wind_ms"], row["sky"]) if row["sky"] else "")
    return clouds.Air(wind=row["wind_ms"], stability=stability, terrain=row["terrain"] or "rural")


def _ambient(row: Row) -> float:
    return ZERO + (20.0 if row["ambient_c"] is None else row["ambient_c"])


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _substance(row: Row) -> Row:
    of, kelvin = substance(row["substance"]), ZERO + row["temperature_c"]
    return {
        "cas": of.cas,
        "vapour_pressure_kpa": round(float(of.vapour_pressure(kelvin)) / 1000, 3),
        "gas_density_kgm3": round(of.gas_density(kelvin), 4),
        "liquid_density_kgm3": of.liquid_density,
        "boiling_c": round(of.boiling - ZERO, 2),
        "mg_m3_per_ppm": round(float(concentration_of(1e-6, of.molar_mass)) * 1e6, 4),
        "estimated": " ".join(of.estimated),
    }


def _leak(row: Row) -> Row:
    found = release(
        Leak(
            substance=substance(row["substance"]),
            state=row["state"],
            quantity=row["quantity_kg"],
            hole=row["hole_mm"] / 1000,
            temperature=ZERO + row["temperature_c"],
            pressure=_or(row["pressure_kpa"], ATMOSPHERE_PA / 1000) * 1000,
            head=_or(row["head_m"], 0.0),
            is_pipe=row["is_pipe"] == "yes",
            bund=row["bund_m2"],
            wind=row["wind_ms"],
            ambient=_ambient(row),
        )
    )
    return {
        "phase": found.phase,
        "rate_kgs": round(found.rate, 4),
        "minutes": round(found.duration / 60, 2),
        "airborne_kgs": round(found.airborne_rate, 4),
        "airborne_kg": round(found.airborne, 2),
        "pool_m": round(found.pool_diameter, 2),
    }


def _plume(row: Row) -> Row:
    found = clouds.plume(
        row["rate_kgs"],
        _air(row),
        row["distance_m"],
        aside=_or(row["aside_m"], 0.0),
        height=_or(row["height_m"], 0.0),
    )
    best = float(found) * 1e6
    return {"low_mg_m3": round(best / 3, 6), "mg_m3": round(best, 6), "high_mg_m3": round(best * 3, 6)}


def _toxic_cloud(row: Row) -> Row:
    of, ambient = substance(row["substance"]), _ambient(row)
    points = end_points(of)
    celsius = row["temperature_c"]
    given = Given(
        substance=of,
        amount=row["amount_kg"],
        temperature=min(of.boiling, ambient) if celsius is None else ZERO + celsius,
        is_burst=row["is_burst"] == "yes",
    )
    found = cloud(given, _air(row), ambient)
    told: Row = {"is_heavy": "yes" if found.is_heavy else "no"}
    for name in ("aegl3", "aegl2", "aegl1"):
        level = getattr(points, name)
        if level is not None:
            far = clouds.reach(found.along, float(concentration_of(level, of.molar_mass, ambient)))
            told[f"{name}_m"] = round(far.distance)
            told[f"{name}_beyond"] = "yes" if far.is_beyond else ""
    return {**told, "mark": points.mark}


def _dose(row: Row) -> Row:
    of = substance(row["substance"])
    by, changes = probit_of(of), _or(row["air_changes"], 0.5)
    share, minutes = row["concentration_ppm"] * 1e-6, row["minutes"]
    kept = doses.indoor_dose(minutes, changes, by.n)
    return {
        "dying_outside": round(float(doses.dying(share, minutes, by)), 6),
        "dying_inside": round(float(doses.dying(share * kept ** (1 / by.n), minutes, by)), 6),
        "dose_inside": round(kept, 6),
        "mark": by.mark,
    }


def _fire_ball(row: Row) -> Row:
    ball = fires.fire_ball(row["mass_kg"], substance(row["substance"]), _or(row["pressure_kpa"], 1500.0) * 1000)
    heat = float(fires.fire_ball_heat(ball, row["distance_m"]))
    return {
        "diameter_m": round(ball.diameter, 2),
        "seconds": round(ball.duration, 2),
        "surface_kw_m2": round(ball.surface / 1000, 2),
        "heat_kw_m2": round(heat / 1000, 3),
        "dying": round(float(harm.dying_of_heat(heat, ball.duration)), 6),
    }


def _pool_fire(row: Row) -> Row:
    of, wide = substance(row["substance"]), row["diameter_m"]
    flux = fires.burning_flux(of, wide)
    return {
        "burning_kgs": round(flux * 0.7853981633974483 * wide**2, 4),
        "flame_m": round(float(fires.flame_length(wide, flux, wind=row["wind_ms"])), 2),
        "heat_kw_m2": round(float(fires.pool_heat(of, wide, row["distance_m"])) / 1000, 3),
    }


def _jet_fire(row: Row) -> Row:
    of = substance(row["substance"])
    heat = float(fires.jet_heat(of, row["rate_kgs"], row["distance_m"]))
    return {
        "flame_m": round(float(fires.jet_length(row["rate_kgs"] * (of.combustion_heat or 0.0))), 2),
        "heat_kw_m2": round(heat / 1000, 3),
    }


def _blast(row: Row) -> Row:
    share = _or(row["yield_share"], blast.USUAL_YIELD)
    mass = row["mass_kg"]
    tnt = blast.tnt_of_cloud(mass, substance(row["substance"]), share) if row["substance"] else mass
    return {"tnt_kg": round(tnt, 3), "kpa": round(float(blast.overpressure(tnt, row["distance_m"])) / 1000, 4)}


def _model(word: str, package: str, reckon: Callable[[Row], Row], gives: str) -> Model:
    return Model(word, package, each(reckon), dict.fromkeys(gives.split(), ""))


MODELS: Final = (
    _model(
        "substance",
        "substances",
        _substance,
        "cas vapour_pressure_kpa gas_density_kgm3 liquid_density_kgm3 boiling_c mg_m3_per_ppm estimated",
    ),
    _model("leak", "release", _leak, "phase rate_kgs minutes airborne_kgs airborne_kg pool_m"),
    _model("plume", "dispersion", _plume, "low_mg_m3 mg_m3 high_mg_m3"),
    _model("toxic-cloud", "heavy_gas", _toxic_cloud, "is_heavy aegl3_m aegl2_m aegl1_m mark"),
    _model("dose", "toxicity", _dose, "dying_outside dying_inside dose_inside mark"),
    _model("fire-ball", "fire_explosion", _fire_ball, "diameter_m seconds surface_kw_m2 heat_kw_m2 dying"),
    _model("pool-fire", "fire_explosion", _pool_fire, "burning_kgs flame_m heat_kw_m2"),
    _model("jet-fire", "fire_explosion", _jet_fire, "flame_m heat_kw_m2"),
    _model("blast", "fire_explosion", _blast, "tnt_kg kpa"),
)
