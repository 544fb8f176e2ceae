"""The door of the room monitoring."""

from anlan.monitoring.domain.bands import Band
from anlan.monitoring.domain.errors import ApproverIsProposer, BusUnavailable, ThresholdsNotInOrder
from anlan.monitoring.domain.quantities import Quantity, StationKind
from anlan.monitoring.domain.rules import LOCAL_LEVELS, LOCAL_WINDOWS
from anlan.monitoring.events import (
    QuarantineDiscarded,
    QuarantineReplayed,
    StationRegistered,
    StationServiceChanged,
    ThresholdReached,
    ThresholdsApproved,
    ThresholdsProposed,
    ThresholdsRefused,
)
from anlan.monitoring.ports import Bus
from anlan.monitoring.selectors.mapping import station_count, tile
from anlan.monitoring.selectors.quantities import hazards, kinds, quantities, quantity_label
from anlan.monitoring.selectors.quarantine import (
    QuarantinePage,
    QuarantineRow,
    held_count,
    quarantine_page,
    quarantined,
)
from anlan.monitoring.selectors.readings import HourValue, history, hourly, rain_between
from anlan.monitoring.selectors.rules import default_flash_flood_bands
from anlan.monitoring.selectors.stations import (
    SeriesRow,
    StationDetail,
    StationFilter,
    StationRow,
    fits,
    latest_values,
    silence_counts,
    silent_stations,
    station,
    station_by_code,
    stations,
    stations_near,
)
from anlan.monitoring.selectors.thresholds import EditionRow, editions_in_force, editions_of, editions_waiting
from anlan.monitoring.services.quarantine import discard_quarantined, replay_quarantined
from anlan.monitoring.services.receiving import Receipt, receive
from anlan.monitoring.services.registering import (
    NewStation,
    load_demo_readings,
    register_station,
    register_stations,
    remove_demo_stations,
    set_service,
)
from anlan.monitoring.services.thresholds import (
    Proposal,
    approve_thresholds,
    load_demo_thresholds,
    propose_thresholds,
    refuse_thresholds,
    remove_demo_thresholds,
)

__all__ = [
    "LOCAL_LEVELS",
    "LOCAL_WINDOWS",
    "ApproverIsProposer",
    "Band",
    "Bus",
    "BusUnavailable",
    "EditionRow",
    "HourValue",
    "NewStation",
    "Proposal",
    "Quantity",
    "QuarantineDiscarded",
    "QuarantinePage",
    "QuarantineReplayed",
    "QuarantineRow",
    "Receipt",
    "SeriesRow",
    "StationDetail",
    "StationFilter",
    "StationKind",
    "StationRegistered",
    "StationRow",
    "StationServiceChanged",
    "ThresholdReached",
    "ThresholdsApproved",
    "ThresholdsNotInOrder",
    "ThresholdsProposed",
    "ThresholdsRefused",
    "approve_thresholds",
    "default_flash_flood_bands",
    "discard_quarantined",
    "editions_in_force",
    "editions_of",
    "editions_waiting",
    "fits",
    "hazards",
    "held_count",
    "history",
    "hourly",
    "kinds",
    "latest_values",
    "load_demo_readings",
    "load_demo_thresholds",
    "propose_thresholds",
    "quantities",
    "quantity_label",
    "quarantine_page",
    "quarantined",
    "rain_between",
    "receive",
    "refuse_thresholds",
    "register_station",
    "register_stations",
    "remove_demo_stations",
    "remove_demo_thresholds",
    "replay_quarantined",
    "set_service",
    "silence_counts",
    "silent_stations",
    "station",
    "station_by_code",
    "station_count",
    "stations",
    "stations_near",
    "tile",
]
