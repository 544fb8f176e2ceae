"""Rows of plans."""

from anlan.plans.models.editions import PlanEdition

__all__ = ["PlanEdition"]
