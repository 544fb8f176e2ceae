"""Decisions about people in plain Python: whom to call in which order, and how a phone number is shown."""
