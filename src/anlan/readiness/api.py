"""The room's door: teams, stores with their stock, shelters."""

from anlan.readiness.domain.shelters import ShelterIsFull, ShelterIsOccupied, ShelterState
from anlan.readiness.domain.stock import INWARD, MoveKind, MoveNeedsReason, StockTooLow, UnknownItem
from anlan.readiness.domain.teams import TeamNeedsReason, TeamState
from anlan.readiness.events import ShelterClosed, ShelterCounted, ShelterOpened, StockMoved, TeamReported
from anlan.readiness.selectors.items import Item, groups, items
from anlan.readiness.selectors.open_shelters import OpenShelter, open_shelters_near
from anlan.readiness.selectors.shelters import (
    Shelter,
    ShelterFilter,
    shelter,
    shelter_capacity,
    shelter_counts,
    shelters,
    shelters_by_id,
)
from anlan.readiness.selectors.stores import (
    MovementRow,
    StockRow,
    Store,
    StoreFilter,
    movements_of,
    stock_of,
    store,
    store_counts,
    stores,
    totals,
)
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
from anlan.readiness.selectors.tiles import LAYERS, tile
from anlan.readiness.services.registering import (
    NewShelter,
    NewStore,
    NewTeam,
    OpeningStock,
    register_shelters,
    register_stores,
    register_teams,
    remove_demonstration,
)
from anlan.readiness.services.shelters import close_shelter, count_occupants, open_shelter
from anlan.readiness.services.stock import Move, move_stock
from anlan.readiness.services.teams import TeamReport, report_team
