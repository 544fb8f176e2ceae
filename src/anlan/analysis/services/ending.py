"""How a run ends: with a result, or with why there is none."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from anlan.analysis.domain import errors
from anlan.analysis.domain.parts import Result, as_kept
from anlan.analysis.domain.states import Act, RunState, after
from anlan.analysis.events import AnalysisFailed, AnalysisRun
from anlan.analysis.models import Run
from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError
from anlan.science.refusing import Refused
from anlan.support import journal


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what a model refuses inside into the refusal of the run."""
    try:
        yield
    except Refused as refusal:
        raise errors.ModelRefused.by(refusal) from refusal


def finish(row: Run, result: Result, began: float, now: datetime) -> None:
    """Keep a result in its row."""
    row.state = after(RunState(row.state), Act.FINISH).value
    row.result, row.level, row.done = as_kept(result), result.level, 100
    row.took_ms = round((time.perf_counter() - began) * 1000)
    row.ended_at = now


def fail(row: Run, refusal: AnlanError, now: datetime) -> None:
    """Keep why a run has no result in its row."""
    row.state = after(RunState(row.state), Act.FAIL).value
    row.error_code = refusal.code
    row.error_data = {"message": refusal.message, "data": {key: str(value) for key, value in refusal.data.items()}}
    row.ended_at = now


def announce(row: Run, actor: Actor, now: datetime) -> None:
    """Tell that a run has ended, with a result or without."""
    if row.state == RunState.FAILED:
        journal.announce(AnalysisFailed(**event_of(row), code=row.error_code), actor=actor, now=now)
    else:
        event = AnalysisRun(**event_of(row), level=row.level, previous_id=row.previous_id)
        journal.announce(event, actor=actor, now=now)


def event_of(row: Run) -> dict[str, Any]:
    """Return what every event of a run bears."""
    return {
        "subject": f"analysis:{row.id}",
        "region": row.region,
        "incident_id": row.incident_id,
        "exercise": row.is_exercise,
        "run_id": row.id,
        "model_word": row.kind,
        "title": row.title,
    }
