"""Decisions about clocks, reports and their text, in plain Python."""
