"""Decisions about what comes in, in plain Python."""
