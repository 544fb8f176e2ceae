"""Counts of events: has their rate changed."""

from math import isinf
from typing import Any, Final

from anlan.config.modelling.model import Model, each
from anlan.science.trend.rates import rate_change


def _change(row: dict[str, Any]) -> dict[str, Any]:
    found = rate_change(row["now"], row["now_days"], row["before"], row["before_days"])
    ratio = "" if isinf(found.ratio) else round(found.ratio, 4)
    return {"ratio": ratio, "expected": round(found.expected, 4), "p_value": round(found.p_value, 5)}


MODELS: Final = (
    Model(
        "rate-change",
        "trend",
        each(_change),
        {"ratio": "later rate over earlier, empty where there was none", "expected": "", "p_value": "two-sided"},
    ),
)
