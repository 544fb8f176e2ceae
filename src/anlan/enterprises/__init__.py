"""Enterprises: one file for each, with its risk points, its own checks and its major hazards."""
