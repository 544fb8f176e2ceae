"""What the room keeps: hazard sites with their links and patrols, reservoirs."""

from anlan.risks.models.exposure import ExposedElement as ExposedElement
from anlan.risks.models.exposure import RiskZone as RiskZone
from anlan.risks.models.exposure import SurveyFile as SurveyFile
from anlan.risks.models.patrols import Patrol as Patrol
from anlan.risks.models.patrols import PatrolPhoto as PatrolPhoto
from anlan.risks.models.reservoirs import Reservoir as Reservoir
from anlan.risks.models.sites import HazardSite as HazardSite
from anlan.risks.models.sites import SiteDuty as SiteDuty
from anlan.risks.models.sites import SiteHousehold as SiteHousehold
from anlan.risks.models.sites import SiteStation as SiteStation
