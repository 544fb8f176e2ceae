"""Clocks of the room."""

from anlan.analysis.services.reckoning import watch_unfinished
from anlan.analysis.services.relying import watch_what_was_read

TICKS = (watch_what_was_read, watch_unfinished)
