"""What the room keeps."""

from anlan.major_hazards.models.responsible import DutyDone, Responsible
from anlan.major_hazards.models.trades import ColourChange, TradeSensor, TradeSite
from anlan.major_hazards.models.units import Reckoning, Stock, Unit

__all__ = ["ColourChange", "DutyDone", "Reckoning", "Responsible", "Stock", "TradeSensor", "TradeSite", "Unit"]
