"""When a delegation holds: region, kinds, levels, days, hours that pass midnight, weekends."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from anlan.kernel.levels import Level
from anlan.public_warnings.domain.delegating import Gap, Reach, Wanted, gap

FRIDAY_NIGHT = datetime(2020, 6, 26, 15, 20, tzinfo=UTC)  # 23:20 in China
REACH = Reach(
    region="513433",
    groups=(),
    levels=(3, 4),
    valid_from=FRIDAY_NIGHT - timedelta(days=1),
    valid_until=FRIDAY_NIGHT + timedelta(days=30),
)
WANTED = Wanted("11A51", Level.RED, "513433", FRIDAY_NIGHT)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, None),
        ({"region": "5134"}, None),
        ({"region": "513434"}, Gap.REGION),
        ({"region": "513433103"}, Gap.REGION),
        ({"groups": ("flash_flood",)}, None),
        ({"groups": ("weather",)}, Gap.KIND),
        ({"levels": (1, 2)}, Gap.LEVEL),
        ({"valid_from": FRIDAY_NIGHT}, None),
        ({"valid_from": FRIDAY_NIGHT + timedelta(seconds=1)}, Gap.NOT_BEGUN),
        ({"valid_until": FRIDAY_NIGHT}, Gap.OVER),
        ({"valid_until": FRIDAY_NIGHT + timedelta(seconds=1)}, None),
        ({"revoked_at": FRIDAY_NIGHT}, Gap.REVOKED),
    ],
)
def test_a_delegation_holds_for_what_it_names_only(change, expected):
    assert gap(replace(REACH, **change), WANTED) is expected


@pytest.mark.parametrize(
    ("clock", "holds"),
    [("17:59", False), ("18:00", True), ("23:20", True), ("00:00", True), ("07:59", True), ("08:00", False)],
)
def test_hours_may_pass_midnight_and_hold_from_the_first_minute_up_to_before_the_last(clock, holds):
    hour, minute = map(int, clock.split(":"))
    at = datetime(2020, 6, 24, hour, minute, tzinfo=UTC) - timedelta(hours=8)
    reach = replace(REACH, valid_from=at - timedelta(days=1), daily_from=time(18), daily_until=time(8))
    assert (gap(reach, replace(WANTED, at=at)) is None) is holds


@pytest.mark.parametrize(("day", "holds"), [(26, False), (27, True), (28, True), (29, False)])
def test_whole_weekends_hold_at_noon(day, holds):
    noon = datetime(2020, 6, day, 4, 0, tzinfo=UTC)
    reach = replace(REACH, daily_from=time(18), daily_until=time(8), whole_weekends=True)
    found = gap(reach, replace(WANTED, at=noon))
    assert found is (None if holds else Gap.OUT_OF_HOURS)
