"""Which figures of a report jump since the last one sent, and what was noted when they were recorded."""

from uuid import UUID

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.reporting.domain.jumps import Jump, jumps
from anlan.reporting.models import Report, ReportVersion, Transmission
from anlan.reporting.selectors.facts import figures_of, previous_figures
from anlan.support import rights
from anlan.support.tables import load_table

LONGEST_EXPLANATION = 1000


def jumps_of_version(report: Report, version: ReportVersion) -> tuple[Jump, ...]:
    """Return the figures of a version that jump since the last report sent."""
    before = previous_figures(report.incident_id, report.region)
    return jumps(before, figures_of(version), load_table("anlan.reporting", "jumps"))


def jumps_of(actor: Actor, report_id: UUID) -> tuple[Jump, ...]:
    """Return the figures of a report's newest version that jump; nothing once it was sent."""
    report = Report.objects.filter(rights.within(actor, "reporting.see"), id=report_id).first()
    if report is None:
        raise NotFound(what="report")
    version = ReportVersion.objects.get(report=report, number=report.version)
    if Transmission.objects.filter(report=report, version=report.version).exists():
        return ()
    return jumps_of_version(report, version)


def noted_causes(actor: Actor, report: Report, found: tuple[Jump, ...]) -> str:
    """Return what people noted with the figures that jump, since the last report was sent."""
    sent = Transmission.objects.filter(report__incident_id=report.incident_id, region=report.region)
    since = sent.order_by("-sent_at").values_list("sent_at", flat=True).first()
    keys = {jump.key for jump in found}
    notes = [
        row.note
        for row in incidents.figure_history(actor, report.incident_id)
        if row.indicator.key in keys and row.note and (since is None or row.recorded_at > since)
    ]
    return "\n".join(dict.fromkeys(reversed(notes)))[:LONGEST_EXPLANATION]
