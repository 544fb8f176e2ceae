"""What the room does by the clock: notices whose gateway was down are tried again."""

from anlan.notices.services.sending import queue_due_notices

TICKS = (queue_due_notices,)
"""Each is called about once a second."""
