"""The models' speed, each against a plain NumPy copy of the arrays it reads and writes, or the peer it names.

Every ``bench/science_<area>.py`` gives ``LINES``: what is reckoned, how, and against what. A line is run once to
compile and warm, then as often as fits into its patience; the best of them counts, for the machine is shared.

    python bench/science.py [area ...]
"""

import argparse
import importlib
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]
REPEATS = 5
PATIENCE_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is reckoned: ``reckon`` does it, ``limit`` is what the machine needs at least.

    ``wanted`` says in words what the work must reach, such as "< 50 ms". ``peer`` says what the limit is.
    """

    what: str
    reckon: Callable[[], object]
    limit: Callable[[], object]
    peer: str
    wanted: str = ""


def best_of(act: Callable[[], object]) -> float:
    """Return the least of several times, in seconds, after one run that is not counted."""
    act()
    times: list[float] = []
    began = time.perf_counter()
    while len(times) < REPEATS and (not times or time.perf_counter() - began + times[-1] < PATIENCE_SECONDS):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


def told(line: Line) -> str:
    """Return a line of the table: seconds, the limit's seconds, and their ratio."""
    took, least = best_of(line.reckon), best_of(line.limit)
    wanted = f"  wanted {line.wanted}" if line.wanted else ""
    return f"{line.what}: {shown(took)}, {took / least:,.1f} x {line.peer} ({shown(least)}){wanted}"


def shown(seconds: float) -> str:
    """Return a time with its unit, in three figures."""
    unit, factor = ("s", 1.0) if seconds >= 1 else ("ms", 1e3) if seconds >= 1e-3 else ("us", 1e6)
    return f"{seconds * factor:.3g} {unit}"


def main() -> None:
    areas = sorted(path.stem.removeprefix("science_") for path in HERE.glob("science_*.py"))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("areas", nargs="*", choices=[[], *areas], default=[])
    for area in parser.parse_args().areas or areas:
        print(f"[{area}]", flush=True)
        for line in importlib.import_module(f"science_{area}").LINES:
            print("  " + told(line), flush=True)


if __name__ == "__main__":
    sys.modules["science"] = sys.modules["__main__"]  # The areas' modules import Line from here.
    main()
