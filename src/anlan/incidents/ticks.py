"""What this room does by itself."""

from anlan.incidents.services.counting import count_the_uncounted

TICKS = (count_the_uncounted,)
