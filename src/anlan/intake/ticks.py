"""What looks at the clock."""

from anlan.intake.services.forwarding import watch_forwardings

TICKS = (watch_forwardings,)
