"""Hazard sites and reservoirs."""
