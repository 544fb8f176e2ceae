"""The pace of a replay: moves the platform's clock and waits until the platform has caught up.

At a given speed the clock runs that many times faster than real time; at full speed it jumps from event to event. In
both it never passes the next event before what went before is settled, so the outcome does not depend on the speed.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import InterfaceError, OperationalError, connection

from anlan.kernel import clock
from anlan.support import clock as platform_clock
from anlan.support import heartbeats
from anlan.support.sealing import unsealed_count

FULL_SPEED: Final = float("inf")
_LONGEST_WAIT: Final = timedelta(days=2)  # a longer gap between events is jumped at any speed
_PATIENCE_SECONDS: Final = 90.0
_EVERYONE_SEES_AFTER_SECONDS: Final = 0.25
_LOOK_EVERY_SECONDS: Final = 0.05


class NotSettled(Exception):
    """The platform did not reach a state in time; ``str`` says which."""


class Pace:
    """The clock of one replay."""

    def __init__(self, speed: float) -> None:
        self.speed = speed
        self.at: datetime | None = None

    def move_to(self, moment: datetime) -> None:
        """Let the platform's time run, or jump, to ``moment`` and stand there."""
        if self.at is not None and moment <= self.at:
            return
        if self.at is None or self.speed == FULL_SPEED or moment - self.at > _LONGEST_WAIT:
            _persistently(lambda: platform_clock.run_clock(start=moment, speed=1.0, ceiling=moment))
        else:
            start = self.at
            _persistently(lambda: platform_clock.run_clock(start=start, speed=self.speed, ceiling=moment))
            time.sleep((moment - start).total_seconds() / self.speed)
        self.at = moment
        platform_clock.refresh()
        wait_until(lambda: clock.now() >= moment, "the clock to move")

    def let_everyone_see(self) -> None:
        """Wait until every process has read the clock anew."""
        time.sleep(_EVERYONE_SEES_AFTER_SECONDS)

    def settle(self) -> None:
        """Wait until workers have looked at the clock, no job is left, and all is sealed."""
        moment = self.at
        wait_until(lambda: heartbeats.has_looked_at("jobs", moment), "the job worker to look at the clock")
        wait_until(_is_quiet, "jobs and sealing to end")

    def end(self) -> None:
        """Give the platform real time back."""
        _persistently(platform_clock.return_to_real_time)


def _persistently(act: Callable[[], None]) -> None:
    """Carry out ``act`` as soon as the database answers."""

    def is_done() -> bool:
        act()
        return True

    wait_until(is_done, "the database")


def wait_until(is_so: Callable[[], bool], what: str, *, seconds: float = _PATIENCE_SECONDS) -> None:
    """Wait until ``is_so()``; raise ``NotSettled`` naming ``what`` after ``seconds``.

    A database that is away is waited for.
    """
    deadline = time.monotonic() + seconds
    while not _asked(is_so):
        if time.monotonic() > deadline:
            raise NotSettled(f"waited {seconds:.0f} s for {what}")
        time.sleep(_LOOK_EVERY_SECONDS)


def _asked(is_so: Callable[[], bool]) -> bool:
    try:
        return is_so()
    except (OperationalError, InterfaceError):
        connection.close()
        return False


def _is_quiet() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where status in ('todo', 'doing')")
        return cursor.fetchone()[0] == 0 and unsealed_count() == 0
