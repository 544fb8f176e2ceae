"""Grading by the field's criteria: the clauses that a text fits, explained; a person decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from anlan.dangers.domain.errors import GradeNeedsReason, UnknownClause
from anlan.dangers.domain.states import Grade
from anlan.kernel.errors import InvalidValue

_MOST_SHOWN: Final = 5
DANGER_CLASSES: Final = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of a national list: who meets it is a major hidden danger.

    ``words`` are groups: a text fits the clause by one word of each group.
    """

    key: str
    trade: str
    list_name: str
    source: str
    number: str
    text: str
    mark: str
    words: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """A clause that a text fits, and the words that say so."""

    clause: Clause
    found: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class GradeProposal:
    """The grade that the criteria propose, with the clauses that fit, the best first."""

    grade: Grade
    fits: tuple[Fit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """What a person decides: grade, clause where one fits, the local class 1 to 4 where the place has classes."""

    grade: Grade
    clause: str = ""
    danger_class: int | None = None
    note: str = ""


def clauses_from(table: Mapping[str, Any]) -> dict[str, Clause]:
    """Return the clauses of ``tables/criteria.toml`` by key."""
    found: dict[str, Clause] = {}
    for book in table["lists"]:
        for row in book["clauses"]:
            key = f"{book['key']}.{row['number']}"
            found[key] = Clause(
                key=key,
                trade=book["trade"],
                list_name=book["name"],
                source=book["source"],
                number=str(row["number"]),
                text=row["text"],
                mark=row.get("mark", book["mark"]),
                words=tuple(tuple(group) for group in row["words"]),
            )
    return found


def propose(text: str, trade: str, clauses: Iterable[Clause]) -> GradeProposal:
    """Return the grade that the clauses of a trade (all trades where none is named) propose for a text.

    A clause proposes ``major`` where each of its groups has a word in the text; nearer ones are shown besides.
    """
    plain = "".join(text.lower().split())
    fits = [fit for clause in clauses if trade in ("", clause.trade) for fit in [_fit(clause, plain)] if fit]
    fits.sort(key=lambda fit: (not fit.is_whole, -len(fit.found), fit.clause.key))
    grade = Grade.MAJOR if any(fit.is_whole for fit in fits) else Grade.ORDINARY
    return GradeProposal(grade, tuple(fits[:_MOST_SHOWN]))


def _fit(clause: Clause, plain: str) -> Fit | None:
    groups = [[word for word in group if word in plain] for group in clause.words]
    hit = [found for found in groups if found]
    if not hit or (len(hit) < len(groups) and len(hit) * 2 < len(groups)):
        return None
    return Fit(clause, tuple(found[0] for found in hit), len(hit) == len(groups))


def check_grading(grading: Grading, proposal: GradeProposal, clauses: Mapping[str, Clause]) -> None:
    """Refuse an unknown clause, a class out of range, and without a reason any grade that is not the proposed one.

    A major grade names its clause or says why it is one by the general definition.
    """
    if grading.clause and grading.clause not in clauses:
        raise UnknownClause(clause=grading.clause[:40])
    if grading.danger_class is not None and grading.danger_class not in DANGER_CLASSES:
        raise InvalidValue(field="danger_class", value=grading.danger_class, rule="1_to_4")
    differs = grading.grade is not proposal.grade
    has_no_ground = grading.grade is Grade.MAJOR and not grading.clause
    if (differs or has_no_ground) and not grading.note.strip():
        raise GradeNeedsReason
