"""Rows of duty."""

from anlan.duty.models.calendar import Occasion
from anlan.duty.models.following import Favourite, Instruction, InstructionStep, RollCall, RollLine
from anlan.duty.models.handovers import Handover, LogNote
from anlan.duty.models.rosters import Absence, Roster, ShiftPattern, Swap, Turn

__all__ = [
    "Absence",
    "Favourite",
    "Handover",
    "Instruction",
    "InstructionStep",
    "LogNote",
    "Occasion",
    "RollCall",
    "RollLine",
    "Roster",
    "ShiftPattern",
    "Swap",
    "Turn",
]
