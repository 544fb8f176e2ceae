"""The door of the room monitoring."""

from anlan.monitoring.events import (
    QuarantineDiscarded,
    QuarantineReplayed,
    StationRegistered,
    ThresholdReached,
    ThresholdsApproved,
    ThresholdsProposed,
    ThresholdsRefused,
)
from anlan.monitoring.services.ingesting import Intake, Outcome
from anlan.monitoring.services.registering import (
    NewStation,
    register_station,
    register_stations,
    remove_demo_stations,
)

__all__ = [
    "Intake",
    "NewStation",
    "Outcome",
    "QuarantineDiscarded",
    "QuarantineReplayed",
    "StationRegistered",
    "ThresholdReached",
    "ThresholdsApproved",
    "ThresholdsProposed",
    "ThresholdsRefused",
    "register_station",
    "register_stations",
    "remove_demo_stations",
]
