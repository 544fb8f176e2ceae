from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from anlan.kernel.errors import TransitionNotAllowed
from anlan.reporting.domain import clocks, reports
from anlan.reporting.domain.clocks import ClockAct, ClockState, due_act
from anlan.reporting.domain.reports import ReportAct, ReportState

DUE = datetime(2020, 6, 26, 17, 40, tzinfo=UTC)
WARN = DUE - timedelta(minutes=30)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("table", "states", "acts"), [(clocks, ClockState, ClockAct), (reports, ReportState, ReportAct)]
)
def test_every_step_outside_the_table_is_refused(table, states, acts):
    for pair in product(states, acts):
        if pair in table.TRANSITIONS:
            assert table.after(*pair) is table.TRANSITIONS[pair]
        else:
            with pytest.raises(TransitionNotAllowed):
                table.after(*pair)


@pytest.mark.parametrize(
    ("now", "act"),
    [
        (WARN - SECOND, None),
        (WARN, ClockAct.WARN),
        (DUE, ClockAct.WARN),
        (DUE + SECOND, ClockAct.MISS),
    ],
)
def test_a_running_clock_warns_from_its_warning_time_and_is_missed_after_its_end(now, act):
    assert due_act(ClockState.RUNNING, warn_at=WARN, due_at=DUE, now=now) is act


def test_a_warned_clock_does_not_warn_again():
    assert due_act(ClockState.WARNED, warn_at=WARN, due_at=DUE, now=DUE) is None


@pytest.mark.parametrize("state", [ClockState.MET, ClockState.MISSED, ClockState.LATE, ClockState.STOPPED])
def test_time_does_nothing_to_a_clock_that_no_longer_ticks(state):
    assert due_act(state, warn_at=WARN, due_at=DUE, now=DUE + timedelta(days=1)) is None


def test_a_report_sent_after_a_miss_is_late_and_not_met():
    assert clocks.after(ClockState.MISSED, ClockAct.MEET) is ClockState.LATE


def test_a_sent_report_is_corrected_by_a_new_draft():
    assert reports.after(ReportState.SENT, ReportAct.CORRECT) is ReportState.DRAFT
