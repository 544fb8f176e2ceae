"""Earthquakes: intensity, ground motion, losses, aftershocks."""

from math import isnan
from typing import Any, Final

from anlan.config.modelling.manifest import RowRefused
from anlan.config.modelling.model import Model, each
from anlan.science.aftershocks import forecast as aftershocks
from anlan.science.earthquake_intensity import ellipses
from anlan.science.earthquake_intensity.relations import relation
from anlan.science.earthquake_intensity.source import Source
from anlan.science.earthquake_losses.losses import losses
from anlan.science.ground_motion import motion
from anlan.science.ground_motion.regions import region_at
from anlan.science.ground_motion.site import on_site
from anlan.science.ground_motion.tables import sigma_ln
from anlan.science.seismic_intensity.instrument import intensity_by_acceleration

_ZONES: Final = range(6, 13)

Row = dict[str, Any]


def _source(row: Row) -> Source:
    depth = 10.0 if row["depth_km"] is None else row["depth_km"]
    return Source(
        longitude=row["longitude"],
        latitude=row["latitude"],
        magnitude=row["magnitude"],
        depth_km=depth,
        strike_deg=row["strike_deg"],
    )


def _all_or_none(row: Row, names: tuple[str, ...], code: str) -> bool:
    given = [row[name] is not None for name in names]
    if any(given) and not all(given):
        raise RowRefused(code, ", ".join(names))
    return all(given)


def _intensity(row: Row) -> Row:
    source, by = _source(row), relation(row["relation"] or "", row["longitude"])
    told: Row = {"relation": by.word, "at_epicentre": round(by.greatest(source.magnitude), 2)}
    found = {zone.degree: zone for zone in ellipses.zones(source, by, _ZONES)}
    for degree in _ZONES:
        zone = found.get(degree)
        told[f"long_{degree}_km"] = round(zone.long_km, 1) if zone else 0
        told[f"short_{degree}_km"] = round(zone.short_km, 1) if zone else 0
        told[f"area_{degree}_km2"] = round(zone.area_km2) if zone else 0
    if _all_or_none(row, ("site_longitude", "site_latitude"), "site_incomplete"):
        at = ellipses.intensity_at(source, by, [row["site_longitude"]], [row["site_latitude"]])
        told["at_site"] = round(float(at[0]), 2)
    return told


def _motion(row: Row) -> Row:
    source, place = _source(row), ([row["site_longitude"]], [row["site_latitude"]])
    region = row["region"] or region_at(row["longitude"], row["latitude"]).word
    if not region:
        raise RowRefused("region_unknown", "longitude, latitude", "no relation holds there")
    rock = float(motion.peak("acceleration", source, region, *place)[0])
    velocity = float(motion.peak("velocity", source, region, *place)[0])
    if isnan(rock):
        raise RowRefused("distance_out_of_range", "site_longitude, site_latitude", "more than 200 km")
    ground = float(on_site(rock, (row["site_class"] or "II").upper()))
    return {
        "region": region,
        "acceleration_rock_ms2": round(rock, 4),
        "velocity_rock_ms": round(velocity, 4),
        "acceleration_ms2": round(ground, 4),
        "sigma_ln_acceleration": sigma_ln("acceleration"),
        "intensity": round(float(intensity_by_acceleration(ground)), 2),
    }


def _losses(row: Row) -> Row:
    names = ("share_a", "share_b", "share_c")
    mix = tuple(row[name] for name in names) if _all_or_none(row, names, "mix_incomplete") else None
    households = None if row["households"] is None else [row["households"]]
    found = losses([row["intensity"]], [row["people"]], mix=mix, households=households, is_night=bool(row["is_night"]))
    told: Row = {}
    for name in ("dead", "injured", "homeless", "destroyed", "severe", "tents"):
        for bound, amount in zip(("low", "best", "high"), getattr(found, name).total(), strict=True):
            told[f"{name}_{bound}"] = round(amount, 1)
    told["dead_by_intensity"] = round(float(found.by_intensity[0]), 1)
    told["dead_by_collapse"] = round(float(found.by_collapse.best[0]), 1)
    return told


def _aftershocks(row: Row) -> Row:
    names = ("observed_count", "observed_least", "observed_from_days", "observed_days")
    observed = None
    if _all_or_none(row, names, "observed_incomplete"):
        count, least, since, days = (row[name] for name in names)
        observed = aftershocks.Observed(count=count, least=least, from_days=since, days=days)
    found = aftershocks.forecast(
        row["magnitude"],
        row["least"],
        from_days=row["from_days"],
        to_days=row["to_days"],
        crust=row["crust"] or "active",
        observed=observed,
    )
    low, best, high = aftershocks.greatest(row["magnitude"])
    told = {"low": found.low, "expected": found.expected, "high": found.high, "probability": found.probability}
    return {**{name: round(value, 4) for name, value in told.items()}, "greatest": f"{low:.1f} {best:.1f} {high:.1f}"}


_KM: Final = {"long": "km", "short": "km", "area": "km2"}
_INTENSITY_GIVES: Final = {
    "relation": "",
    "at_epicentre": "degrees",
    **{f"{name}_{degree}_{unit}": unit for degree in _ZONES for name, unit in _KM.items()},
    "at_site": "degrees, where a site is given",
}
_LOSSES_GIVES: Final = {
    **{f"{name}_{bound}": "persons" for name in ("dead", "injured", "homeless") for bound in ("low", "best", "high")},
    **{f"{name}_{bound}": "houses" for name in ("destroyed", "severe") for bound in ("low", "best", "high")},
    **{f"tents_{bound}": "" for bound in ("low", "best", "high")},
    "dead_by_intensity": "persons, first formula",
    "dead_by_collapse": "persons, second formula",
}
MODELS: Final = (
    Model("earthquake-intensity", "earthquake_intensity", each(_intensity), _INTENSITY_GIVES),
    Model(
        "ground-motion",
        "ground_motion",
        each(_motion),
        {
            "region": "whose relation was taken",
            "acceleration_rock_ms2": "m/s2",
            "velocity_rock_ms": "m/s",
            "acceleration_ms2": "m/s2 on the site class",
            "sigma_ln_acceleration": "standard deviation of the natural logarithm",
            "intensity": "degrees, as instruments measure it",
        },
    ),
    Model("earthquake-losses", "earthquake_losses", each(_losses), _LOSSES_GIVES),
    Model(
        "aftershocks",
        "aftershocks",
        each(_aftershocks),
        {
            "low": "number, one standard deviation below",
            "expected": "number",
            "high": "number, one standard deviation above",
            "probability": "of one or more",
            "greatest": "magnitude of the greatest aftershock: least, best, most",
        },
    ),
)
