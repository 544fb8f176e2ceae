"""What looks at the clock."""

from anlan.drills.services.injects import release_due

TICKS = (release_due,)
