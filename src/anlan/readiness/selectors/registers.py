"""Which registers there are, which table keeps each, and the ladder of their confirmation."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

from django.db.models import QuerySet

from anlan.kernel.errors import NotFound
from anlan.readiness.domain.freshness import Step, ladder_of
from anlan.readiness.domain.registers import Register, register_of
from anlan.readiness.models import Force, Shelter, Team
from anlan.readiness.selectors.items import items
from anlan.support.tables import load_table

MODELS: Final[dict[str, type[Any]]] = {"teams": Team, "shelters": Shelter, "forces": Force}


@cache
def registers() -> Mapping[str, Register]:
    """Return every register by its key, in the order of the pages."""
    folder = resources.files("anlan.readiness") / "tables" / "registers"
    keys = (each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml"))
    found = [register_of(key, _with_catalogue(load_table("anlan.readiness", f"registers/{key}"))) for key in keys]
    return {each.key: each for each in sorted(found, key=lambda each: each.order)}


def _with_catalogue(table: dict[str, Any]) -> dict[str, Any]:
    """Return the table with the catalogue of items where a field's options are said to be ``items``."""
    told = {code: item.name for code, item in items().items()}
    fields = [each | {"options": told} if each.get("options") == "items" else each for each in table["field"]]
    return table | {"field": fields}


def register(key: str) -> Register:
    """Return a register, or say that there is none of that name."""
    if key not in registers():
        raise NotFound(what="register", id=key)
    return registers()[key]


@cache
def ladder() -> tuple[Step, ...]:
    """Return the steps by which an entry that nobody confirms grows stale."""
    return ladder_of(load_table("anlan.readiness", "freshness")["step"])


def rows_of(wanted: Register) -> "QuerySet[Any]":
    """Return the rows of a register that stand in it."""
    rows = MODELS[wanted.rows].objects.filter(retired_at=None)
    return rows.filter(register=wanted.key) if wanted.rows == "forces" else rows
