"""What the room does when it looks at the clock."""

from anlan.alarms.services.raising import settle_flapping

TICKS = (settle_flapping,)
