"""Decisions about alarms in plain Python."""
