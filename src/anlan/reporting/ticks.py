"""What looks at the clock."""

from anlan.reporting.services.clocks import watch_clocks

TICKS = (watch_clocks,)
