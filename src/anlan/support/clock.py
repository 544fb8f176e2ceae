"""The platform's clock as every process shares it: real, or a replay's, read from one row."""

import math
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from anlan.kernel import clock
from anlan.support.models import ClockSetting


@dataclass
class _SharedClock:
    """Reads the setting every ``CLOCK_SETTING_SECONDS`` at most, so that asking the time costs nothing."""

    setting: ClockSetting | None = None
    read_at: float = field(default=-math.inf)

    def now(self) -> datetime:
        if time.monotonic() - self.read_at > settings.CLOCK_SETTING_SECONDS:
            self.setting = ClockSetting.objects.first()
            self.read_at = time.monotonic()
        return platform_time(self.setting, clock.real_now())


def platform_time(setting: ClockSetting | None, real: datetime) -> datetime:
    """Return the platform's time at the real instant ``real`` under ``setting``."""
    if setting is None:
        return real
    elapsed = (real - setting.real_origin).total_seconds() * setting.speed
    return min(setting.platform_origin + timedelta(seconds=elapsed), setting.ceiling)


_shared = _SharedClock()


def follow_setting() -> None:
    """Make this process follow the shared clock setting."""
    clock.use(_shared.now)


@dataclass(frozen=True, slots=True)
class Pace:
    """How the platform's time runs: ``speed`` times real time, standing still at ``ceiling`` where there is one."""

    speed: float = 1.0
    ceiling: datetime | None = None
    is_replay: bool = False


def pace() -> Pace:
    """Return how the platform's time runs now."""
    _shared.now()
    setting = _shared.setting
    return Pace() if setting is None else Pace(setting.speed, setting.ceiling, is_replay=True)


def is_replayed() -> bool:
    """Tell whether a replay runs the platform's time now."""
    return ClockSetting.objects.exists()


def refresh() -> None:
    """Read the setting anew at the next question, for a process that has just changed it."""
    _shared.read_at = -math.inf


@transaction.atomic
def run_clock(*, start: datetime, speed: float, ceiling: datetime) -> None:
    """Let the platform's time run from ``start`` at ``speed`` times real time and stand still at ``ceiling``."""
    ClockSetting.objects.update_or_create(
        id=1,
        defaults={
            "real_origin": clock.real_now(),
            "platform_origin": start,
            "speed": speed,
            "ceiling": ceiling,
        },
    )
    follow_setting()
    refresh()


def return_to_real_time() -> None:
    """End a replay: the platform's time is real time again."""
    ClockSetting.objects.all().delete()
    refresh()
