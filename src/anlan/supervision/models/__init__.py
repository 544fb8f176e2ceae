"""Rows of the room."""

from anlan.supervision.models.draws import Draw
from anlan.supervision.models.inspections import Evidence, Finding, Going, Inspection, Paper, Recheck, SiteRecord
from anlan.supervision.models.lists import ListEdition
from anlan.supervision.models.officers import Officer, Recusal
from anlan.supervision.models.planning import CreditMark, Penalty, PlanItem, YearPlan

__all__ = [
    "CreditMark",
    "Draw",
    "Evidence",
    "Finding",
    "Going",
    "Inspection",
    "ListEdition",
    "Officer",
    "Paper",
    "Penalty",
    "PlanItem",
    "Recheck",
    "Recusal",
    "SiteRecord",
    "YearPlan",
]
