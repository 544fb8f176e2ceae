"""The tables of the standard as data: factors, systems, commands, results, marks."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

AMBIENT_AIR = "22"


@cache
def table(name: str) -> dict[str, Any]:
    """Return the table ``name`` with its source."""
    return tomllib.loads((resources.files("anlan.protocols.hj212") / f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """What a factor's code means, and which quantity of the platform it is where that is clear."""

    id: str
    name: str
    unit: str = ""
    ambient_unit: str = ""
    quantity: str = ""

    def unit_in(self, system: str) -> str:
        """Return the unit as ``system`` sends it: ambient air stations report gases in other units than chimneys."""
        return self.ambient_unit or self.unit if system == AMBIENT_AIR else self.unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What a command code means, what its time stands for, and the code of the centre's answer."""

    id: str
    name: str
    period: str = ""
    answer: str = "9014"


@cache
def factors() -> dict[str, Factor]:
    """Return the factors by code."""
    return {row["id"]: Factor(**row) for row in table("factors")["factor"]}


@cache
def commands() -> dict[str, Command]:
    """Return the commands by code."""
    return {row["id"]: Command(**row) for row in table("codes")["command"]}


def named(kind: str, code: str) -> str | None:
    """Return the Chinese name of ``code`` in one of the short tables: system, mark, version, the results."""
    found = table("codes")[kind].get(code)
    return None if found is None else str(found)
