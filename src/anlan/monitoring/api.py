"""The door of the room monitoring."""

from anlan.monitoring.domain.bands import Band
from anlan.monitoring.domain.columns import Column, Role, TableMap
from anlan.monitoring.domain.compiling import Ruling
from anlan.monitoring.domain.definition import (
    Colour,
    Condition,
    Curve,
    On,
    Place,
    Problem,
    RuleCase,
    RuleDefinition,
    Scope,
    data_of,
    definition_of,
    problems,
)
from anlan.monitoring.domain.errors import (
    ApproverIsProposer,
    BusUnavailable,
    DeviceExists,
    NothingToSwitch,
    RuleApproverIsProposer,
    ThresholdsNotInOrder,
    TrialTooLarge,
)
from anlan.monitoring.domain.health import Watch
from anlan.monitoring.domain.importing import UNDER_WAY, HasErrors, NothingToStore
from anlan.monitoring.domain.judging import Aggregate, Compare
from anlan.monitoring.domain.maintenance import NewOrder, OrderAct, OrderState
from anlan.monitoring.domain.plans import Plan
from anlan.monitoring.domain.quantities import Quantity, StationKind
from anlan.monitoring.domain.rules import LOCAL_LEVELS, LOCAL_WINDOWS
from anlan.monitoring.domain.sourcing import Pick, Source, ValueRule
from anlan.monitoring.events import (
    DeviceChanged,
    DeviceRegistered,
    HistoryImported,
    HistoryTakenBack,
    KeeperNamed,
    MaintenanceChanged,
    MaintenanceOpened,
    QuarantineDiscarded,
    QuarantineReplayed,
    ReadingsExpired,
    RuleApproved,
    RuleProposed,
    RuleRefused,
    RuleRetired,
    SourceMapped,
    SourceRetired,
    StationPictured,
    StationRegistered,
    StationServiceChanged,
    ThresholdLeft,
    ThresholdReached,
    ThresholdsApproved,
    ThresholdsProposed,
    ThresholdsRefused,
)
from anlan.monitoring.ports import Bus
from anlan.monitoring.selectors.bands import Standing, levels_of_series, reached_at, standings
from anlan.monitoring.selectors.compiling import Judged, judged_count
from anlan.monitoring.selectors.devices import (
    DeviceRow,
    LineRow,
    ReportRow,
    device,
    device_row,
    devices,
    devices_of_station,
    element_uses,
    lines,
    reports,
)
from anlan.monitoring.selectors.exporting import COLUMNS as EXPORT_COLUMNS
from anlan.monitoring.selectors.exporting import Wanted, exported, series_of_station
from anlan.monitoring.selectors.fire_weather import FireWeatherRow, fire_weather_days
from anlan.monitoring.selectors.health import (
    SPANS,
    Gap,
    HealthFilter,
    HealthRow,
    SeriesHealth,
    fits_state,
    flows_of,
    gaps_of,
    grade_of,
    health_rows,
    kinds_present,
    longest_gaps,
    station_health,
)
from anlan.monitoring.selectors.imports import (
    ImportRow,
    Preview,
    ProblemRow,
    history_import,
    import_preview,
    import_problems,
    import_stations,
    imports,
    stored_before,
)
from anlan.monitoring.selectors.intake_state import IntakeState, intake_state
from anlan.monitoring.selectors.listing import StationFilter, StationSlice, measured, station_slice, stations
from anlan.monitoring.selectors.maintenance import OrderRow, PhotoRow, keeper, orders, photo, photos, reasons
from anlan.monitoring.selectors.mapping import station_counts, tile, vehicle_count, vehicle_tile
from anlan.monitoring.selectors.peaks import Peak, peaks_in
from anlan.monitoring.selectors.quantities import hazards, kinds, mark_label, marks, quantities, quantity_label
from anlan.monitoring.selectors.quarantine import (
    QuarantinePage,
    QuarantineRow,
    held_count,
    quarantine_page,
    quarantined,
)
from anlan.monitoring.selectors.rain_steps import StationRain, rain_steps
from anlan.monitoring.selectors.rain_totals import RainTotal, first_rain, rain_totals, silent_in
from anlan.monitoring.selectors.readings import HourValue, doubtful, history, hourly, rain_between
from anlan.monitoring.selectors.rolled import Rolled, rolled
from anlan.monitoring.selectors.rulebook import (
    RuleEditionRow,
    RuleRow,
    ready_made_families,
    rule_edition,
    rule_editions,
    rule_event_code,
    rule_list,
    rule_title,
    rules_waiting,
    standing,
)
from anlan.monitoring.selectors.rules import default_flash_flood_bands, replayed_at_once, vocabulary
from anlan.monitoring.selectors.silence import silence_counts
from anlan.monitoring.selectors.sources import MappingRow, SampleOutcome, mapping_editions, source_mappings, try_source
from anlan.monitoring.selectors.standings import Tally, tally
from anlan.monitoring.selectors.stations import (
    SeriesRow,
    StationDetail,
    StationRow,
    latest_values,
    series_named,
    station,
    station_by_code,
    stations_by_id,
    stations_near,
)
from anlan.monitoring.selectors.telling import Telling, telling
from anlan.monitoring.selectors.thresholds import EditionRow, editions_in_force, editions_of, editions_waiting
from anlan.monitoring.selectors.trials import Trial, TrialAlarm, TrialResult, trial
from anlan.monitoring.services.devices import NewDevice, change_device, register_device, switch_device
from anlan.monitoring.services.importing.checking import check_import
from anlan.monitoring.services.importing.storing import store_import, take_back_import
from anlan.monitoring.services.importing.uploading import (
    Upload,
    check_history,
    discard_history,
    reopen_history,
    store_history,
    take_back_history,
    upload_history,
)
from anlan.monitoring.services.maintenance import move_order, name_keeper, open_order
from anlan.monitoring.services.photos import NewPhoto, add_photo
from anlan.monitoring.services.quarantine import discard_quarantined, replay_all, replay_quarantined
from anlan.monitoring.services.receiving import Receipt, Sent, receive
from anlan.monitoring.services.registering import (
    NewStation,
    load_demo_readings,
    register_station,
    register_stations,
    remove_demo_stations,
    set_service,
)
from anlan.monitoring.services.retaining import Expiring, expire_readings, expiring
from anlan.monitoring.services.rolling import roll_backlog
from anlan.monitoring.services.rules import (
    RuleProposal,
    approve_rule,
    propose_rule,
    propose_switch,
    refuse_rule,
    retire_rule,
)
from anlan.monitoring.services.sources import map_source, retire_source
from anlan.monitoring.services.thresholds import (
    Proposal,
    approve_thresholds,
    load_demo_thresholds,
    propose_thresholds,
    refuse_thresholds,
    remove_demo_thresholds,
)
from anlan.monitoring.services.trying import TrialRequest, run_trial, start_trial
