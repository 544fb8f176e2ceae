"""Rows of reports: clocks, versions, transmissions; the chain around them; official documents; suspicions."""

from anlan.reporting.models.chain import IncidentTrait, ReportReading
from anlan.reporting.models.papers import OfficialPaper, TemplateEdition
from anlan.reporting.models.reports import Report, ReportClock, ReportVersion, Transmission
from anlan.reporting.models.suspicions import Suspicion

__all__ = [
    "IncidentTrait",
    "OfficialPaper",
    "Report",
    "ReportClock",
    "ReportReading",
    "ReportVersion",
    "Suspicion",
    "TemplateEdition",
    "Transmission",
]
