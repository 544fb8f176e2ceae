from datetime import UTC, datetime, timedelta

import pytest

from anlan.losses.domain.order import LONGEST_WAY, placed

NOON = datetime(2026, 6, 27, 4, tzinfo=UTC)
HAIR = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("as_of", "pressed", "before", "found"),
    [
        (NOON - MINUTE, 2, 1, NOON + HAIR),
        (NOON + MINUTE, 2, 1, NOON + MINUTE),
        (NOON + MINUTE, 1, 2, NOON - HAIR),
        (NOON - MINUTE, 1, 2, NOON - MINUTE),
        (NOON - MINUTE, 2, 2, NOON - MINUTE),
        (NOON - MINUTE, None, 1, NOON - MINUTE),
        (NOON - MINUTE, 2, None, NOON - MINUTE),
        (NOON - LONGEST_WAY, 2, 1, NOON + HAIR),
        (NOON - LONGEST_WAY - HAIR, 2, 1, NOON - LONGEST_WAY - HAIR),
    ],
)
def test_the_phones_clock_decides_between_entries_that_lie_close(as_of, pressed, before, found):
    assert placed(as_of, pressed, (NOON, before)) == found
