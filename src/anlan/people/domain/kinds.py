"""The kinds of organisations, duties, roles and contact points; labels are message ids."""

from functools import cache
from typing import Final

from anlan.people.domain.errors import UnknownDuty
from anlan.support.tables import load_table

RANKS: Final = ("A", "B")


@cache
def labels(what: str) -> dict[str, str]:
    """Return the labels of ``what`` (organisation, duty, role, contact) by key, in the table's order."""
    return {row["key"]: row["label"] for row in load_table("anlan.people", "kinds")[what]}


def check_duty(duty: str, role: str, rank: str) -> None:
    """Refuse a duty, role or rank that no table names."""
    if duty not in labels("duty") or role not in labels("role") or rank not in RANKS:
        raise UnknownDuty(duty=duty, role=role, rank=rank)
