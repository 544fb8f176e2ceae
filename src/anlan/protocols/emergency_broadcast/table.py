"""Names and values as data, each with its mark."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def names() -> dict[str, Any]:
    """Return the table with its source."""
    return tomllib.loads((resources.files("anlan.protocols.emergency_broadcast") / "names.toml").read_text("utf-8"))


def value(table: str, key: str) -> Any:
    """Return one value, such as the severity of red."""
    return names()["value"][table][key]


def name(kind: str) -> str:
    """Return how a file of that kind is called, with places for ``id`` and ``number``."""
    found: str = names()["file"][kind]["name"]
    return found
