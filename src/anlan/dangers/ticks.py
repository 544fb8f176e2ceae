"""What looks at the clock."""

from anlan.dangers.services.watching import watch_deadlines, watch_listings

TICKS = (watch_deadlines, watch_listings)
