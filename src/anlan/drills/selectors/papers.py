"""The score of a drill as it was kept, and its report as a Word file."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from anlan.command import api as command
from anlan.drills.domain.papers import ReportSheet, Step, report_paper, what_of
from anlan.drills.domain.planning import Part
from anlan.drills.domain.scoring import Mark, Row
from anlan.drills.selectors.drills import DrillRow, drill, insiders_of
from anlan.drills.selectors.injects import observations_of, script_of
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import NotFound
from anlan.places import api as places
from anlan.support.documents import docx_of
from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """A drill's score: ``rows`` with what was judged in words."""

    total: float | None
    edition: str
    late_share: float
    marks: tuple[Mark, ...]
    rows: tuple[tuple[Row, str], ...]


def score_of(row: DrillRow) -> ScoreSheet | None:
    """Return the score that a drill was given; nothing before it was scored."""
    if row.score is None:
        return None
    table = load_table("anlan.drills", "report")
    rows = msgspec.convert(row.score["rows"], tuple[Row, ...])
    return ScoreSheet(
        total=row.score["total"],
        edition=row.score["edition"],
        late_share=row.score["late_share"],
        marks=msgspec.convert(row.score["marks"], tuple[Mark, ...]),
        rows=tuple((each, what_of(each, table)) for each in rows),
    )


def report_document(actor: Actor, drill_id: UUID) -> tuple[bytes, str]:
    """Return the signed report of a drill as a Word file and its name; before it is signed there is none."""
    row = drill(actor, drill_id)
    score = score_of(row)
    if score is None or row.reported_at is None or row.run is None:
        raise NotFound(what="report")
    table = load_table("anlan.drills", "report")
    paper = report_paper(_sheet(row, score, row.reported_at), table)
    return docx_of(paper), table["file"].format(title=paper.title)


def _sheet(row: DrillRow, score: ScoreSheet, signed_at: datetime) -> ReportSheet:
    if row.run is None:
        raise NotFound(what="report")
    named = insiders_of(row)
    lessons = command.lessons_from(SYSTEM, row.subject)
    return ReportSheet(
        place=places.name(row.region),
        title=row.title,
        form=load_table("anlan.drills", "report")["forms"][row.form],
        plan=row.plan_name,
        edition=row.plan_edition,
        scenario=row.scenario,
        participants=[f"{each.organisation} {each.seat}".strip() for each in row.participants],
        controllers=[name for name, part in named if part == Part.CONTROLLER],
        observers=[name for name, part in named if part == Part.OBSERVER],
        planned_start=row.planned_start,
        run=row.run,
        steps=_steps(row),
        marks=score.marks,
        rows=[each for each, _words in score.rows],
        total=score.total,
        late_share=score.late_share,
        observed=[
            (each.seen_at, each.noted_by, each.seat or each.inject_title, each.verdict, each.text)
            for each in observations_of(SYSTEM, row.id)
        ],
        judgement=row.judgement,
        lessons=[(each.finding, each.task, each.owner, each.due_on) for each in lessons],
        signer=row.reported_by,
        signed_at=signed_at,
    )


def _steps(row: DrillRow) -> list[Step]:
    kept = ("minute", "to", "title", "released_at", "note")
    script = script_of(SYSTEM, row.id)
    return [Step(state=each.state.value, **{name: getattr(each, name) for name in kept}) for each in script]
