"""Which reports are due, by when, and how duties were met."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from anlan.kernel.actors import Actor
from anlan.reporting.domain.clocks import OWED, TICKING, ClockState
from anlan.reporting.domain.deadlines import Stage
from anlan.reporting.models import ReportClock
from anlan.reporting.selectors.rules import units_of
from anlan.support import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """A duty to report with its evidence: when the news came, when the report went, who received it and when."""

    id: UUID
    incident_id: UUID
    incident_title: str
    is_exercise: bool
    rule: str
    edition: str
    source: str
    mark: str
    stage: Stage
    region: str
    to_region: str
    reporter: str
    receiver: str
    state: ClockState
    learned_at: datetime
    started_at: datetime
    warn_at: datetime
    due_at: datetime
    warned_at: datetime | None
    missed_at: datetime | None
    sent_at: datetime | None
    stopped_at: datetime | None
    report_id: UUID | None
    received_at: datetime | None
    received_by: str

    @property
    def is_ticking(self) -> bool:
        """Tell whether its end lies ahead."""
        return self.state in TICKING

    @property
    def ended_at(self) -> datetime | None:
        """Return when it stopped ticking by an act: the report went out, or it was stopped."""
        return self.sent_at or self.stopped_at


def owed_clocks(actor: Actor, *, limit: int = 100) -> tuple[ClockRow, ...]:
    """Return the clocks that still want a report in the actor's regions, the nearest end first."""
    rows = _seen(actor).filter(state__in=[state.value for state in OWED])
    return _rows(rows.order_by("due_at", "id")[:limit])


def clocks_of(actor: Actor, incident_id: UUID) -> tuple[ClockRow, ...]:
    """Return all clocks of an incident that the actor may see, in order of their ends."""
    rows = _seen(actor).filter(incident_id=incident_id).order_by("due_at", "-region", "-to_region", "id")
    return _rows(rows)


def _seen(actor: Actor) -> QuerySet[ReportClock]:
    return (
        ReportClock.objects.filter(rights.within(actor, "reporting.see"))
        .select_related("transmission")
        .defer("transmission__document", "transmission__body", "transmission__figures")
    )


def _rows(rows: QuerySet[ReportClock]) -> tuple[ClockRow, ...]:
    units = units_of(region for row in rows for region in (row.region, row.to_region))
    return tuple(_row(row, units) for row in rows)


def _row(row: ReportClock, units: Mapping[str, str]) -> ClockRow:
    special = ("stage", "state", "reporter", "receiver", "report_id", "received_at", "received_by")
    same = {name: getattr(row, name) for name in ClockRow.__slots__ if name not in special}
    sent = row.transmission
    return ClockRow(
        stage=Stage(row.stage),
        state=ClockState(row.state),
        reporter=units[row.region],
        receiver=units[row.to_region],
        report_id=sent.report_id if sent else None,
        received_at=sent.received_at if sent else None,
        received_by=sent.received_by if sent else "",
        **same,
    )
