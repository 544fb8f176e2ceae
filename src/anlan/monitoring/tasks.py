"""The doorbells of imports, trials and retention."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.monitoring import api

_AGAIN = RetryStrategy(max_attempts=5, linear_wait=5)


@app.task(name="monitoring.check_import", retry=_AGAIN)
def check_import(import_id: str) -> None:
    """Check the table of an import."""
    api.check_import(import_id=UUID(import_id), now=clock.now())


@app.task(name="monitoring.store_import", retry=_AGAIN)
def store_import(import_id: str) -> None:
    """Store the readings of an import."""
    api.store_import(import_id=UUID(import_id), now=clock.now())


@app.task(name="monitoring.take_back_import", retry=_AGAIN)
def take_back_import(import_id: str) -> None:
    """Delete the readings of an import again."""
    api.take_back_import(import_id=UUID(import_id), now=clock.now())


@app.task(name="monitoring.run_trial")
def run_trial(trial_id: str) -> None:
    """Reckon a trial of a rule on history."""
    api.run_trial(trial_id=UUID(trial_id), now=clock.now())


@app.task(name="monitoring.expire_readings", retry=_AGAIN)
def expire_readings() -> None:
    """Delete the readings that are kept no longer."""
    api.expire_readings(actor=SYSTEM, now=clock.now())
