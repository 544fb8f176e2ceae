"""What the room does by the clock: what ends is warned about."""

from anlan.enterprises.services.expiring import warn_of_ends

TICKS = (warn_of_ends,)
"""Each is called about once a second."""
