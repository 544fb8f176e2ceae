"""The class of a major hazard installation by its R value (GB 18218-2018, 4.3)."""

from typing import Any


def class_of(r_value: float, bands: list[dict[str, Any]]) -> int:
    """Return class 1 (gravest) to 4; each lower bound belongs to its class."""
    return int(next(band["class"] for band in bands if r_value >= band["from"]))
