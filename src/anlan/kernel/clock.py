"""The one clock. All code asks it, so a replay, a drill or a test can run at another time and speed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


def real_now() -> datetime:
    """Return the machine's own time as an aware UTC instant, whatever a replay says."""
    return datetime.now(UTC)


_source: list[Callable[[], datetime]] = [real_now]


def now() -> datetime:
    """Return the platform's time as an aware UTC instant: real, or a replay's."""
    return _source[0]()


def use(source: Callable[[], datetime]) -> None:
    """Make ``source`` the clock of this process."""
    _source[0] = source


def in_china(instant: datetime) -> datetime:
    """Return ``instant`` in China Standard Time (UTC+8, no summer time since 1992)."""
    return instant.astimezone(CHINA)
