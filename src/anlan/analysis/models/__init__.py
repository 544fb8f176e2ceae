"""Rows of analyses."""

from anlan.analysis.models.runs import Reliance, Run

__all__ = ["Reliance", "Run"]
