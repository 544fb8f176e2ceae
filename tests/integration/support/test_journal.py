"""The journal keeps everything once, in order, and shows any change."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from anlan.kernel.actors import SYSTEM
from anlan.kernel.events import DomainEvent
from anlan.support import journal
from anlan.support.models import JournalEntry, WorkflowRun
from anlan.support.running import run_workflow
from anlan.support.sealing import FIRST_SEAL, Flaw, flaws, seal_committed
from anlan.support.wiring import Workflow, wire_workflow

NOW = datetime(2020, 6, 26, 15, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class BellRung(DomainEvent):
    """A bell rang (an event of this test)."""

    kind: ClassVar[str] = "test.bell_rung"
    times: int
    heard_at: datetime


def ring(times: int = 1, region: str = "513433101", **more):
    event = BellRung(subject="bell:1", region=region, times=times, heard_at=NOW, **more)
    return journal.announce(event, actor=SYSTEM, now=NOW)


@pytest.mark.django_db
def test_an_event_comes_back_from_the_journal_as_it_went_in():
    incident = uuid4()
    entry = JournalEntry.objects.get(id=ring(3, incident_id=incident, exercise=True))
    assert journal.event_of(entry, BellRung) == BellRung(
        subject="bell:1", region="513433101", times=3, heard_at=NOW, incident_id=incident, exercise=True
    )
    assert [row.kind for row in journal.timeline(incident)] == ["test.bell_rung"]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_announced():
    with pytest.raises(RuntimeError):
        ring()
    assert JournalEntry.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["update support_journalentry set actor_name = 'x'", "delete from support_journalentry"]
)
def test_the_database_refuses_to_change_an_entry(statement):
    ring()
    seal_committed()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(flaws()) == []


@pytest.mark.django_db
def test_the_sealer_numbers_densely_and_chains():
    for times in range(5):
        ring(times)
    sealed = seal_committed(limit=3) + seal_committed()
    assert [entry.number for entry in sealed] == [1, 2, 3, 4, 5]
    assert [entry.previous_seal for entry in sealed] == [FIRST_SEAL, *(entry.seal for entry in sealed[:-1])]
    assert list(flaws()) == []
    assert seal_committed() == ()


@pytest.mark.django_db
def test_a_changed_entry_and_a_lost_one_are_found():
    for times in range(4):
        ring(times)
    seal_committed()
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute("""update support_journalentry set payload = '{"times": 9}' where number = 2""")
        cursor.execute("delete from support_journalentry where number = 3")
        cursor.execute("set local session_replication_role = origin")
    assert list(flaws()) == [Flaw(2, "altered"), Flaw(3, "missing"), Flaw(4, "chain_broken")]


@pytest.mark.django_db
def test_a_reader_sees_the_journal_of_the_own_region_only(actor_with):
    ring(1, region="513433101")
    ring(2, region="513433102")
    seen = journal.latest(actor_with("township_officer", "513433101"))
    assert [entry.payload["times"] for entry in seen] == [1]
    assert [entry.payload["times"] for entry in journal.latest(actor_with("duty_officer", "5134"))] == [2, 1]
    assert journal.latest(actor_with("gateway", "5134")) == ()


@pytest.mark.django_db
def test_a_workflow_runs_once_for_an_entry_however_often_it_is_called():
    heard = []
    wire_workflow(
        Workflow("test_bell", BellRung, lambda event, *, actor, now: heard.append((event.times, actor.cause)))
    )
    entry_id = ring(7)
    assert run_workflow(entry_id, "test_bell") is True
    assert run_workflow(entry_id, "test_bell") is False
    assert heard == [(7, entry_id)]


@pytest.mark.django_db
def test_a_workflow_that_fails_leaves_no_trace_and_may_run_again():
    def fail(event, *, actor, now):
        ring(99)
        raise ValueError("no")

    entry_id = ring(7)
    wire_workflow(Workflow("test_failing", BellRung, fail))
    with pytest.raises(ValueError, match="no"):
        run_workflow(entry_id, "test_failing")
    assert WorkflowRun.objects.filter(workflow="test_failing").count() == 0
    assert JournalEntry.objects.filter(payload__times=99).count() == 0
