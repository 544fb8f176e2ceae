from datetime import UTC, datetime, timedelta

import pytest

from anlan.drills.domain.running import Run, run_of

START = datetime(2020, 6, 26, 12, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def minutes(length: timedelta) -> float:
    return length.total_seconds() / 60


TWICE = Run(started_at=START, pauses=((at(10), at(15)), (at(30), at(50))))


@pytest.mark.parametrize(
    ("moment", "shown"),
    [(-5, 0), (0, 0), (10, 10), (12, 10), (15, 10), (16, 11), (30, 25), (40, 25), (50, 25), (60, 35)],
)
def test_a_pause_does_not_count(moment, shown):
    assert minutes(TWICE.elapsed(at(moment))) == shown


def test_an_open_pause_holds_the_clock():
    run = Run(started_at=START, pauses=((at(10), None),))
    assert minutes(run.elapsed(at(500))) == 10


def test_after_the_end_no_time_passes():
    run = Run(started_at=START, pauses=((at(10), at(20)),), ended_at=at(40))
    assert minutes(run.elapsed(at(90))) == 30


@pytest.mark.parametrize(("offset", "moment"), [(0, 0), (9, 9), (10, 10), (11, 16), (24, 29), (25, 30), (26, 51)])
def test_the_moment_of_an_inject_moves_with_the_pauses_before_it(offset, moment):
    assert TWICE.moment_of(timedelta(minutes=offset)) == at(moment)


def test_what_took_time_across_a_pause_took_the_drills_own_time():
    assert minutes(TWICE.between(at(5), at(20))) == 10


def test_a_run_is_read_back_as_it_was_kept():
    kept = [[at(10).isoformat(), at(15).isoformat()], [at(30).isoformat(), None]]
    assert run_of(START, kept, None) == Run(started_at=START, pauses=((at(10), at(15)), (at(30), None)))
