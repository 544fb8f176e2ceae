"""Rows of the room: teams, stores with their stock, shelters."""

from anlan.readiness.models.shelters import Shelter
from anlan.readiness.models.stores import Movement, Stock, Store
from anlan.readiness.models.teams import Team

__all__ = ["Movement", "Shelter", "Stock", "Store", "Team"]
