"""What a drill is scored by: the journal, the orders and the released injects."""

from datetime import datetime

from anlan.command import api as command
from anlan.drills.domain.running import run_of
from anlan.drills.domain.scoring import Asked, Evidence, Fact, Task
from anlan.drills.domain.scripts import Expected
from anlan.drills.domain.states import InjectState
from anlan.drills.models import Drill, Inject
from anlan.drills.selectors.scripts import expectations
from anlan.kernel.actors import SYSTEM
from anlan.support import journal


def evidence_of(row: Drill) -> Evidence:
    """Return all that an ended drill can be scored by."""
    started, ended, incident_id = row.started_at, row.ended_at, row.incident_id
    if started is None or ended is None or incident_id is None:
        raise RuntimeError("only a drill that has ended has evidence")
    entries = journal.exercise_entries(incident_id, row.region, started, ended)
    return Evidence(
        run=run_of(started, row.pauses, ended),
        facts=[Fact(kind=e.kind, subject=e.subject, at=e.happened_at, payload=e.payload) for e in entries],
        tasks=[_task(each) for each in command.tasks_done(SYSTEM, incident_id)],
        asked=list(_asked(row)),
        limits={"receipt": command.stage_limit("receive"), "sign": command.stage_limit("sign")},
        expectations=expectations(),
    )


def _task(done: command.DoneTask) -> Task:
    cancelled: datetime | None = done.closed_at if done.outcome == "cancelled" else None
    same = {name: getattr(done, name) for name in Task.__slots__ if name != "cancelled_at"}
    return Task(cancelled_at=cancelled, **same)


def _asked(row: Drill) -> "list[Asked]":
    released = Inject.objects.filter(drill_id=row.id, state=InjectState.RELEASED.value)
    return [
        Asked(inject_id=each.id, title=each.title, released_at=each.released_at, expected=Expected(**each.expected))
        for each in released
        if each.released_at is not None
    ]
