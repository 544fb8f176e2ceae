"""The makes of robots as data."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any, Final

_PACKAGE: Final = "anlan.protocols.group_robots"


@cache
def makes() -> dict[str, dict[str, Any]]:
    """Return limits and codes by make."""
    table = tomllib.loads((resources.files(_PACKAGE) / "robots.toml").read_text("utf-8"))
    found: dict[str, dict[str, Any]] = table["make"]
    return found


PER_MINUTE: Final[dict[str, int]] = {make: row["per_minute"] for make, row in makes().items()}
