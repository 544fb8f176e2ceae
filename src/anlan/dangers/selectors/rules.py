"""The tables of the room as its decisions read them."""

from functools import cache
from typing import Any, Final

from anlan.dangers.domain.deadlines import Rule, Watch, rule_for, watches_from
from anlan.dangers.domain.grading import Clause, GradeProposal, clauses_from, propose
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
