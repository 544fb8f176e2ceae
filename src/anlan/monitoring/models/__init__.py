"""The rows of the room monitoring."""

from anlan.monitoring.models.devices import Device, DeviceCounter, DeviceReport, Line, Position
from anlan.monitoring.models.fire_weather import FireWeatherDay
from anlan.monitoring.models.health import MaintenanceOrder, Silence, StationPhoto
from anlan.monitoring.models.imports import HistoryImport, ImportFile, ImportPart, ImportProblem
from anlan.monitoring.models.judging import JudgedGroup, Judgement
from anlan.monitoring.models.readings import DayValue, HourValue, LatestValue, Quarantine, RawHorizon, Reading, RollMark
from anlan.monitoring.models.rules import RuleEdition, RuleTrial
from anlan.monitoring.models.sensorthings import (
    CategoryTerm,
    Datastream,
    DescribedEdition,
    FeatureOfInterest,
    HistoricalLocation,
    Location,
    Observation,
    ObservationDetail,
    ObservedProperty,
    Sensor,
    Thing,
)
from anlan.monitoring.models.sources import SourceMapping
from anlan.monitoring.models.stations import Coverage, DirectoryEdition, Series, Station
from anlan.monitoring.models.thresholds import LocalThreshold, ThresholdEdition

__all__ = [
    "CategoryTerm",
    "Coverage",
    "Datastream",
    "DayValue",
    "DescribedEdition",
    "Device",
    "DeviceCounter",
    "DeviceReport",
    "DirectoryEdition",
    "FeatureOfInterest",
    "FireWeatherDay",
    "HistoricalLocation",
    "HistoryImport",
    "HourValue",
    "ImportFile",
    "ImportPart",
    "ImportProblem",
    "JudgedGroup",
    "Judgement",
    "LatestValue",
    "Line",
    "LocalThreshold",
    "Location",
    "MaintenanceOrder",
    "Observation",
    "ObservationDetail",
    "ObservedProperty",
    "Position",
    "Quarantine",
    "RawHorizon",
    "Reading",
    "RollMark",
    "RuleEdition",
    "RuleTrial",
    "Sensor",
    "Series",
    "Silence",
    "SourceMapping",
    "Station",
    "StationPhoto",
    "Thing",
    "ThresholdEdition",
]
