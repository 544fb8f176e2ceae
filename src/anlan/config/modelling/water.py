"""Water: rare rain, antecedent rain, thresholds, flash floods, runoff, reservoirs, broken dams."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

import numpy as np

from anlan.config.modelling.manifest import Manifest, RowRefused, refused
from anlan.config.modelling.model import Model, each
from anlan.config.modelling.rows import Outcome, Row
from anlan.science.dam_break.breach import breach_width, embankment_peak, forming_hours, sudden_peak
from anlan.science.dam_break.travel import Valley, arrival_hours, depth_of, flattened
from anlan.science.flash_flood.guidance import CONDITIONS, USUAL, Basin, critical_rain
from anlan.science.rain_thresholds.curves import intensity_at, threshold, times_threshold
from anlan.science.rainfall import frequency
from anlan.science.reservoir.routing import Pool, routed, spilled
from anlan.science.runoff.curve_number import runoff
from anlan.science.runoff.hydrograph import unit_peak

Values = dict[str, Any]
_SKEW_BY_CV: Final = 3.5
_SHARE: Final = 0.84


def _together(row: Values, *names: str) -> bool:
    """Return whether the columns are given; refuse where only some of them are."""
    given = [name for name in names if row[name] is not None]
    if given and len(given) < len(names):
        raise RowRefused("given_together_only", ", ".join(names))
    return bool(given)


def _rare(row: Values) -> Values:

    skew = row["cv"] * (_SKEW_BY_CV if row["skew_by_cv"] is None else row["skew_by_cv"])
    curve = frequency.Curve(row["mean_mm"], row["cv"], skew)
    if row["depth_mm"] is None and row["return_years"] is None:
        raise RowRefused("missing", "depth_mm or return_years")
    told: Values = {"period_years": None, "period_depth_mm": None}
    if row["depth_mm"] is not None:
        told["period_years"] = round(float(frequency.return_years(curve, row["depth_mm"])), 2)
    if row["return_years"] is not None:
        told["period_depth_mm"] = round(float(frequency.depth_of(curve, row["return_years"])), 2)
    return told


def antecedent(rows: Iterable[Row], by: Manifest) -> Iterator[Outcome]:
    """Return for each day what the days before it have left; after a refused day its place begins anew."""
    places: dict[str, tuple[date, float, float]] = {}
    for row in rows:
        place = row.cells.get("place", "").strip()
        try:
            values = by.values(row.cells)
            left, share = _left(values, places.get(place))
        except RowRefused as refusal:
            places.pop(place, None)
            yield refused((row.number,), row.cells, refusal)
            continue
        places[place] = (values["date"], (left + values["rain_mm"]) * share, share)
        yield Outcome((row.number,), {**row.cells, "antecedent_mm": round(left, 3)})


def _left(values: Values, before: tuple[date, float, float] | None) -> tuple[float, float]:
    if before is None:
        return 0.0, _SHARE if values["share"] is None else values["share"]
    if values["date"] != before[0] + timedelta(days=1):
        raise RowRefused("not_the_next_day", "date", values["date"])
    return before[1], before[2]


def _slides(row: Values) -> Values:
    curve = threshold((row["threshold"] or "caine").strip())
    times = float(times_threshold(curve, row["depth_mm"], row["duration_h"]))
    limit = float(intensity_at(curve, row["duration_h"])) * row["duration_h"]
    return {
        "threshold_mm": round(limit, 2),
        "times_threshold": round(times, 3),
        "curve": curve.word,
        "mark": curve.mark,
    }


def _flash(row: Values) -> Values:

    condition = (row["condition"] or USUAL).strip()
    if condition not in CONDITIONS:
        raise RowRefused("unknown_condition", "condition", condition)
    names = ("area_km2", "concentration_h", "curve_number", "full_bed_m3s")
    critical = float(critical_rain(Basin(**{name: row[name] for name in names}), row["duration_h"], condition))
    times = None if row["depth_mm"] is None else round(row["depth_mm"] / critical, 3)
    return {"critical_mm": round(critical, 1), "times_critical": times}


def _runoff(row: Values) -> Values:

    low, best, high = (float(runoff(row["rain_mm"], row["curve_number"] + more)) for more in (-5.0, 0.0, 5.0))
    told: Values = {"runoff_mm": round(best, 2), "runoff_low_mm": round(low, 2), "runoff_high_mm": round(high, 2)}
    if _together(row, "area_km2", "concentration_h", "duration_h"):
        unit = float(unit_peak(row["area_km2"], row["duration_h"], row["concentration_h"]))
        told |= {"peak_m3s": round(best * unit, 2), "peak_low_m3s": round(low * unit, 2)}
        told["peak_high_m3s"] = round(high * unit, 2)
    return told


def _pool(row: Values) -> Values:

    below, crest = row["below_weir_m"] or 0.0, row["crest_above_weir_m"]
    levels = np.unique(np.concatenate([[-below, 0.0], np.linspace(0.0, crest, 201)]))
    area = row["surface_km2"] * 1e6
    coefficient = 1.7 if row["weir_coefficient"] is None else row["weir_coefficient"]
    pool = Pool(level=levels, storage=(levels + below) * area, outflow=spilled(levels, row["weir_m"], coefficient))
    whole = row["rise_h"] + row["fall_h"]
    times = np.linspace(0.0, whole * 2.0, 2001)
    inflow = np.interp(times, [0.0, row["rise_h"], whole], [0.0, row["peak_m3s"], 0.0])
    found = routed(pool, inflow, float(times[1] * 3600.0), -below)
    at = int(np.argmax(found.outflow))
    return {
        "peak_out_m3s": round(float(found.outflow[at]), 2),
        "peak_out_h": round(float(times[at]), 2),
        "highest_above_weir_m": round(float(np.max(found.level)), 3),
        "is_over_crest": "yes" if found.is_overtopped else "no",
    }


def _broken(row: Values) -> Values:

    kind = (row["kind"] or "embankment").strip()
    volume, depth = row["volume_m3"], row["depth_m"]
    if kind == "wall":
        if row["wall_width_m"] is None:
            raise RowRefused("missing", "wall_width_m")
        peak = float(sudden_peak(row["wall_width_m"], depth))
        return {"peak_m3s": round(peak, 1), **_down(row, peak)}
    if kind != "embankment":
        raise RowRefused("unknown_kind", "kind", kind)
    band = embankment_peak(volume, depth)
    return {
        "peak_m3s": round(float(band.best), 1),
        "peak_low_m3s": round(float(band.low), 1),
        "peak_high_m3s": round(float(band.high), 1),
        "breach_width_m": round(float(breach_width(volume, depth, is_overtopped=True).best), 1),
        "forming_h": round(float(forming_hours(volume, depth).best), 2),
        **_down(row, float(band.best)),
    }


def _down(row: Values, peak: float) -> Values:

    if not _together(row, "distance_m", "valley_width_m", "valley_slope"):
        return {}
    terrain = (row["terrain"] or "mountain").strip()
    roughness = 0.05 if row["roughness"] is None else row["roughness"]
    valley = Valley(width_m=row["valley_width_m"], slope=row["valley_slope"], roughness=roughness)
    there = float(flattened(peak, row["volume_m3"], row["distance_m"], terrain))
    hours = float(arrival_hours(peak, row["volume_m3"], np.array([row["distance_m"]]), valley, terrain)[0])
    return {
        "peak_there_m3s": round(there, 1),
        "depth_there_m": round(float(depth_of(there, valley)), 2),
        "arrival_h": round(hours, 2),
    }


MODELS: Final = (
    Model("return-period", "rainfall", each(_rare), {"period_years": "years", "period_depth_mm": "mm"}),
    Model("antecedent-rain", "rainfall", antecedent, {"antecedent_mm": "mm left of the days before"}),
    Model(
        "rain-thresholds",
        "rain_thresholds",
        each(_slides),
        {"threshold_mm": "mm within the duration", "times_threshold": "1 reaches it", "curve": "", "mark": ""},
    ),
    Model(
        "flash-flood",
        "flash_flood",
        each(_flash),
        {"critical_mm": "mm", "times_critical": "1 fills the bed"},
    ),
    Model(
        "runoff",
        "runoff",
        each(_runoff),
        {"runoff_mm": "mm", "runoff_low_mm": "curve number less 5", "runoff_high_mm": "curve number plus 5"}
        | {"peak_m3s": "m3/s", "peak_low_m3s": "m3/s", "peak_high_m3s": "m3/s"},
    ),
    Model(
        "reservoir",
        "reservoir",
        each(_pool),
        {
            "peak_out_m3s": "m3/s",
            "peak_out_h": "h from the beginning",
            "highest_above_weir_m": "m",
            "is_over_crest": "",
        },
    ),
    Model(
        "dam-break",
        "dam_break",
        each(_broken),
        {"peak_m3s": "m3/s", "peak_low_m3s": "m3/s", "peak_high_m3s": "m3/s", "breach_width_m": "m", "forming_h": "h"}
        | {"peak_there_m3s": "m3/s", "depth_there_m": "m", "arrival_h": "h after the peak at the dam"},
    ),
)
