"""Hazard and decision models as pure functions, each with its manifest."""
