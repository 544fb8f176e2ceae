"""What looks at the clock."""

from anlan.dangers.services.watching import watch_deadlines

TICKS = (watch_deadlines,)
