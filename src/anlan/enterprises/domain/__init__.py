"""Decisions about enterprises in plain Python."""
