"""What monitoring does when it looks at the clock: roll up, expire, and listen for gauges that have fallen silent."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from anlan.kernel.actors import Actor
from anlan.monitoring.selectors.silence import health
from anlan.monitoring.services.retaining import expire_at_night
from anlan.monitoring.services.rolling import roll_up
from anlan.monitoring.services.silence import tell_silence

_LEAST_REAL_SECONDS = 2.0


@dataclass(slots=True)
class _Looks:
    """When this process last looked; a new process looks at once, which tells nothing twice."""

    platform_at: datetime | None = None
    real_at: float = float("-inf")

    def is_due(self, now: datetime) -> bool:
        every = timedelta(seconds=health()["silence"]["look_every_seconds"])
        last = self.platform_at
        # A clock set back makes a look due; a replay's fast clock does not make them too many.
        is_time = last is None or now >= last + every or now < last
        return is_time and time.monotonic() >= self.real_at + _LEAST_REAL_SECONDS

    def done(self, now: datetime) -> None:
        self.platform_at, self.real_at = now, time.monotonic()


_looks = _Looks()


def listen(*, actor: Actor, now: datetime) -> None:
    """Tell of silences, about every half minute of the platform's time."""
    if _looks.is_due(now):
        _looks.done(now)
        tell_silence(actor=actor, now=now)


TICKS = (roll_up, expire_at_night, listen)
