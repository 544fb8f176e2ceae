"""What the room does by the clock: what ends is warned about, what staff and insurance newly lack is told."""

from anlan.enterprises.services.expiring import warn_of_ends
from anlan.enterprises.services.watching import watch_lacks

TICKS = (warn_of_ends, watch_lacks)
"""Each is called about once a second."""
