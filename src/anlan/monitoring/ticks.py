"""What monitoring does when it looks at the clock."""

from anlan.monitoring.services.retaining import expire_at_night
from anlan.monitoring.services.rolling import roll_up

TICKS = (roll_up, expire_at_night)
