"""What a flood through a reservoir is reckoned from: the pool, and the inflow typed or of rain."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.errors import InputMissing, InputNotRead, PoolNotGiven, ReservoirAmbiguous
from anlan.analysis.domain.rows import named_rows, number_list, number_rows
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.risks import api as risks
from anlan.science.bounds import Floats, within
from anlan.science.reservoir.routing import Pool, spilled
from anlan.science.runoff.hydrograph import flood

ROWS: Final = msg("Level, storage and outflow")
INFLOW: Final = msg("Inflow")
RAIN: Final = msg("Rain hour by hour")
BELOW: Final = msg("Places below")
AREA: Final = msg("Area of the basin above the dam")
CONCENTRATION: Final = msg("Time of concentration")
STEP_S: Final = 300.0
_HOUR_S: Final = 3600.0
_STEPS_AN_HOUR: Final = 12
_TEN_THOUSAND: Final = 10_000.0
_AFTER_H: Final = 24.0
_LONGEST_H: Final = 240.0
_SHOWN: Final = 5
_PARTS: Final = 200
_SHARE_OF_CONCENTRATION: Final = 0.2
_ABOVE_CREST_M: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflow:
    """What flows in at even steps of five minutes, in m3/s, and whether it was reckoned from rain."""

    flows: Floats
    is_of_rain: bool

    @property
    def hours(self) -> Floats:
        """Return the hours from the beginning of each step."""
        return np.asarray(np.arange(self.flows.size) * STEP_S / _HOUR_S)


def reservoir_named(actor: Actor, wanted: str) -> risks.Reservoir:
    """Return the reservoir of a code or name that the actor may see; refuse what fits several."""
    found = list(risks.reservoirs(actor, risks.ReservoirFilter(text=wanted))[:10])
    exact = [each for each in found if wanted in (each.code, each.name)] or found
    if not exact:
        raise NotFound(what="reservoir", id=wanted)
    if len(exact) > 1:
        choices = ", ".join(f"{each.name} ({each.code})" for each in exact[:_SHOWN])
        raise ReservoirAmbiguous(reservoir=wanted, choices=choices)
    return exact[0]


def pool_of(inputs: Mapping[str, Any]) -> Pool:
    """Return the pool of the typed rows, else of a surface with a free spillway; refuse where neither is given."""
    rows = number_rows(inputs["rows"], 3, ROWS)
    if rows:
        level, storage, outflow = np.array(rows).T
        return Pool(level=level, storage=storage * _TEN_THOUSAND, outflow=outflow)
    surface, weir, wide = (inputs[name] for name in ("surface_km2", "weir_level_m", "weir_m"))
    if surface is None or weir is None or wide is None:
        raise PoolNotGiven
    bottom, top = min(inputs["level_m"], weir), max(inputs["crest_m"], weir) + _ABOVE_CREST_M
    levels = np.unique(np.concatenate([[bottom, weir], np.linspace(weir, top, _PARTS)]))
    return Pool(level=levels, storage=(levels - bottom) * surface * 1e6, outflow=spilled(levels - weir, wide))


def inflow_of(inputs: Mapping[str, Any]) -> Inflow:
    """Return the typed inflow, else the flood that the rain makes in the basin; refuse where neither is given."""
    typed = number_rows(inputs["inflow"], 2, INFLOW)
    if typed:
        hours, flows = np.array(typed).T
        if hours.size < 2 or hours[0] < 0 or np.any(np.diff(hours) <= 0):
            raise InputNotRead(field=INFLOW, value=" ".join(f"{each:g}" for each in hours[:_SHOWN]))
        return _even(hours, within("inflow_m3s", flows, 0.0, 200_000.0), inputs, is_of_rain=False)
    rain = number_list(inputs["rain"], RAIN)
    if not rain:
        raise InputMissing(field=INFLOW)
    for name, label in (("area_km2", AREA), ("concentration_h", CONCENTRATION)):
        if inputs[name] is None:
            raise InputMissing(field=label)
    hours, flows = _of_rain(np.array(rain), inputs)
    return _even(hours, flows, inputs, is_of_rain=True)


def below_of(inputs: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    """Return the places below the dam with their way in km, the nearest first."""
    rows = named_rows(inputs["below"], 1, BELOW)
    for name, (way,) in rows:
        if not 0.0 <= way <= 300.0:
            raise InputNotRead(field=BELOW, value=f"{name} {way:g}"[:40])
    return tuple(sorted(((name, way) for name, (way,) in rows), key=lambda row: row[1]))


def _of_rain(rain: Floats, inputs: Mapping[str, Any]) -> tuple[Floats, Floats]:
    """Return hours and flows of a storm given hour by hour; an hour is cut finer where the basin answers quickly."""
    lasting = inputs["concentration_h"]
    parts = int(np.clip(np.ceil(1.0 / (_SHARE_OF_CONCENTRATION * lasting)), 1, _STEPS_AN_HOUR))
    finer = np.repeat(within("rain_mm", rain, 0.0, 300.0) / parts, parts)
    _, flows = flood(finer, inputs["curve_number"], inputs["area_km2"], 1.0 / parts, lasting)
    return np.arange(flows.size + 1) / parts, np.concatenate([[0.0], flows])


def _even(hours: Floats, flows: Floats, inputs: Mapping[str, Any], *, is_of_rain: bool) -> Inflow:
    """Return the flows at even steps, with what flows always, until a day after the last that is given."""
    end = min(float(hours[-1]) + _AFTER_H, _LONGEST_H)
    at = np.arange(0.0, end + 1e-9, STEP_S / _HOUR_S)
    base = inputs["base_m3s"]
    given = np.interp(at, hours, flows, left=0.0, right=0.0)
    if is_of_rain:
        return Inflow(flows=given + base, is_of_rain=True)
    return Inflow(flows=np.maximum(given, base), is_of_rain=False)
