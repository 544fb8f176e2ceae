"""The table of algorithms."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from anlan.protocols.xml_signature.tree import Refused


@cache
def _rows() -> dict[str, Any]:
    return tomllib.loads((resources.files("anlan.protocols.xml_signature") / "algorithms.toml").read_text("utf-8"))


def name_of(what: str, uri: str) -> str:
    """Return the name of a ``digest``, ``signature`` or ``canonical`` algorithm; an unknown one is refused."""
    for row in _rows()[what]:
        if row["uri"] == uri:
            return str(row["name"])
    raise Refused("algorithm_not_allowed", uri)


def uri_of(what: str, name: str) -> str:
    """Return the URI by which an algorithm is written."""
    return next(str(row["uri"]) for row in _rows()[what] if row["name"] == name)
