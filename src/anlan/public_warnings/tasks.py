"""The doorbell of the counting."""

from uuid import UUID

from procrastinate.contrib.django import app

from anlan.kernel import clock
from anlan.public_warnings import api


@app.task(name="public_warnings.count_coverage")
def count_coverage(warning_id: str) -> None:
    """Count what a warning's messages came to."""
    api.count_coverage(warning_id=UUID(warning_id), now=clock.now())
