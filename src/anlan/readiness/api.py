"""The room's door: teams, stores with their stock, shelters."""

from anlan.readiness.domain.entries import (
    ChangeAct,
    ChangeIsOpen,
    ChangeState,
    CodeIsTaken,
    EntryHasMoved,
    EntryIsInUse,
    ForceState,
    JudgeIsProposer,
    NothingChanged,
    NotTheOwner,
    ReasonMissing,
)
from anlan.readiness.domain.force_table import (
    COLUMN_WORDS,
    ColumnsMissing,
    NothingInTable,
    TableHasErrors,
    TableTooLarge,
)
from anlan.readiness.domain.freshness import Trust
from anlan.readiness.domain.ledger import (
    INWARD,
    NEEDS_PARTY,
    MoveKind,
    MoveNeedsParty,
    MoveNeedsReason,
    StockTooLow,
    UnknownItem,
    is_expired,
)
from anlan.readiness.domain.registers import FIGURES, Field, FieldKind, Register
from anlan.readiness.domain.requisitions import (
    REQUISITION_STEPS,
    SHIPMENT_STEPS,
    ApproverIsRequester,
    ExerciseMovesNoStock,
    HasLoads,
    LossNeedsNote,
    MoreThanAsked,
    NotFree,
    NothingNamed,
    RequisitionAct,
    RequisitionState,
    ShipmentAct,
    ShipmentState,
    StoreOutOfReach,
)
from anlan.readiness.domain.reserves import (
    CALL_UP_STEPS,
    RESERVES,
    CallUpAct,
    CallUpState,
    ContractNotInForce,
    MoreThanReserved,
    ReserveOutOfReach,
)
from anlan.readiness.domain.shelters import CapacityAboveRule, ShelterIsFull, ShelterIsOccupied, ShelterState
from anlan.readiness.domain.teams import TeamNeedsReason, TeamState
from anlan.readiness.domain.values import told, typed
from anlan.readiness.events import (
    ForceChanged,
    ForceChangeJudged,
    ForceChangeProposed,
    ForceEntered,
    ForceReported,
    ForceRetired,
    ForcesConfirmed,
    ForcesImported,
    GoodsDistributed,
    NormSet,
    OwnersAsked,
    RequisitionDecided,
    RequisitionMade,
    ReserveCalledUp,
    ShelterClosed,
    ShelterCounted,
    ShelterOpened,
    ShipmentMoved,
    StockCounted,
    StockMoved,
    TeamReported,
)
from anlan.readiness.selectors.attention import KINDS as ATTENTION_KINDS
from anlan.readiness.selectors.attention import AttentionRow, attention, attention_counts
from anlan.readiness.selectors.changes import (
    Change,
    change,
    change_counts,
    changes,
    due_counts,
    due_entries,
    kept_regions,
    may_answer,
    open_change_of,
)
from anlan.readiness.selectors.circles import MINUTES as CIRCLE_MINUTES
from anlan.readiness.selectors.circles import Circle, Circles, Reached, rescue_circles
from anlan.readiness.selectors.distribution import Given, given_to, households_served
from anlan.readiness.selectors.entries import (
    Entry,
    EntryFilter,
    entries,
    entries_by_id,
    entries_near,
    entry,
    entry_counts,
    entry_sums,
)
from anlan.readiness.selectors.experts import MatchedExpert, experts_for
from anlan.readiness.selectors.free_stock import Batch, FreeStock, free_stock
from anlan.readiness.selectors.items import Item, classes, groups, items
from anlan.readiness.selectors.open_shelters import OpenShelter, open_shelters_near
from anlan.readiness.selectors.registers import register, registers
from anlan.readiness.selectors.requisitions import (
    Candidate,
    Requisition,
    RequisitionFilter,
    candidates,
    requisition,
    requisition_counts,
    requisitions,
)
from anlan.readiness.selectors.reserves import (
    CallUpRow,
    Reserve,
    call_ups_for,
    call_ups_of,
    open_call_ups,
    reserve_totals,
    reserves_for,
)
from anlan.readiness.selectors.shelters import (
    Shelter,
    ShelterFilter,
    shelter,
    shelter_capacity,
    shelter_counts,
    shelters,
    shelters_by_id,
)
from anlan.readiness.selectors.shipments import Shipment, ShipmentFilter, shipment, shipment_counts, shipments
from anlan.readiness.selectors.standing import shelters_in
from anlan.readiness.selectors.stock import (
    LotPlace,
    LotRow,
    MovementRow,
    StockRow,
    lot_by_code,
    lots_of,
    movements_of,
    places_of,
    stock_of,
)
from anlan.readiness.selectors.stores import Store, StoreFilter, store, store_counts, stores, totals
from anlan.readiness.selectors.teams import (
    Team,
    TeamFilter,
    member_count,
    team,
    team_counts,
    teams,
    teams_by_id,
    teams_led_by,
)
from anlan.readiness.selectors.tiles import LAYERS, layer_counts, tile
from anlan.readiness.services.confirming import confirm_forces, judge_change, propose_change
from anlan.readiness.services.contacts import ContactNeedsPhone, OwnerUnknown
from anlan.readiness.services.counting import StockCount, count_stock, set_norm
from anlan.readiness.services.distributing import AlreadyGiven, Handout, distribute, repeat_days
from anlan.readiness.services.entries import (
    EntryDetails,
    change_force,
    enter_force,
    report_force,
    retire_force,
    subject_of,
)
from anlan.readiness.services.importing import LARGEST as LARGEST_TABLE
from anlan.readiness.services.importing import Problem, Tried, preview_table, store_table, upload_table
from anlan.readiness.services.ledger import LotDetails
from anlan.readiness.services.opening import OpeningRequest, OpeningStock, register_requests
from anlan.readiness.services.ordering import OrderedSupplies, order_supplies
from anlan.readiness.services.registering import (
    NewForce,
    NewShelter,
    NewStore,
    NewTeam,
    register_forces,
    register_shelters,
    register_stores,
    register_teams,
    remove_demonstration,
)
from anlan.readiness.services.requisitions import (
    Allotment,
    NewRequisition,
    approve_requisition,
    end_requisition,
    hand_up,
    request_supplies,
)
from anlan.readiness.services.reserves import (
    Delivery,
    NewCallUp,
    call_up_reserve,
    cancel_call_up,
    receive_call_up,
)
from anlan.readiness.services.shelters import close_shelter, count_occupants, open_shelter
from anlan.readiness.services.shipments import (
    Arrival,
    Departure,
    cancel_shipment,
    dispatch_shipment,
    receive_shipment,
    report_shipment,
)
from anlan.readiness.services.stock import Move, move_stock
from anlan.readiness.services.teams import TeamReport, report_team
from anlan.readiness.services.typed import change_typed, enter_typed, propose_typed
