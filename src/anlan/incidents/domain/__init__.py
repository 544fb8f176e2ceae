"""Decisions about incidents in plain Python."""
