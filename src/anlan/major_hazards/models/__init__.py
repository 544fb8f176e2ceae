"""What the room keeps."""

from anlan.major_hazards.models.units import Reckoning, Stock, Unit

__all__ = ["Reckoning", "Stock", "Unit"]
