"""The room's door: hazard sites with patrols, reservoirs, enterprises with major hazards."""

from anlan.risks.domain.major_hazards import class_of
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
from anlan.risks.selectors.enterprises import (
    Enterprise,
    EnterpriseFilter,
    MajorHazard,
    enterprise,
    enterprise_counts,
    enterprises,
    major_hazard_count,
)
from anlan.risks.selectors.reservoirs import Reservoir, ReservoirFilter, reservoir, reservoir_counts, reservoirs
from anlan.risks.selectors.sites import PatrolRow, Site, SiteFilter, patrols, site, site_counts, sites, sites_in
from anlan.risks.selectors.tiles import LAYERS, tile
from anlan.risks.services.patrols import PatrolReport, eliminate_site, record_patrol
from anlan.risks.services.registering import (
    NewEnterprise,
    NewMajorHazard,
    NewReservoir,
    NewSite,
    register_enterprises,
    register_major_hazards,
    register_reservoirs,
    register_sites,
    remove_demonstration,
)
