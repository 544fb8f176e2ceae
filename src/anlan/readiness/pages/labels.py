"""What the room's codes are called on the screen, and in which tone."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anlan.readiness.api import ShelterState, TeamState
from anlan.web.lists import choices as choices

Labels = dict[str, Promise]

TEAM_KINDS: Final[Labels] = {
    "comprehensive": _("Comprehensive rescue"),
    "wildfire": _("Forest and grassland fire"),
    "mine": _("Mine rescue"),
    "chemicals": _("Hazardous-chemicals rescue"),
    "water": _("Water rescue"),
    "medical": _("Medical rescue"),
    "social": _("Social rescue force"),
}
SKILLS: Final[Labels] = {
    "flood": _("Flood rescue"),
    "search": _("Search and rescue"),
    "landslide": _("Landslide rescue"),
    "first_aid": _("First aid"),
    "wildfire": _("Fire fighting in forests"),
    "mine": _("Mine rescue"),
    "confined_space": _("Confined spaces"),
}
TEAM_STATES: Final[Labels] = {
    TeamState.STANDING_BY: _("Standing by"),
    TeamState.OUT: _("Out on duty"),
    TeamState.RESTING: _("Resting"),
}
TEAM_TONES: Final = {TeamState.STANDING_BY: "good", TeamState.OUT: "accent", TeamState.RESTING: "dim"}
STORE_LEVELS: Final[Labels] = {
    "1": _("Province store"),
    "2": _("Prefecture store"),
    "3": _("County store"),
    "4": _("Township store"),
}
SHELTER_KINDS: Final[Labels] = {
    "emergency": _("Emergency shelter"),
    "short": _("Short-term shelter"),
    "mid": _("Mid-term shelter"),
    "long": _("Long-term shelter"),
}
SHELTER_STATES: Final[Labels] = {
    ShelterState.CLOSED: _("Not in use"),
    ShelterState.OPEN: _("Taking people in"),
}
SHELTER_TONES: Final = {ShelterState.CLOSED: "dim", ShelterState.OPEN: "accent"}
