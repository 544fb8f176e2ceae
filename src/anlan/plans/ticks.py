"""What looks at the clock."""

from anlan.plans.services.clocks import watch_clocks

TICKS = (watch_clocks,)
