"""To whom a report goes: the next level, those who are owed a direct report, and all other levels above."""

from dataclasses import dataclass
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import NATION, lineage, parent_of
from anlan.reporting.domain.clocks import OWED
from anlan.reporting.domain.deadlines import Stage
from anlan.reporting.models import Report, ReportClock, Transmission
from anlan.reporting.selectors.rules import units_of
from anlan.support import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiverRow:
    """A level above; ``is_due`` where the report must go there, ``is_sent`` where this version has gone."""

    region: str
    name: str
    is_due: bool
    is_sent: bool


def due_receivers(report: Report) -> tuple[str, ...]:
    """Return the next level, and the levels to which this region owes a direct report."""
    owed = ReportClock.objects.filter(
        incident_id=report.incident_id,
        region=report.region,
        stage=Stage.DIRECT.value,
        state__in=[state.value for state in OWED],
    )
    direct = owed.order_by("-to_region").values_list("to_region", flat=True)
    return tuple(dict.fromkeys([parent_of(report.region), *direct]))


def receivers_of(actor: Actor, report_id: UUID) -> tuple[ReceiverRow, ...]:
    """Return every level above a report's region, the nearest first."""
    report = Report.objects.filter(rights.within(actor, "reporting.see"), id=report_id).first()
    if report is None:
        raise NotFound(what="report")
    above = (*lineage(report.region)[1:], NATION)
    sent = set(Transmission.objects.filter(report=report, version=report.version).values_list("to_region", flat=True))
    due, names = due_receivers(report), units_of(above)
    return tuple(
        ReceiverRow(region=region, name=names[region], is_due=region in due, is_sent=region in sent) for region in above
    )
