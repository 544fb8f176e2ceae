"""Rows of the room."""

from anlan.safety_duties.models.lists import DutyItem, DutyList
from anlan.safety_duties.models.records import DutyRecord, Notice, Score

__all__ = ["DutyItem", "DutyList", "DutyRecord", "Notice", "Score"]
