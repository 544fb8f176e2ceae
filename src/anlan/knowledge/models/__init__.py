"""Rows of the room."""

from anlan.knowledge.models.library import Case, Document, Passage

__all__ = ["Case", "Document", "Passage"]
