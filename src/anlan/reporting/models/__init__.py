"""Rows of reports: clocks, versions, transmissions; what else stands on the chain of reports."""

from anlan.reporting.models.chain import IncidentTrait, ReportReading
from anlan.reporting.models.reports import Report, ReportClock, ReportVersion, Transmission

__all__ = ["IncidentTrait", "Report", "ReportClock", "ReportReading", "ReportVersion", "Transmission"]
