"""What stands on the paper of a report's version."""

from datetime import datetime

from anlan.reporting.models import Report, ReportVersion
from anlan.reporting.papers import Sheet
from anlan.reporting.selectors.facts import figures_of
from anlan.reporting.selectors.rules import unit_of


def sheet_of(report: Report, version: ReportVersion, receiver: str, now: datetime) -> Sheet:
    """Return what stands on the paper of a version for one receiver; unsigned, it is dated ``now``."""
    return Sheet(
        stage=report.stage,
        year=report.year,
        issue=report.issue,
        sender=unit_of(report.region),
        receiver=receiver,
        title=version.title,
        body=version.body,
        figures=figures_of(version),
        author=version.author,
        signer=version.signed_by,
        dated=version.signed_at or now,
        is_exercise=report.is_exercise,
        explanation=version.explanation,
    )
