"""Running the wired workflows and ticks: each workflow once per journal entry, in one transaction with its effects."""

import logging
from uuid import UUID

from django.db import transaction

from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.support.journal import event_of
from anlan.support.models import JournalEntry, WorkflowRun
from anlan.support.wiring import ticks, workflow_named

log = logging.getLogger(__name__)


@transaction.atomic
def run_workflow(entry_id: UUID, name: str) -> bool:
    """Run the workflow ``name`` for a journal entry unless it has run; tell whether it ran now."""
    workflow = workflow_named(name)
    entry = JournalEntry.objects.get(id=entry_id)
    now = clock.now()
    _, is_first = WorkflowRun.objects.get_or_create(entry=entry, workflow=name, defaults={"ran_at": now})
    if is_first:
        workflow.run(event_of(entry, workflow.event_class), actor=SYSTEM.because(entry.id), now=now)
    return is_first


def run_ticks() -> None:
    """Run every wired tick once; one that fails is logged loudly and does not stop the others."""
    for tick in ticks():
        try:
            tick.run(actor=SYSTEM, now=clock.now())
        except Exception:
            log.exception("tick %s failed", tick.name)
