"""Which reports are due, by when, and how duties were met."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from anlan.kernel.actors import Actor
from anlan.reporting.domain.clocks import OWED, TICKING, ClockState
from anlan.reporting.domain.deadlines import Stage
from anlan.reporting.models import ReportClock, Transmission
from anlan.reporting.selectors.rules import body_name, units_of
from anlan.support import rights


@dataclass(frozen=True, slots=True)
class Told:
    """Who was told of a clock, when and at which step: warned, missed, escalated."""

    at: datetime
    step: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Who at the receiving level opened what was sent, and when first."""

    reader: str
    read_at: datetime


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
    from_party: str
    to_party: str
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
    escalated_at: datetime | None
    told: tuple[Told, ...]
    report_id: UUID | None
    received_at: datetime | None
    received_by: str
    readings: tuple[Reading, ...]
    way: str
    way_reason: str

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


def clocks_met_by(transmission_id: UUID) -> tuple[ClockRow, ...]:
    """Return the clocks that a transmission fulfilled; for the platform itself, which checks no reader's right."""
    return _rows(ReportClock.objects.filter(transmission_id=transmission_id).select_related("transmission"))


def _seen(actor: Actor) -> QuerySet[ReportClock]:
    return (
        ReportClock.objects.filter(rights.within(actor, "reporting.see"))
        .select_related("transmission")
        .defer("transmission__document", "transmission__body", "transmission__figures")
    )


def _rows(rows: QuerySet[ReportClock]) -> tuple[ClockRow, ...]:
    found = list(rows.prefetch_related("transmission__readings"))
    units = units_of(region for row in found for region in (row.region, row.to_region))
    return tuple(_row(row, units) for row in found)


def _row(row: ReportClock, units: Mapping[str, str]) -> ClockRow:
    here = ("reporter", "receiver", "report_id", "received_at", "received_by", "readings", "way", "way_reason")
    special = ("stage", "state", "told", *here)
    same = {name: getattr(row, name) for name in ClockRow.__slots__ if name not in special}
    return ClockRow(
        stage=Stage(row.stage),
        state=ClockState(row.state),
        told=tuple(Told(datetime.fromisoformat(each["at"]), each["step"], tuple(each["names"])) for each in row.told),
        reporter=body_name(row.region, row.from_party) if row.from_party else units[row.region],
        receiver=body_name(row.to_region, row.to_party) if row.to_party else units[row.to_region],
        **_sent(row.transmission),
        **same,
    )


def _sent(row: Transmission | None) -> dict[str, Any]:
    """Return the evidence of what fulfilled a clock."""
    return {
        "report_id": row.report_id if row else None,
        "received_at": row.received_at if row else None,
        "received_by": row.received_by if row else "",
        "readings": tuple(Reading(each.reader, each.read_at) for each in row.readings.all()) if row else (),
        "way": row.way if row else "",
        "way_reason": row.way_reason if row else "",
    }
