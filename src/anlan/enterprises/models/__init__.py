"""What the room keeps."""

from anlan.enterprises.models.enterprises import Enterprise
from anlan.enterprises.models.records import Record

__all__ = ["Enterprise", "Record"]
