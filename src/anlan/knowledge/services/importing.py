"""Papers from a file, cases from a table: all of a file or nothing."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.clock import CHINA
from anlan.kernel.errors import AnlanError, InvalidValue
from anlan.knowledge.domain.articles import faults_of, unbroken
from anlan.knowledge.domain.errors import ArticlesNotInOrder
from anlan.knowledge.domain.papers import parts_of
from anlan.knowledge.selectors.tables import case_parts
from anlan.knowledge.services.cases import NewCase, add_case
from anlan.knowledge.services.library import WRITTEN_KINDS, NewDocument, add_document
from anlan.support.row_import.columns import Column, Kind, Problem, Row, refuse
from anlan.support.row_import.reading import read_rows
from anlan.support.tables import load_table
from anlan.web.errors import sentence

_MOST: Final = 2000
_LONGEST: Final = 8000
_FIGURES: Final = ("dead", "missing", "injured", "affected_pop", "evacuated_pop")


@transaction.atomic
def import_paper(
    *, new: NewDocument, lines: tuple[str, ...], actor: Actor, now: datetime, is_excerpt: bool = False
) -> UUID:
    """Put a paper into the library as a draft, each article a passage.

    A law whose articles do not follow each other is refused, unless it is an excerpt or numbered otherwise.
    """
    if new.kind not in WRITTEN_KINDS:
        raise InvalidValue(field="kind", value=new.kind[:20], rule="chosen_from_the_list")
    parts = parts_of(unbroken(lines))
    faults = faults_of(parts) if new.kind == "law" and not is_excerpt else ()
    if faults:
        raise ArticlesNotInOrder(label=faults[0].label, after=faults[0].after or "0", count=len(faults))
    return add_document(new=replace(new, parts=parts), actor=actor, now=now)


def case_columns() -> tuple[Column, ...]:
    """Return the columns of a table of cases."""
    heads = {key: tuple(words) for key, words in load_table("anlan.knowledge", "case")["heads"].items()}
    kinds = {name: code for code, kind in incidents.event_kinds().items() for name in (kind.name, code)}
    return (
        Column("title", heads["title"], is_required=True),
        Column("kind", heads["kind"], Kind.CHOICE, is_required=True, choices=kinds),
        Column("region", heads["region"], is_required=True, longest=12),
        Column("place", heads["place"]),
        Column("happened", heads["happened"], Kind.DATE, is_required=True),
        Column("longitude", heads["longitude"], Kind.DEGREES),
        Column("latitude", heads["latitude"], Kind.DEGREES),
        *(Column(key, heads[key], Kind.NUMBER, least=0) for key in _FIGURES),
        *(Column(key, heads[key], longest=_LONGEST) for key in case_parts()),
        Column("origin", heads["origin"], longest=300),
    )


@transaction.atomic
def import_cases(*, raw: bytes, name: str, region: str, actor: Actor, now: datetime) -> int:
    """Take a table of cases as drafts for the readers of ``region``; return how many."""
    problems = _take(raw, name, region, actor, now)
    refuse(problems[1])
    return problems[0]


def check_cases(*, raw: bytes, name: str, region: str, actor: Actor, now: datetime) -> tuple[Problem, ...]:
    """Return what is wrong with a table of cases, row by row; nothing is stored."""
    with transaction.atomic():
        _, problems = _take(raw, name, region, actor, now)
        transaction.set_rollback(True)
    return tuple(problems)


def _take(raw: bytes, name: str, region: str, actor: Actor, now: datetime) -> tuple[int, list[Problem]]:
    reading = read_rows(case_columns(), raw, name=name, most=_MOST)
    problems = list(reading.problems)
    if problems:
        return 0, problems
    for row in reading.rows:
        try:
            with transaction.atomic():
                add_case(new=_case(row.values, region), actor=actor, now=now)
        except AnlanError as refusal:
            problems.append(_problem(row, refusal))
    return len(reading.rows), problems


def _problem(row: Row, refusal: AnlanError) -> Problem:
    return Problem(row.number, case_columns()[0].label, row.values["title"], "refused", {"sentence": sentence(refusal)})


def _case(values: dict[str, Any], region: str) -> NewCase:
    return NewCase(
        title=values["title"],
        event_kind=values["kind"],
        place_region=values["region"],
        region=region,
        place_text=values.get("place") or "",
        happened_at=datetime.combine(values["happened"], time(0), CHINA),
        longitude=values.get("longitude"),
        latitude=values.get("latitude"),
        figures={key: values[key] for key in _FIGURES if values.get(key) is not None},
        words={key: values.get(key) or "" for key in case_parts()},
        origin=values.get("origin") or "",
    )
