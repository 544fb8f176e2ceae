"""What the room does by the clock: entries that nobody confirms take the steps of their ladder."""

from anlan.readiness.services.confirming import ask_owners

TICKS = (ask_owners,)
