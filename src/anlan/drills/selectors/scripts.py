"""The scripts that ship with the platform, and what a script may expect."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from anlan.drills.domain.scripts import NewInject, injects_of
from anlan.support.tables import load_table

_PACKAGE = "anlan.drills"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedScript:
    """A script to begin with: for the shipped plan of key ``plan``."""

    key: str
    title: str
    plan: str
    scenario: str
    injects: tuple[NewInject, ...]


@cache
def script_keys() -> tuple[str, ...]:
    """Return the keys of the scripts that ship."""
    folder = resources.files(_PACKAGE) / "tables" / "scripts"
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


def shipped_script(key: str, place: str) -> ShippedScript:
    """Return a shipped script; ``place`` is put where the file says ``{place}``."""
    table = load_table(_PACKAGE, f"scripts/{key}")
    return ShippedScript(
        key=key,
        title=table["title"],
        plan=table["plan"],
        scenario=table["scenario"].replace("{place}", place),
        injects=injects_of(table, place),
    )


def expectations() -> dict[str, dict[str, Any]]:
    """Return what a script may expect, by key."""
    found: dict[str, dict[str, Any]] = load_table(_PACKAGE, "expectations")["expectation"]
    return found
