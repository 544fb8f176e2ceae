"""What the intake takes at a moment, for every door by which readings come."""

from datetime import datetime

from anlan.monitoring.domain.intake import Limits
from anlan.monitoring.selectors import rules
from anlan.science.rainfall.windows import MICROSECONDS_PER_MINUTE


def limits_at(now: datetime) -> Limits:
    """Return what the intake takes at ``now``."""
    table = rules.limits()
    micros = round(now.timestamp() * 1_000_000)
    oldest = micros - table["time"]["oldest_days"] * 86_400_000_000
    newest = micros + table["time"]["future_minutes"] * MICROSECONDS_PER_MINUTE
    return Limits(oldest, newest, table["message"]["largest_bytes"])
