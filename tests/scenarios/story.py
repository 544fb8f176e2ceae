"""What every scenario shares: a clock that a test moves, and all wired workflows run as the jobs process would."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from anlan.command import api as command
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM, Actor, Grant
from anlan.support import running
from anlan.support.models import JournalEntry
from anlan.support.wiring import workflows_of

# Enough of a picture to be one; orders that ask for a photo get it.
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 32


@dataclass
class Story:
    """A course of events: ``at(minutes)`` moves the clock, every act is followed by the workflows that it wakes."""

    begins: datetime
    set_clock: Callable[[datetime], None]
    now: datetime = field(init=False)
    _done: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.at(0)

    def at(self, minutes: int) -> datetime:
        """Let it be so many minutes after the beginning."""
        self.now = self.begins + timedelta(minutes=minutes)
        self.set_clock(self.now)
        return self.now

    def settle(self) -> None:
        """Run every workflow of every new entry until nothing new is written."""
        while True:
            new = [row for row in JournalEntry.objects.order_by("id") if row.id not in self._done]
            if not new:
                return
            for entry in new:
                self._done.add(entry.id)
                for workflow in workflows_of(entry.kind):
                    running.run_workflow(entry.id, workflow.name)

    def opens(self, kind: str, region: str, title: str, **fields: object) -> UUID:
        """Open an incident that happened five minutes ago."""
        happened = self.now - timedelta(minutes=5)
        new = incidents.NewIncident(
            kind=kind, region=region, title=title, happened_at=happened, learned_at=self.now, **fields
        )
        incident_id = incidents.open_incident(new=new, actor=SYSTEM, now=self.now)
        self.settle()
        return incident_id

    def learns(self, incident_id: UUID, region: str, **figures: object) -> None:
        """Record figures of the moment."""
        report = incidents.SituationReport(region=region, figures=figures, as_of=self.now, source="duty phone")
        incidents.record_situation(incident_id=incident_id, report=report, actor=SYSTEM, now=self.now)
        self.settle()

    def signs(self, response: command.ResponseRow, signer: Actor) -> None:
        """Sign what waits: the start of a response, or its change."""
        act = command.sign_change if response.is_running else command.start_response
        act(response_id=response.id, text="Signed.", actor=signer, now=self.now)
        self.settle()

    def response(self, incident_id: UUID) -> command.ResponseRow:
        """Return the incident's one response."""
        (row,) = command.responses_of(SYSTEM, incident_id)
        return row

    def orders(self, incident_id: UUID, prefix: str = "") -> dict[str, command.OrderRow]:
        """Return the incident's orders by the key of their task."""
        rows = command.orders_of(SYSTEM, incident_id, self.now)
        return {row.task_key: row for row in rows if row.task_key.startswith(prefix)}

    def does(self, order: command.OrderRow) -> None:
        """Receive an order, tell what was done with all that it asks for, and report it done."""
        grant = Grant("duty_officer", order.region[:6])
        actor = Actor(id="duty", name="duty officer", grants=(grant,))
        photos = (command.Photo(name="p.png", content=PNG),) if order.needs_photo else ()
        place = (102.2, 27.9) if order.needs_place else None
        said = command.Feedback(text="Done.", happened_at=self.now, place=place, photos=photos)
        command.receive_order(order_id=order.id, actor=actor, now=self.now)
        command.give_feedback(order_id=order.id, feedback=said, actor=actor, now=self.now)
        command.complete_order(order_id=order.id, actor=actor, now=self.now)
