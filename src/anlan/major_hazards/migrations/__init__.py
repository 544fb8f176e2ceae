"""Frozen history of the room's tables."""
