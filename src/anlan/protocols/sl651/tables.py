"""The tables of the standard as data: elements, functions, settings, station classes."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return the table ``name`` with its source."""
    return tomllib.loads((resources.files("anlan.protocols.sl651") / f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What an identifier means: table C.1 for elements, D.1 and D.4 for settings."""

    id: str
    name: str
    code: str = ""
    unit: str = ""
    digits: int = 0
    decimals: int = 0
    kind: str = "number"
    width: int = 0
    semantic: str = ""
    period_minutes: int = 0
    since: str = ""
    low: int | None = None
    high: int | None = None
    quantity: str = ""
    note: str = ""

    @property
    def size(self) -> int:
        """Return the bytes that its digits take in BCD."""
        return (self.digits + 1) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """What a function code means and how its body goes on, ``up`` from the station and ``down`` to it."""

    code: str
    name: str
    up: str
    down: str
    has_class: bool = False
    is_confirmed: bool = True


@cache
def elements() -> dict[str, Element]:
    """Return the elements by identifier, two hexadecimal digits."""
    return {row["id"]: Element(**row) for row in table("elements")["element"]}


@cache
def elements_by_code() -> dict[str, Element]:
    """Return the elements by their ASCII code, such as ``Z``."""
    return {each.code: each for each in elements().values()}


@cache
def settings() -> dict[str, Element]:
    """Return the station's parameters by identifier."""
    return {row["id"]: Element(**row) for row in table("settings")["setting"]}


USER_DEFINED = Function(code="", name="", up="rest", down="rest")


@cache
def functions() -> dict[int, Function]:
    """Return the functions by code; E0H to FFH are the users' own (table B.1)."""
    own = dict.fromkeys(range(224, 256), USER_DEFINED)
    return own | {int(row["code"], 16): Function(**row) for row in table("functions")["function"]}


def station_class(letter: str) -> str:
    """Return the Chinese name of a station class, empty for the users' own."""
    return str(table("functions")["station_class"].get(letter, ""))
