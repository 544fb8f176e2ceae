"""Decisions about hazard sites in plain Python."""
