"""Rows of duty."""

from anlan.duty.models.calendar import Occasion
from anlan.duty.models.handovers import Handover, LogNote
from anlan.duty.models.rosters import Absence, Roster, ShiftPattern, Swap, Turn

__all__ = ["Absence", "Handover", "LogNote", "Occasion", "Roster", "ShiftPattern", "Swap", "Turn"]
