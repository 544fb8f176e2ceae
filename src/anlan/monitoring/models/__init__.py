"""The rows of the room monitoring."""

from anlan.monitoring.models.judging import Judgement
from anlan.monitoring.models.readings import LatestValue, Quarantine, Reading
from anlan.monitoring.models.stations import Coverage, DirectoryEdition, Series, Station
from anlan.monitoring.models.thresholds import LocalThreshold, ThresholdEdition

__all__ = [
    "Coverage",
    "DirectoryEdition",
    "Judgement",
    "LatestValue",
    "LocalThreshold",
    "Quarantine",
    "Reading",
    "Series",
    "Station",
    "ThresholdEdition",
]
