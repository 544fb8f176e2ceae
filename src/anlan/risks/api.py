"""The room's door: hazard sites with patrols, reservoirs."""

from anlan.risks.domain.sites import (
    EliminationNeedsReason,
    Finding,
    PatrolNeedsNote,
    SiteIsEliminated,
    SiteKind,
    SiteState,
    grade_of,
)
from anlan.risks.events import SiteEliminated, SitePatrolled
from anlan.risks.selectors.reservoirs import Reservoir, ReservoirFilter, reservoir, reservoir_counts, reservoirs
from anlan.risks.selectors.sites import PatrolRow, Site, SiteFilter, patrols, site, site_counts, sites, sites_in
from anlan.risks.selectors.tiles import LAYERS, tile
from anlan.risks.services.patrols import PatrolReport, eliminate_site, record_patrol
from anlan.risks.services.registering import (
    NewReservoir,
    NewSite,
    register_reservoirs,
    register_sites,
    remove_demonstration,
)
