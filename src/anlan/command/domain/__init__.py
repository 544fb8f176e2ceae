"""Decisions about responses, orders and evacuation, in plain Python."""
