"""The tables of the room as its decisions read them."""

from functools import cache
from typing import Any, Final

from anlan.dangers.domain.deadlines import Rule, Watch, rule_for, watches_from
from anlan.dangers.domain.grading import Clause, GradeProposal, clauses_from, propose
from anlan.dangers.domain.listing import Procedure, level_for, procedure_for
from anlan.dangers.domain.states import Grade
from anlan.support.tables import load_table

_PACKAGE: Final = "anlan.dangers"


@cache
def clauses() -> dict[str, Clause]:
    """Return every clause of the criteria by key."""
    return clauses_from(load_table(_PACKAGE, "criteria"))


@cache
def trades() -> dict[str, str]:
    """Return the trades that have criteria, with their names."""
    return {row["key"]: row["name"] for row in load_table(_PACKAGE, "criteria")["trades"]}


def grade_proposal(text: str, trade: str) -> GradeProposal:
    """Return the grade that the criteria propose for a text, explained by the clauses that it fits."""
    return propose(text, trade if trade in trades() else "", clauses().values())


def deadline_rule(region: str, grade: Grade) -> Rule:
    """Return how long rectifying and re-checking may take."""
    return rule_for(region, grade, load_table(_PACKAGE, "deadlines")["rules"])


@cache
def ladder() -> tuple[Watch, ...]:
    """Return when whom the clock tells."""
    return watches_from(load_table(_PACKAGE, "deadlines")["ladder"])


def recurrence() -> dict[str, Any]:
    """Return when two count as the same hidden danger, and what one weighs."""
    return load_table(_PACKAGE, "recurrence")


def listing_level(region: str, grade: Grade | None, danger_class: int | None) -> str:
    """Return the level that lists a hidden danger of a region and grade."""
    return level_for(region, grade, danger_class, load_table(_PACKAGE, "listing")["levels"])


def procedure(region: str) -> Procedure:
    """Return the days of the procedure of listed supervision in a region."""
    return procedure_for(region, load_table(_PACKAGE, "listing")["procedures"])


def notice_number(authority_name: str, year: int, serial: int) -> str:
    """Return the number of a notice of listed supervision."""
    form = load_table(_PACKAGE, "listing")["numbering"]["form"]
    return str(form).format(authority=authority_name, year=year, serial=serial)


def power_hours() -> int:
    """Return how many hours before a stop of power the unit is told."""
    return int(load_table(_PACKAGE, "listing")["power"]["hours"])


def forwarded_trade(way: str, category: str) -> str | None:
    """Return the trade of a forwarded matter that may be a hidden danger, or nothing where it is none."""
    told = load_table(_PACKAGE, "sources")["forwarded"]
    return told["trades"].get(category) if way in told["ways"] else None


def sensor_trade(hazard: str) -> str | None:
    """Return the trade of a verified alarm that may be a hidden danger, or nothing where it is none."""
    trade: str | None = load_table(_PACKAGE, "sources")["sensors"]["trades"].get(hazard)
    return trade
