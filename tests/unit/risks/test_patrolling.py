"""When patrols are due by class, season and warning, and what a track is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from anlan.kernel.levels import Level
from anlan.risks.domain.kinds import kind_of
from anlan.risks.domain.patrolling import (
    Density,
    TrackIsBroken,
    days_between,
    density_of,
    due_after,
    length_of,
    track_of,
)
from anlan.support.tables import load_table

TABLE = load_table("anlan.risks", "patrols")
NOW = datetime(2020, 6, 26, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "grade", "day", "days"),
    [
        ("landslide", "large", date(2020, 4, 30), 15),
        ("landslide", "large", date(2020, 5, 1), 1),
        ("landslide", "medium", date(2020, 9, 30), 3),
        ("landslide", "small", date(2020, 9, 30), 7),
        ("landslide", "small", date(2020, 10, 1), 30),
        ("snow_road", "heavy", date(2020, 12, 31), 1),
        ("snow_road", "heavy", date(2020, 1, 1), 1),
        ("snow_road", "heavy", date(2020, 4, 1), 15),
        ("active_fault", "holocene", date(2020, 7, 1), 30),
    ],
)
def test_the_interval_follows_from_class_and_season(kind, grade, day, days):
    assert days_between(kind_of(kind), grade, day, TABLE) == days


@pytest.mark.parametrize(("level", "hours"), [(Level.BLUE, 24), (Level.YELLOW, 12), (Level.ORANGE, 6), (Level.RED, 2)])
def test_a_warning_makes_patrols_denser_by_its_level(level, hours):
    density = density_of(level, NOW, TABLE)
    assert density == Density(hours, NOW + timedelta(hours=24))
    assert due_after(NOW, 7, density) == NOW + timedelta(hours=hours)


def test_no_level_makes_none_denser_and_a_warning_that_is_over_counts_no_more():
    assert density_of(Level.NONE, NOW, TABLE) is None
    assert due_after(NOW, 7, Density(2, NOW)) == NOW + timedelta(days=7)
    assert due_after(NOW, 1, Density(48, NOW + timedelta(days=3))) == NOW + timedelta(days=1)


def test_a_track_is_read_and_measured():
    track = track_of([[102.0, 28.0, 1], [102.0, 28.001, 2]])
    assert track == ((102.0, 28.0, 1), (102.0, 28.001, 2))
    assert length_of(track) == pytest.approx(111.2, abs=0.1)
    assert length_of(()) == 0


@pytest.mark.parametrize(
    "given", [{}, "x", [[1, 2]], [[1, 2, "a"]], [[181, 2, 3]], [[1, 91, 3]], [[float("nan"), 1, 1]], [[1, 2, 3]] * 5001]
)
def test_what_is_no_track_is_refused(given):
    with pytest.raises(TrackIsBroken):
        track_of(given)
