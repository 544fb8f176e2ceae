"""Rows of plans: editions, their reviews, clocks, filings, drills, evaluations and findings."""

from anlan.plans.models.clocks import PlanClock, PlanDrill, PlanEvaluation, PlanFiling
from anlan.plans.models.editions import PlanEdition
from anlan.plans.models.findings import PlanFinding
from anlan.plans.models.papers import PlanPaper
from anlan.plans.models.reviews import PlanReview

__all__ = [
    "PlanClock",
    "PlanDrill",
    "PlanEdition",
    "PlanEvaluation",
    "PlanFiling",
    "PlanFinding",
    "PlanPaper",
    "PlanReview",
]
