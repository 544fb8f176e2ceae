"""The rows of the room monitoring."""

from anlan.monitoring.models.judging import Judgement
from anlan.monitoring.models.readings import DayValue, HourValue, LatestValue, Quarantine, Reading, RollMark
from anlan.monitoring.models.rules import RuleEdition, RuleTrial
from anlan.monitoring.models.stations import Coverage, DirectoryEdition, Series, Station
from anlan.monitoring.models.thresholds import LocalThreshold, ThresholdEdition

__all__ = [
    "Coverage",
    "DayValue",
    "DirectoryEdition",
    "HourValue",
    "Judgement",
    "LatestValue",
    "LocalThreshold",
    "Quarantine",
    "Reading",
    "RollMark",
    "RuleEdition",
    "RuleTrial",
    "Series",
    "Station",
    "ThresholdEdition",
]
