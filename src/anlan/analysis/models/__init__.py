"""Rows of analyses."""

from anlan.analysis.models.rain_grids import RainGrid
from anlan.analysis.models.runs import Reliance, Run

__all__ = ["RainGrid", "Reliance", "Run"]
