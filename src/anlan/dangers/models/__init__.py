"""Rows of the room."""

from anlan.dangers.models.dangers import Danger, DangerPicture, DangerReport, DangerStep
from anlan.dangers.models.listing import Extension, Listing, PowerStop

__all__ = ["Danger", "DangerPicture", "DangerReport", "DangerStep", "Extension", "Listing", "PowerStop"]
