"""The room's door: hazard sites with patrols, reservoirs."""

from anlan.risks.domain.exposure import exposed_icons, exposed_kinds, hazards, structures, zone_levels
from anlan.risks.domain.kinds import (
    Field,
    Grade,
    GradeOfAnotherScale,
    SiteKind,
    grade_names,
    kind_of,
    kinds,
    roles,
    state_level,
)
from anlan.risks.domain.patrolling import TrackIsBroken
from anlan.risks.domain.sheet import PAPERS, SCALES, Sheet, bar_of, sheet_of
from anlan.risks.domain.sites import (
    EliminationNeedsReason,
    Finding,
    PatrolNeedsNote,
    SiteIsEliminated,
    SiteState,
)
from anlan.risks.events import (
    PatrolsThickened,
    SiteChanged,
    SiteEliminated,
    SitePatrolled,
    SiteRegistered,
    SurveyImported,
    site_subject,
)
from anlan.risks.selectors.columns import exposed_columns, site_columns, zone_columns
from anlan.risks.selectors.exposure import (
    Exposed,
    ExposedFilter,
    OverlayLine,
    Zone,
    ZoneFilter,
    exposed,
    exposed_counts,
    exposed_element,
    overlay,
    reached_by,
    zone,
    zone_counts,
    zones,
)
from anlan.risks.selectors.links import (
    LinkedStation,
    NamedHousehold,
    duties_of,
    households_of,
    linked_stations,
    stations_of,
)
from anlan.risks.selectors.patrols import PatrolRow, patrols, photo
from anlan.risks.selectors.reservoirs import Reservoir, ReservoirFilter, reservoir, reservoir_counts, reservoirs
from anlan.risks.selectors.sheets import DrawnSite, DrawnZone, sites_on, zones_in
from anlan.risks.selectors.sites import Site, SiteFilter, late_count, site, site_counts, sites, sites_in
from anlan.risks.selectors.standing import (
    StandingLine,
    exposed_in,
    exposed_lines_in,
    reservoirs_in,
    threatening_in,
)
from anlan.risks.selectors.threatened import ThreateningSite, threatening
from anlan.risks.selectors.tiles import AREAS, LAYERS, tile
from anlan.risks.services.linking import set_duties, set_households, set_stations
from anlan.risks.services.patrols import (
    MOST_PHOTOS,
    NotAPhoto,
    PatrolReport,
    SentPhoto,
    TooManyPhotos,
    eliminate_site,
    record_patrol,
)
from anlan.risks.services.planning import forget_densities, plan_patrols, thicken_patrols
from anlan.risks.services.registering import (
    NewExposed,
    NewReservoir,
    NewSite,
    NewZone,
    register_exposed,
    register_reservoirs,
    register_sites,
    register_zones,
    remove_demonstration,
)
from anlan.risks.services.sites import CodeIsTaken, SiteDetails, keep_site
from anlan.risks.services.survey_rows import LISTS as SURVEY_LISTS
from anlan.risks.services.survey_rows import Planned, SurveyLine
from anlan.risks.services.surveys import NothingNew, preview_survey, store_survey, upload_survey
