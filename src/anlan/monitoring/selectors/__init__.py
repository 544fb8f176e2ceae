"""The questions that monitoring answers."""
