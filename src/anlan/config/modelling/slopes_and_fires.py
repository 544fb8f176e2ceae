"""Wildfires, landslides and what follows: rate of spread, time of failure, run-out, wave, hazard chains."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from anlan.config.modelling.manifest import Manifest, RowRefused, refused
from anlan.config.modelling.model import Model, each
from anlan.config.modelling.rows import Outcome
from anlan.config.modelling.rows import Row as FileRow
from anlan.science.fire_spread import head
from anlan.science.hazard_chains.following import Link, Place, Start, follow
from anlan.science.landslide import failure, run_out
from anlan.science.refusing import Refused

Row = dict[str, Any]


def _spread(row: Row) -> Row:
    found = head.head_fire(
        head.Site(
            family=row["family"],
            fuel=row["fuel"],
            temperature_c=row["temperature_c"],
            humidity_pct=row["humidity_pct"],
            wind_ms=row["wind_ms"],
            slope_deg=row["slope_deg"] or 0.0,
        )
    )
    told: Row = {f"rate_{bound}_m_min": round(value, 3) for bound, value in found.rate_m_min.items()}
    told["flame_m"] = None if found.flame_m is None else round(found.flame_m, 2)
    told["intensity_kw_m"] = None if found.intensity_kw_m is None else round(found.intensity_kw_m, 1)
    told["safe_distance_m"] = None if found.safe_distance_m is None else round(found.safe_distance_m, 1)
    return told


def _reach(row: Row) -> Row:
    found = run_out.reach(row["volume_m3"], row["drop_m"], kind=row["kind"] or "slide")
    return {"reach_low_m": round(found.low), "reach_best_m": round(found.best), "reach_high_m": round(found.high)}


def _wave(row: Row) -> Row:
    slide = run_out.Slide(
        speed_ms=row["speed_ms"],
        thickness_m=row["thickness_m"],
        width_m=row["width_m"],
        volume_m3=row["volume_m3"],
        angle_deg=row["angle_deg"],
        density=row["density_kg_m3"] or 1600.0,
    )
    found = run_out.wave(slide, row["water_m"], row["distance_m"], row["shore_deg"] or 90.0)
    return {
        "greatest_height_m": round(found.greatest_m, 1),
        "height_m": round(found.height_m, 1),
        "run_up_m": round(found.run_up_m, 1),
        "arrival_s": round(found.seconds),
    }


def failures(rows: Iterable[FileRow], by: Manifest) -> Iterator[Outcome]:
    """Return each site's time of failure; a refused row refuses its site."""
    sites: dict[str, list[FileRow]] = {}
    for row in rows:
        sites.setdefault(row.cells.get("site", "").strip(), []).append(row)
    for site, its in sites.items():
        numbers = tuple(row.number for row in its)
        try:
            yield Outcome(numbers, {"site": site, **_failure([by.values(row.cells) for row in its])})
        except RowRefused as refusal:
            yield refused(numbers, {"site": site}, refusal)
        except Refused as refusal:
            yield refused(numbers, {"site": site}, refusal)


def _failure(values: list[Row]) -> Row:
    first: datetime = values[0]["time"]
    hours = [(row["time"] - first).total_seconds() / 3600 for row in values]
    when, rates = failure.rates_of(hours, [row["displacement_mm"] for row in values])
    found = failure.failure_time(when, rates)
    told = {name: first + timedelta(hours=getattr(found, name)) for name in ("low", "best", "high")}
    return {
        **{f"failure_{name}": at.isoformat(timespec="minutes") for name, at in told.items()},
        "fit": round(found.fit, 3),
        "rate_last_mm_h": round(float(rates[-1]), 3),
    }


def chains(rows: Iterable[FileRow], by: Manifest) -> Iterator[Outcome]:
    """Return the steps from the start in the first row over the places in the others; one outcome per step."""
    start: Start | None = None
    places: list[Place] = []
    for row in rows:
        try:
            values = by.values(row.cells)
            if start is None:
                start = _start(values)
            else:
                places.append(_place(str(row.number), values))
        except RowRefused as refusal:
            yield refused((row.number,), row.cells, refusal)
            if start is None:
                return
    if start is None:
        return
    try:
        links = follow(start, places)
    except Refused as refusal:
        yield refused((1,), {}, refusal)
        return
    for link in links:
        yield Outcome((int(link.place.key or 0),), _told(link))


def _start(values: Row) -> Start:
    if values["radius_km"] is None:
        raise RowRefused("missing", "radius_km")
    names = ("kind", "name", "longitude", "latitude", "radius_km")
    return Start(**{name: values[name] for name in names})


def _place(key: str, values: Row) -> Place:
    strengths = {name: values[name] for name in ("rain_24h_mm", "intensity") if values[name] is not None}
    named = {name: values[name] for name in ("kind", "name", "longitude", "latitude")}
    return Place(key=key, strengths=strengths, **named)


def _told(link: Link) -> Row:
    return {
        "step": link.step,
        "cause": link.arrow.cause,
        "from": link.origin,
        "effect": link.arrow.effect,
        "at": link.place.name,
        "distance_km": round(link.distance_km, 1),
        "low_h": link.low_h,
        "high_h": link.high_h,
    }


MODELS: Final = (
    Model(
        "fire-spread",
        "fire_spread",
        each(_spread),
        {
            "rate_low_m_min": "m/min, one standard deviation below",
            "rate_best_m_min": "m/min",
            "rate_high_m_min": "m/min",
            "flame_m": "m; Rothermel only",
            "intensity_kw_m": "kW/m; Rothermel only",
            "safe_distance_m": "m, four lengths of flame; Rothermel only",
        },
    ),
    Model(
        "landslide-failure",
        "landslide",
        failures,
        {
            "failure_low": "time; four times in five between low and high",
            "failure_best": "time",
            "failure_high": "time",
            "fit": "share of the scatter that the line explains",
            "rate_last_mm_h": "mm/h",
        },
    ),
    Model(
        "landslide-run-out",
        "landslide",
        each(_reach),
        {"reach_low_m": "m on the level", "reach_best_m": "m", "reach_high_m": "m"},
    ),
    Model(
        "landslide-wave",
        "landslide",
        each(_wave),
        {
            "greatest_height_m": "m, near the slide",
            "height_m": "m, at the distance",
            "run_up_m": "m above the still water",
            "arrival_s": "s",
        },
    ),
    Model(
        "hazard-chain",
        "hazard_chains",
        chains,
        {
            "step": "1 is struck by the start itself",
            "cause": "",
            "from": "place of the cause",
            "effect": "",
            "at": "place",
            "distance_km": "km, straight",
            "low_h": "h after the start, soonest",
            "high_h": "h, latest",
        },
    ),
)
