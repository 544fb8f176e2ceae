"""The room's door: enterprises with their major hazards."""

from anlan.enterprises.domain.major_hazards import class_of
from anlan.enterprises.selectors.enterprises import (
    Enterprise,
    EnterpriseFilter,
    MajorHazard,
    enterprise,
    enterprise_counts,
    enterprises,
    major_hazard_count,
)
from anlan.enterprises.selectors.tiles import LAYERS, tile
from anlan.enterprises.services.registering import (
    NewEnterprise,
    NewMajorHazard,
    register_enterprises,
    register_major_hazards,
    remove_demonstration,
)
