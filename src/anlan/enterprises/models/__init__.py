"""What the room keeps."""

from anlan.enterprises.models.enterprises import Enterprise
from anlan.enterprises.models.major_hazards import MajorHazard

__all__ = ["Enterprise", "MajorHazard"]
