"""Flash-flood values of every township and village of Liangshan, derived from the default and marked unverified."""

import tomllib
from importlib import resources
from typing import Any

from anlan.config.demo.places import REGION
from anlan.config.demo.seeded import STARTS_AT, dice
from anlan.config.progress import Progress
from anlan.monitoring import api as monitoring
from anlan.places import api as places
from anlan.support.tables import load_table


def load(seed: int, progress: Progress) -> None:
    """Give each township values near the default and each village its township's, a few of them stricter ones."""
    table = load_table("anlan.config.demo", "stations")["thresholds"]
    kept = _replayed_regions()
    values: dict[str, tuple[monitoring.Band, ...]] = {}
    for township in places.descendant_codes(REGION, places.RegionLevel.TOWNSHIP):
        is_kept = township in kept
        chance = dice(seed, "thresholds", township)
        factor = 1.0 if is_kept else chance.choice(table["factors"])
        values[township] = _scaled(factor, table)
        for village in places.descendant_codes(township, places.RegionLevel.VILLAGE):
            is_strict = not is_kept and chance.random() < table["stricter_villages"]
            values[village] = _scaled(factor * table["stricter_factor"], table) if is_strict else values[township]
    signed = {"source": table["source"], "signed": table["signed"]}
    count = monitoring.load_demo_thresholds(values, **signed, since=STARTS_AT)
    progress("thresholds", count, len(values))


def remove() -> None:
    """Remove the invented values."""
    monitoring.remove_demo_thresholds()


def _replayed_regions() -> set[str]:
    """Return the places of the replayed events: they keep the default, so that a replay is the same every time."""
    files = [file for file in resources.files("anlan.config.scenarios").iterdir() if file.name.endswith(".toml")]
    return {gauge["region"] for file in files for gauge in tomllib.loads(file.read_text("utf-8"))["gauge"]}


def _scaled(factor: float, table: dict[str, Any]) -> tuple[monitoring.Band, ...]:
    step = table["step_mm"]
    return tuple(
        monitoring.Band(
            level=band.level, window_hours=band.window_hours, lower=float(step * round(band.lower * factor / step))
        )
        for band in monitoring.default_flash_flood_bands()
    )
