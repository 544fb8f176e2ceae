"""What looks at the clock."""

from anlan.reporting.services.suspicions import check_suspicions
from anlan.reporting.services.watching import escalate_clocks, watch_clocks

TICKS = (watch_clocks, escalate_clocks, check_suspicions)
