"""Level-pool routing: storage grows by what comes in less what goes out (storage indication, modified Puls)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from anlan.science.bounds import Floats, OutOfRange, within


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """A reservoir by rows that rise: level in m, storage in m3 and outflow in m3/s at each level."""

    level: ArrayLike
    storage: ArrayLike
    outflow: ArrayLike


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """At each time: outflow in m3/s, storage in m3 and level in m; and whether the pool rose above its last row."""

    outflow: Floats
    storage: Floats
    level: Floats
    is_overtopped: bool


def spilled(head_m: ArrayLike, width_m: float, coefficient: float = 1.7) -> Floats:
    """Return the flow in m3/s over a free weir of some width under some head; 1.7 is that of a broad crest."""
    head = np.maximum(np.asarray(head_m, dtype=np.float64), 0.0)
    wide, factor = within("width_m", width_m, 0.0, 2000.0), within("coefficient", coefficient, 1.0, 2.4)
    return np.asarray(factor * wide * np.power(head, 1.5))


def routed(pool: Pool, inflow: ArrayLike, step_s: float, level: float) -> Routed:
    """Return what a flood (inflow in m3/s at even steps) becomes in a reservoir that stands at ``level`` before it.

    Above the last row of the pool the relations go on straight as its last two rows go, and the result says so.
    """
    levels, storages, outflows = _rows(pool)
    flows = within("inflow_m3s", inflow, 0.0, 200_000.0)
    within("step_s", step_s, 1.0, 86_400.0)
    within("level_m", level, float(levels[0]), float(levels[-1]))
    indication = 2.0 * storages / step_s + outflows
    storage = np.empty_like(flows)
    outflow = np.empty_like(flows)
    storage[0] = np.interp(level, levels, storages)
    outflow[0] = np.interp(level, levels, outflows)
    for step in range(1, flows.size):
        known = flows[step - 1] + flows[step] + 2.0 * storage[step - 1] / step_s - outflow[step - 1]
        outflow[step] = max(0.0, _straight(known, indication, outflows))
        storage[step] = (known - outflow[step]) * step_s / 2.0
    reached = np.array([_straight(each, storages, levels) for each in storage])
    return Routed(
        outflow=outflow,
        storage=storage,
        level=reached,
        is_overtopped=bool(np.max(storage) > storages[-1] * (1 + 1e-12)),
    )


def _straight(value: float, over: Floats, along: Floats) -> float:
    if value <= over[-1]:
        return float(np.interp(value, over, along))
    return float(along[-1] + (value - over[-1]) * (along[-1] - along[-2]) / (over[-1] - over[-2]))


def _rows(pool: Pool) -> tuple[Floats, Floats, Floats]:
    levels = within("pool_level_m", pool.level, -500.0, 9000.0)
    storages = within("pool_storage_m3", pool.storage, 0.0, 1e12)
    outflows = within("pool_outflow_m3s", pool.outflow, 0.0, 200_000.0)
    if levels.size < 2 or not levels.size == storages.size == outflows.size:
        raise OutOfRange("too_few_rows", "pool", levels.size)
    if np.any(np.diff(levels) <= 0) or np.any(np.diff(storages) <= 0) or np.any(np.diff(outflows) < 0):
        raise OutOfRange("rows_do_not_rise", "pool", levels.size)
    return levels, storages, outflows
