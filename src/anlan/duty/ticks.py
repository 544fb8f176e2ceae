"""What the room does by the clock: drafts of hand-overs lie ready, late ones are told."""

from anlan.duty.services.handovers import open_handovers, tell_late_handovers

TICKS = (open_handovers, tell_late_handovers)
