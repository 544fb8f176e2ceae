"""What looks at the clock."""

from anlan.plans.services.checking import check_stale_plans
from anlan.plans.services.clocks import watch_clocks

TICKS = (watch_clocks, check_stale_plans)
