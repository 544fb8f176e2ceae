"""Decisions about drills in plain Python."""
