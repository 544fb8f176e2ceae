"""Jobs of the room."""

from uuid import UUID

from procrastinate.contrib.django import app

from anlan.analysis.services.reckoning import reckon_run
from anlan.kernel import clock


@app.task(name="analysis.reckon", pass_context=False)
def reckon(run_id: str) -> None:
    """Reckon a run that waits."""
    reckon_run(UUID(run_id), now=clock.now())
