"""Filters that write what this room's codes are called."""
