"""Clouds heavier than air: Britter and McQuaid."""
