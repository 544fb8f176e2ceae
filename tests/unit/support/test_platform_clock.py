from datetime import UTC, datetime, timedelta

from anlan.support.clock import platform_time
from anlan.support.models import ClockSetting

REAL = datetime(2026, 1, 1, tzinfo=UTC)
START = datetime(2020, 6, 26, 10, tzinfo=UTC)


def setting(speed: float = 600, minutes: int = 60) -> ClockSetting:
    return ClockSetting(
        real_origin=REAL, platform_origin=START, speed=speed, ceiling=START + timedelta(minutes=minutes)
    )


def test_without_a_setting_the_platform_runs_on_real_time():
    assert platform_time(None, REAL) == REAL


def test_ten_minutes_pass_in_a_second_at_speed_600():
    assert platform_time(setting(), REAL + timedelta(seconds=1)) == START + timedelta(minutes=10)


def test_the_clock_stands_still_at_its_ceiling():
    assert platform_time(setting(), REAL + timedelta(seconds=6)) == START + timedelta(minutes=60)
    assert platform_time(setting(), REAL + timedelta(hours=6)) == START + timedelta(minutes=60)
