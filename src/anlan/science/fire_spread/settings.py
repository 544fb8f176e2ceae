"""How far members of an ensemble lie apart and what keeps people safe: the table beside this file."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from anlan.science.refusing import all_within


@cache
def settings() -> dict[str, Any]:
    """Return the table."""
    return tomllib.loads((resources.files("anlan.science.fire_spread") / "spread.toml").read_text("utf-8"))


def safe_distance_m(flame_m: float) -> float:
    """Return how far from a front of flames of that length people without shelter must stay, by radiation alone."""
    all_within("flame_m", flame_m, 0, 100)
    return float(settings()["safety"]["flame_lengths"]) * flame_m
