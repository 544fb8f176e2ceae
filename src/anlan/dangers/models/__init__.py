"""Rows of the room."""

from anlan.dangers.models.dangers import Danger, DangerPicture, DangerReport, DangerStep

__all__ = ["Danger", "DangerPicture", "DangerReport", "DangerStep"]
