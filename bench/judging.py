"""Readings judged per second in memory, on one core: 100,000 series with ten rules each, and cost by number of series.

The yardstick beside it is a bare compiled loop that only reads and writes what the engine must touch per reading: its
series' record and its windows' records. Rain gauges, water levels and slow sensors are mixed; one in fifty is wet or
near its thresholds.

    python bench/judging.py [--series 100000] [--hours 24] [--sizes 1000 10000 100000 1000000]
"""

import argparse
import resource
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from anlan.kernel.levels import Level
from anlan.monitoring.domain.engine.compiling import compiled
from anlan.monitoring.domain.engine.loops import Loops
from anlan.monitoring.domain.engine.programs import Group
from anlan.monitoring.domain.engine.tables import RISE
from anlan.monitoring.domain.judging import Aggregate, Case, Clause, Compare, Unit
from anlan.monitoring.domain.readings import Readings

MINUTE = 60_000_000
START = 1_780_000_000_000_000
STEP_MINUTES = 5
WET = 0.02
COLOURS = (Level.BLUE, Level.YELLOW, Level.ORANGE, Level.RED)


def rule(number: int, aggregate: Aggregate, window: int, lowest: float, step: float, **more: float) -> Unit:
    cases = tuple(
        Case(
            level=level,
            need=1,
            clauses=(
                Clause(
                    series=0,
                    aggregate=aggregate,
                    window_minutes=window,
                    compare=Compare.AT_LEAST,
                    threshold=lowest + index * step,
                    **more,
                ),
            ),
        )
        for index, level in enumerate(COLOURS)
    )
    return Unit(rule=f"rule_{number}", edition="1", series=0, region="51", cases=cases, rearm_minutes=60)


def rules_of(kind: int) -> tuple[Unit, ...]:
    """Return ten rules for a rain gauge, a water level, or a slow sensor."""
    plans = {
        0: [
            (Aggregate.SUM, minutes, 30.0 * (minutes / 60) ** 0.5) for minutes in (10, 30, 60, 120, 180, 360, 720, 1440)
        ]
        + [(Aggregate.SUM, 60, 20.0), (Aggregate.SUM, 180, 40.0)],
        1: [(Aggregate.VALUE, 0, 12.0 + n) for n in range(5)]
        + [(Aggregate.RATE, 60, 0.5), (Aggregate.DIFFERENCE, 180, 1.5), (Aggregate.MAX, 60, 14.0)]
        + [(Aggregate.MEAN, 30, 13.0), (Aggregate.RATE, 180, 0.3)],
        2: [(Aggregate.DIFFERENCE, 1440, 10.0), (Aggregate.RATE, 360, 1.0), (Aggregate.MEAN, 15, 11.5)]
        + [(Aggregate.MAX, 30, 13.0), (Aggregate.MIN, 30, 12.5)]
        + [(Aggregate.VALUE, 0, 12.0 + n) for n in range(5)],
    }[kind]
    extras = [{}, {"hold_minutes": 10}, {"times": 2, "of": 3}] + [{}] * 7
    return tuple(
        rule(number, aggregate, window, lowest, lowest / 4, **extras[number])
        for number, (aggregate, window, lowest) in enumerate(plans)
    )


class Network:
    """Series of three kinds that report every five minutes, one batch for each time."""

    def __init__(self, count: int) -> None:
        dice = np.random.default_rng(count)
        self.kinds = dice.choice(3, size=count, p=[0.6, 0.25, 0.15])
        self.wet = dice.random(count) < WET
        self.series = np.arange(1, count + 1, dtype=np.int32)
        self.dice = dice
        self.loops = Loops()
        numbers = np.array([self.loops.programs.number_of(Group((0,), rules_of(kind))) for kind in range(3)])
        self.loops.admit(numbers[self.kinds], self.series.astype(np.int64))

    def readings(self, moment: int) -> Readings:
        """Return one reading of each series; each sends at its own second."""
        rain = np.where(self.wet, self.dice.integers(0, 30, len(self.kinds)) / 10, 0.0)
        water = 10.0 + self.dice.integers(-50, 50, len(self.kinds)) / 1000 + self.wet * (moment % 40) / 12
        values = np.where(self.kinds == 0, rain, water)
        times = START + moment * STEP_MINUTES * MINUTE + np.sort(self.dice.integers(0, MINUTE, len(self.kinds)))
        order = self.dice.permutation(len(self.kinds))
        return Readings(self.series[order], times, values[order])


@compiled
def bare(rows, features, wanted, times, values, width):
    """Touch what any judging must touch, and nothing else."""
    for index in range(len(wanted)):
        row = wanted[index]
        rows[row]["newest"], rows[row]["value"] = times[index], values[index]
        first = rows[row]["feature0"]
        for feature in range(first, first + width):
            features[feature]["acc"] += values[index]


def measure(count: int, hours: float, rounds: int) -> None:
    network = Network(count)
    steps = int(hours * 60 / STEP_MINUTES)
    for moment in range(steps):
        network.loops.take(*network.loops.in_order(network.readings(moment)))
    spent = touched = done = rises = 0.0
    for moment in range(steps, steps + rounds):
        readings = network.readings(moment)
        begun = time.process_time()
        _ways, reports = network.loops.take(*network.loops.in_order(readings))
        spent += time.process_time() - begun
        rises += int((reports[:, 0] == RISE).sum())
        done += len(readings.times)
        touched += touch(network, readings)
    state = network.loops.state
    own = sum(getattr(state, name).nbytes for name in ("rows", "features", "groups", "units", "clauses"))
    used = (len(state.next_chunk) - state.meta[1]) * 8 * 20
    print(
        f"{count:>9,} series: {done / spent:>12,.0f} readings/s ({spent / done * 1e9:,.0f} ns each), "
        f"bare loop {done / touched:>12,.0f}: ratio {touched / spent:.2f}; {rises:,.0f} rises; "
        f"state {own / count:,.0f} B and samples {used / count:,.0f} B a series, "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB in all"
    )


def touch(network: Network, readings: Readings) -> float:
    rows = network.loops.row_of[readings.series]
    values = np.rint(readings.values * 1e6).astype(np.int64)
    state_rows, features = network.loops.state.rows.copy(), network.loops.state.features.copy()
    bare(state_rows, features, rows[:1], readings.times[:1], values[:1], 5)
    begun = time.process_time()
    bare(state_rows, features, rows, readings.times, values, 5)
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--hours", type=float, default=24.0, help="of readings before the measured ones")
    parser.add_argument("--readings", type=int, default=3_000_000, help="measured at each size, at least")
    options = parser.parse_args()
    for size in options.sizes:
        measure(size, options.hours, max(3, options.readings // size))


if __name__ == "__main__":
    main()
