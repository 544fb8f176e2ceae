"""Plans that ship with the platform, read from ``tables/plans``."""

from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from anlan.plans.domain.text import PlanText
from anlan.plans.domain.text_rules import check
from anlan.support.tables import load_table

_PLACE = "{place}"


def shipped_keys() -> tuple[str, ...]:
    """Return the keys of the plans that ship."""
    folder = resources.files("anlan.plans") / "tables" / "plans"
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


@cache
def shipped_plan(key: str, place: str = "") -> PlanText:
    """Return a shipped plan; ``place`` is the region's name, put where the file says ``{place}``."""
    table: dict[str, Any] = load_table("anlan.plans", f"plans/{key}")
    text = check(msgspec.convert({"key": key, **table}, PlanText))
    return replace(text, name=text.name.replace(_PLACE, place), purpose=text.purpose.replace(_PLACE, place))


@cache
def empty_plan() -> PlanText:
    """Return an empty sheet: four levels and the usual chapters without words; name and kind are put by its writer."""
    return msgspec.convert({"key": "empty", "name": "", **load_table("anlan.plans", "empty_plan")}, PlanText)
