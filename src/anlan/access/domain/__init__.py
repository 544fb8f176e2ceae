"""Decisions about roles, grants and keys, in plain Python."""
