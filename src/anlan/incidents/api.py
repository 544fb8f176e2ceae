"""The door of the room incidents."""

from anlan.incidents.domain.errors import ChainClosed, FigureLowered, IncidentExists
from anlan.incidents.domain.grading import GradeProposal
from anlan.incidents.domain.indicators import Finding, Indicator
from anlan.incidents.domain.kinds import EventKind
from anlan.incidents.domain.opening import NewIncident
from anlan.incidents.domain.relations import NewRelation, RelationKind
from anlan.incidents.domain.states import IncidentAct, IncidentState
from anlan.incidents.domain.statistics import Count, Coverage
from anlan.incidents.domain.statistics import Row as StatisticsRow
from anlan.incidents.domain.totals import Total
from anlan.incidents.events import (
    FigureStated,
    GradeChanged,
    IncidentClosed,
    IncidentOpened,
    IncidentsLinked,
    IncidentsUnlinked,
    SituationRecorded,
)
from anlan.incidents.selectors.happened import HappenedRow, first_happened, happened_between
from anlan.incidents.selectors.incidents import (
    IncidentFilter,
    IncidentPage,
    IncidentRow,
    event_kinds,
    incident,
    incident_of,
    incidents,
    located,
    open_incidents,
    subjects_of,
    tile,
    timeline,
)
from anlan.incidents.selectors.relations import RelationRow, kinds_that_often_follow, linkable, relations_of
from anlan.incidents.selectors.situation import (
    RegionFigure,
    Situation,
    figure_history,
    figures_of_regions,
    indicators,
    indicators_for,
    proposed_grade,
    situation,
)
from anlan.incidents.selectors.statistics import (
    CountedPeriod,
    IncidentStatistics,
    gravest_by_unit,
    incident_statistics,
    kind_groups,
)
from anlan.incidents.services.life import change_grade, close_incident, link_subject
from anlan.incidents.services.opening import open_incident
from anlan.incidents.services.relations import link_incidents, unlink_incidents
from anlan.incidents.services.situation import SituationReport, record_situation
from anlan.incidents.words import grade_word
