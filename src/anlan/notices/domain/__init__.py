"""Decisions of the room in plain Python."""
