"""After a drill: the score, the lessons that become tasks, the signed report and the plan's clock."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db import transaction

from anlan.command import api as command
from anlan.drills.domain.scoring import marks_of, rows_of, total_of
from anlan.drills.domain.states import DrillAct
from anlan.drills.events import DrillReported, DrillScored
from anlan.drills.models import Drill
from anlan.drills.selectors.evidence import evidence_of
from anlan.drills.services.telling import announce, checked, controlled
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.clock import in_china
from anlan.plans import api as plans
from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillLesson:
    """What a drill showed and what is to be done about it, by whom and until when."""

    finding: str
    task: str
    owner: str
    due_on: date
    token: UUID | None = None


@transaction.atomic
def score_drill(*, drill_id: UUID, actor: Actor, now: datetime) -> float | None:
    """Score an ended drill from the journal and keep the rows; return the total, nothing where nothing was measured."""
    row = controlled(drill_id, DrillAct.SCORE, actor)
    table = load_table("anlan.drills", "scoring")
    rows = rows_of(evidence_of(row))
    marks = marks_of(rows, table)
    total = total_of(marks)
    row.score = msgspec.to_builtins(
        {
            "total": total,
            "edition": table["edition"],
            "late_share": table["late_share"],
            "marks": [asdict(mark) for mark in marks],
            "rows": [asdict(each) for each in rows],
        }
    )
    row.scored_by, row.scored_at = actor.name, now
    row.save()
    announce(DrillScored, row, actor, now, total=total)
    return total


@transaction.atomic
def learn(*, drill_id: UUID, new: DrillLesson, actor: Actor, now: datetime) -> UUID:
    """Make what a drill showed a task that is tracked until another person has seen it done; return its id."""
    row = controlled(drill_id, DrillAct.LEARN, actor)
    lesson = command.NewLesson(
        source=f"drill:{row.id}",
        incident_id=row.incident_id,
        region=row.region,
        is_exercise=True,
        finding=new.finding,
        task=new.task,
        owner=new.owner,
        due_on=new.due_on,
        token=new.token,
    )
    return command.add_lesson(new=lesson, actor=actor, now=now)


@transaction.atomic
def report_drill(*, drill_id: UUID, judgement: str, actor: Actor, now: datetime) -> bool:
    """Sign the report of a scored drill, which then no longer changes; tell whether the plan's drill clock is met."""
    row = controlled(drill_id, DrillAct.REPORT, actor)
    row.judgement = checked("judgement", judgement, 4000)
    row.reported_by, row.reported_at = actor.name, now
    row.met_clock = _counts(row)
    row.save()
    entry = announce(DrillReported, row, actor, now, met_clock=row.met_clock)
    if row.met_clock and row.started_at is not None:
        held = plans.Drill(held_on=in_china(row.started_at).date(), form=row.form, note=_note(row))
        plans.note_drill(plan_id=row.plan_id, drill=held, actor=SYSTEM.because(entry), now=now)
    return row.met_clock


def _counts(row: Drill) -> bool:
    """Tell whether the drill tries its plan: its form counts and the edition is still in force."""
    counts = row.form in load_table("anlan.drills", "drills")["counts"]
    return counts and plans.plan_by_id(row.plan_id).state == "in_force"


def _note(row: Drill) -> str:
    total = (row.score or {}).get("total")
    words = load_table("anlan.drills", "drills")["note"]
    return words["scored" if total is not None else "unscored"].format(title=row.title, total=total, by=row.reported_by)
