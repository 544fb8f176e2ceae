"""What looks at the clock."""

from anlan.command.services.chasing import climb_ladder
from anlan.command.services.closing import mark_overdue_orders
from anlan.command.services.lessons import mark_overdue_lessons
from anlan.command.services.watching import notice_silence

TICKS = (mark_overdue_orders, notice_silence, climb_ladder, mark_overdue_lessons)
