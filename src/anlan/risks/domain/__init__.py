"""Decisions about hazard sites and major hazards in plain Python."""
