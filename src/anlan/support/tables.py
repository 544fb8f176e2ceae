"""Loading numbers and rules from TOML beside the code that uses them."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load_table(package: str, name: str) -> dict[str, Any]:
    """Return the table ``tables/NAME.toml`` of ``package`` (``anlan.alarms``), read once a process."""
    return tomllib.loads((resources.files(package) / "tables" / f"{name}.toml").read_text("utf-8"))
