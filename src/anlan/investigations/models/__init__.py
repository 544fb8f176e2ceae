"""Rows of this room."""

from anlan.investigations.models.educations import Education
from anlan.investigations.models.findings import Cause, Measure, Party
from anlan.investigations.models.investigations import Appraisal, Clock, Extension, Investigation, Member
from anlan.investigations.models.papers import Evidence, Paper

__all__ = [
    "Appraisal",
    "Cause",
    "Clock",
    "Education",
    "Evidence",
    "Extension",
    "Investigation",
    "Measure",
    "Member",
    "Paper",
    "Party",
]
