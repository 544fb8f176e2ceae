"""What monitoring does when it looks at the clock: roll up, expire, listen for silence, reckon derived readings."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from anlan.kernel.actors import Actor
from anlan.monitoring.adapters.publisher import bus
from anlan.monitoring.selectors.silence import health
from anlan.monitoring.services.deriving import derive_intensity
from anlan.monitoring.services.fire_weather import reckon_fire_weather
from anlan.monitoring.services.retaining import expire_at_night
from anlan.monitoring.services.rolling import roll_up
from anlan.monitoring.services.silence import tell_silence

_LEAST_REAL_SECONDS = 2.0
_SHAKINGS_EVERY_SECONDS = 5
_NOONS_EVERY_SECONDS = 60


@dataclass(slots=True)
class _Looks:
    """When this process last looked; a new process looks at once, which tells nothing twice."""

    platform_at: datetime | None = None
    real_at: float = float("-inf")

    def is_due(self, now: datetime, seconds: float) -> bool:
        every = timedelta(seconds=seconds)
        last = self.platform_at
        # A clock set back makes a look due; a replay's fast clock does not make them too many.
        is_time = last is None or now >= last + every or now < last
        return is_time and time.monotonic() >= self.real_at + _LEAST_REAL_SECONDS

    def done(self, now: datetime) -> None:
        self.platform_at, self.real_at = now, time.monotonic()


_looks = _Looks()
_shakings = _Looks()
_noons = _Looks()


def listen(*, actor: Actor, now: datetime) -> None:
    """Tell of silences, about every half minute of the platform's time."""
    if _looks.is_due(now, health()["silence"]["look_every_seconds"]):
        _looks.done(now)
        tell_silence(actor=actor, now=now)


def feel(*, actor: Actor, now: datetime) -> None:
    """Reckon the intensity of shakings whose peaks have come."""
    if _shakings.is_due(now, _SHAKINGS_EVERY_SECONDS):
        _shakings.done(now)
        derive_intensity(bus=bus(), now=now)


def burn(*, actor: Actor, now: datetime) -> None:
    """Reckon the day's fire weather once it is past noon."""
    if _noons.is_due(now, _NOONS_EVERY_SECONDS):
        _noons.done(now)
        reckon_fire_weather(bus=bus(), now=now)


TICKS = (roll_up, expire_at_night, listen, feel, burn)
