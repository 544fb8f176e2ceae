"""The doorbells of the job queue."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from anlan.support import running


@app.task(name="anlan.run_workflow", retry=RetryStrategy(max_attempts=20, linear_wait=2))
def run_workflow(entry_id: str, workflow: str) -> None:
    """Run one workflow for one journal entry."""
    running.run_workflow(UUID(entry_id), workflow)
