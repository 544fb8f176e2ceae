"""Decisions about stock, shelters and teams in plain Python."""
