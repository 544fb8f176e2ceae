"""What looks at the clock."""

from anlan.command.services.orders import mark_overdue_orders

TICKS = (mark_overdue_orders,)
