"""What the room's codes are called on the screen, and in which tone."""

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anlan.readiness.api import ForceState, ShelterState, TeamState, Trust
from anlan.web.lists import choices as choices

Labels = dict[str, Promise]

TEAM_STATES: Final[Labels] = {
    TeamState.STANDING_BY: _("Standing by"),
    TeamState.OUT: _("Out on duty"),
    TeamState.RESTING: _("Resting"),
}
TEAM_TONES: Final = {TeamState.STANDING_BY: "good", TeamState.OUT: "accent", TeamState.RESTING: "dim"}
STORE_LEVELS: Final[Labels] = {
    "0": _("National store"),
    "1": _("Province store"),
    "2": _("Prefecture store"),
    "3": _("County store"),
    "4": _("Township store"),
    "5": _("Village store point"),
}
SHELTER_STATES: Final[Labels] = {
    ShelterState.CLOSED: _("Not in use"),
    ShelterState.OPEN: _("Taking people in"),
}
SHELTER_TONES: Final = {ShelterState.CLOSED: "dim", ShelterState.OPEN: "accent"}
FORCE_STATES: Final[Labels] = {
    ForceState.AVAILABLE: _("Available"),
    ForceState.IN_USE: _("In use"),
    ForceState.OUT_OF_USE: _("Out of use"),
}
FORCE_TONES: Final = {ForceState.AVAILABLE: "good", ForceState.IN_USE: "accent", ForceState.OUT_OF_USE: "dim"}
STATES: Final[dict[str, Labels]] = {"teams": TEAM_STATES, "shelters": SHELTER_STATES, "forces": FORCE_STATES}
TONES: Final[dict[str, Any]] = {"teams": TEAM_TONES, "shelters": SHELTER_TONES, "forces": FORCE_TONES}
TRUSTS: Final[Labels] = {
    Trust.CONFIRMED: _("Confirmed"),
    Trust.ASKED: _("Owner asked"),
    Trust.REMINDED: _("Owner reminded"),
    Trust.SUPERIOR: _("Superior told"),
    Trust.STALE: _("Out of date"),
}
TRUST_TONES: Final = {
    Trust.CONFIRMED: "good",
    Trust.ASKED: "dim",
    Trust.REMINDED: "amber",
    Trust.SUPERIOR: "amber",
    Trust.STALE: "red",
}
COMMON_FIELDS: Final[Labels] = {
    "code": _("Code"),
    "name": _("Name"),
    "kind": _("Kind"),
    "region": _("Region"),
    "longitude": _("Longitude"),
    "latitude": _("Latitude"),
    "contact_id": _("Contact"),
    "owner_id": _("Owner"),
}
