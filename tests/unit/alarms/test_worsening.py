"""What became worse raises from its family's least level on; what became better eases."""

from datetime import UTC, datetime

import pytest

from anlan.alarms.domain.worsening import Standing, fall_of, signal_of
from anlan.kernel.levels import Level

AT = datetime(2026, 7, 1, tzinfo=UTC)
FAMILY = {"least": 3, "unit": "x", "edition": "2026"}
NONE, BLUE, YELLOW, ORANGE, RED = Level.NONE, Level.BLUE, Level.YELLOW, Level.ORANGE, Level.RED


def standing(before, level) -> Standing:
    return Standing(family="site_worse", label="s" * 200, region="513433", before=before, level=level, at=AT)


@pytest.mark.parametrize(
    ("before", "level", "threshold"),
    [(BLUE, YELLOW, None), (YELLOW, ORANGE, 3), (ORANGE, RED, 4), (NONE, RED, 3), (RED, RED, None), (RED, BLUE, None)],
)
def test_only_what_became_worse_and_reaches_the_least_level_is_a_signal(before, level, threshold):
    found = signal_of(standing(before, level), FAMILY)
    assert (
        (found.level, found.threshold, len(found.station_label)) == (level, threshold, 120) if threshold else not found
    )


@pytest.mark.parametrize(
    ("before", "level", "left"),
    [(RED, ORANGE, 3), (RED, YELLOW, 0), (ORANGE, NONE, 0), (RED, RED, None), (BLUE, RED, None)],
)
def test_what_became_better_falls_and_below_the_least_level_to_none(before, level, left):
    found = fall_of(standing(before, level), FAMILY)
    assert found.level == left if left is not None else found is None
