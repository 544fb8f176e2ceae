"""Who may review, sign and issue which warning: the signing table, read once and checked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Final
from uuid import UUID

from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.support.tables import load_table

LEGAL_LEVELS: Final = (Level.RED, Level.ORANGE, Level.YELLOW, Level.BLUE)
THREE_PEOPLE: Final = 3


class Step(StrEnum):
    """What a person signs: the review, the signature that issues, the single one of the fast channel, a look after.

    The first is the act ``sign``, the second the act ``approve``.
    """

    REVIEW = "review"
    SIGN = "sign"
    AT_ONCE = "at_once"
    AFTER_REVIEW = "after_review"


@dataclass(frozen=True, slots=True, kw_only=True)
class FastChannel:
    """One person may issue at once; another looks at it within ``within``."""

    sign: frozenset[str]
    after_review: frozenset[str]
    within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningRule:
    """A cell of the table: which roles review, which sign, how many people stand behind it, and the fast channel."""

    group: str
    level: Level
    review: frozenset[str]
    sign: frozenset[str]
    people: int
    fast: FastChannel | None
    source: str
    mark: str

    @property
    def needs_review(self) -> bool:
        """Tell whether it must be reviewed before it is signed."""
        return self.people >= THREE_PEOPLE

    def roles_for(self, step: Step) -> frozenset[str]:
        """Return the roles that may take a step; none where the table has no such step."""
        if step is Step.REVIEW:
            return self.review
        if step is Step.SIGN:
            return self.sign
        if self.fast is None:
            return frozenset()
        return self.fast.sign if step is Step.AT_ONCE else self.fast.after_review


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that are signed alike: those whose code begins with one of the prefixes."""

    key: str
    name: str
    prefixes: tuple[str, ...]


@cache
def groups() -> dict[str, Group]:
    """Return the groups of kinds by their key, in the table's order."""
    rows = _table()["group"]
    return {row["key"]: Group(row["key"], row["name"], tuple(row["prefixes"])) for row in rows}


@cache
def group_of(kind: str) -> Group:
    """Return the group of a kind: that of the longest prefix of its code."""
    found = (
        (len(prefix), group) for group in groups().values() for prefix in group.prefixes if kind.startswith(prefix)
    )
    return max(found, key=lambda pair: pair[0])[1]


def rule_for(kind: str, level: Level) -> SigningRule:
    """Return the cell of a kind and level."""
    return rules()[group_of(kind).key, level]


@cache
def rules() -> dict[tuple[str, Level], SigningRule]:
    """Return every cell of the table; a table that lacks one or contradicts itself is refused by name."""
    return {(key, level): _rule(key, level) for key in groups() for level in LEGAL_LEVELS}


def _rule(group: str, level: Level) -> SigningRule:
    name = f"{group}.{level.colour}"
    row = _table().get(group, {}).get(level.colour)
    if row is None:
        raise InvalidValue(field="signing", value=name, rule="every_group_and_colour_has_a_row")
    rule = SigningRule(
        group=group,
        level=level,
        review=frozenset(row["review"]),
        sign=frozenset(row["sign"]),
        people=row["people"],
        fast=_fast(row.get("fast")),
        source=row["source"],
        mark=row["mark"],
    )
    if not rule.sign or rule.people not in (2, THREE_PEOPLE) or (rule.needs_review and not rule.review):
        raise InvalidValue(field="signing", value=name, rule="two_or_three_people_and_a_role_for_each_step")
    return rule


def _fast(row: dict[str, Any] | None) -> FastChannel | None:
    if row is None:
        return None
    within = timedelta(minutes=row["review_within_minutes"])
    return FastChannel(sign=frozenset(row["sign"]), after_review=frozenset(row["after_review"]), within=within)


def _table() -> dict[str, Any]:
    return load_table("anlan.public_warnings", "signing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature as a warning and its transmission keep it: who, by which role, for whom by which delegation."""

    step: Step
    by: str
    role: str
    at: datetime
    for_name: str = ""
    given_by: str = ""
    reason: str = ""
    delegation_id: UUID | None = None
