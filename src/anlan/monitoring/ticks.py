"""What monitoring does when it looks at the clock."""

from anlan.monitoring.services.rolling import roll_up

TICKS = (roll_up,)
