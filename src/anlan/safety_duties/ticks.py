"""What the room does by the clock: lists are reckoned each day, who falls behind is told."""

from anlan.safety_duties.services.reckoning import watch_duties

TICKS = (watch_duties,)
"""Each is called about once a second."""
