"""What looks at the clock."""

from anlan.enforcement.services.clocks import watch_case_clocks

TICKS = (watch_case_clocks,)
