"""What the room does by the clock: hand-overs lie ready, what is late, missed or overdue is told once."""

from anlan.duty.services.handovers import open_handovers, tell_late_handovers
from anlan.duty.services.instructions import mark_overdue_instructions
from anlan.duty.services.rollcalls import mark_missed_rolls

TICKS = (open_handovers, tell_late_handovers, mark_missed_rolls, mark_overdue_instructions)
