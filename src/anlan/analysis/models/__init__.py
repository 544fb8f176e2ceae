"""Rows of analyses."""

from anlan.analysis.models.rain_grids import RainGrid
from anlan.analysis.models.runs import Reliance, Run
from anlan.analysis.models.shaking_maps import ShakingMap

__all__ = ["RainGrid", "Reliance", "Run", "ShakingMap"]
