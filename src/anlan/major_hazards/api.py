"""The room's door: units of major hazards with stock, class and history."""

from anlan.major_hazards.domain.dues import Due, DueKind, next_due
from anlan.major_hazards.domain.errors import (
    ClassUnknown,
    DutyTickedAlready,
    FiledBeforeIdentified,
    FilledBySensor,
    LimitsNotInOrder,
    NobodyIsNamed,
    NotAMajorHazard,
    OwnerUnknown,
    PeopleRefused,
    QuantityRefused,
    SensorTwice,
    SeriesNotNamed,
    StockTwice,
    SubstanceMissing,
    SubstanceUnknown,
    UnitCodeTaken,
)
from anlan.major_hazards.domain.trades import Item, Kind, TradeField, bounds_of
from anlan.major_hazards.domain.units import NO_CLASS_YET, NOT_MAJOR, Cause, UnitKind, checked_people
from anlan.major_hazards.events import (
    ClassChanged,
    ColourChanged,
    DueTold,
    SiteChanged,
    SiteRegistered,
    UnitChanged,
    UnitRegistered,
)
from anlan.major_hazards.papers import worksheet_paper
from anlan.major_hazards.selectors.responsible import RoleRow, open_duty_counts, roles_of
from anlan.major_hazards.selectors.tables import rules
from anlan.major_hazards.selectors.tiles import LAYERS, tile
from anlan.major_hazards.selectors.trades import (
    ColourRow,
    SensorRow,
    SiteFilter,
    SiteRow,
    colours_of,
    level_counts,
    score_table,
    sensors_of,
    site,
    sites,
    states_of,
    trade_kinds,
)
from anlan.major_hazards.selectors.units import (
    READ,
    ReckoningRow,
    StockRow,
    UnitFilter,
    UnitRow,
    history_of,
    major_count,
    registered_people,
    unit,
    units,
    units_of,
)
from anlan.major_hazards.services.demonstration import mark_demonstration, remove_demonstration
from anlan.major_hazards.services.importing import check_stock, columns, import_stock
from anlan.major_hazards.services.judging import judge_sites
from anlan.major_hazards.services.reckoning import KEEP
from anlan.major_hazards.services.responsible import name_responsible, tick_duty
from anlan.major_hazards.services.sensors import Link, follow_sensors, link_series, tell_dues, unlink_series
from anlan.major_hazards.services.trades import (
    NewSensor,
    NewTradeSite,
    change_fields,
    link_sensor,
    note_inspection,
    register_site,
    unlink_sensor,
)
from anlan.major_hazards.services.units import (
    NewStock,
    NewUnit,
    add_stock,
    record_filing,
    record_identification,
    register_unit,
    remove_stock,
    set_people,
    set_quantity,
    take_registered_people,
)
