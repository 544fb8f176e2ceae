"""Rows of the room."""

from anlan.losses.models.figures import Entry, Figure, Note, Step, Survey

__all__ = ["Entry", "Figure", "Note", "Step", "Survey"]
