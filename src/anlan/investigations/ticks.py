"""What looks at the clock."""

from anlan.investigations.services.clocks import watch_investigation_clocks

TICKS = (watch_investigation_clocks,)
