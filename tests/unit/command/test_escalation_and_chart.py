from datetime import UTC, datetime, timedelta

import pytest

from anlan.command.domain import gantt
from anlan.command.domain.accounting import WatchAct, WatchState, Word, act_of, check_word, troubles
from anlan.command.domain.escalation import Standing, Trouble, dues, next_after, rungs_of
from anlan.command.domain.orders import OrderState
from anlan.command.selectors.escalation import ladder
from anlan.kernel.errors import InvalidValue

NOW = datetime(2020, 6, 26, 16, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def _keys(state, **times):
    standing = Standing(state=state, issued_at=NOW, deadline=NOW + 60 * MINUTE, **times)
    return [(due.rung.key, (due.at - NOW) // MINUTE) for due in dues(standing.troubles(), ladder())]


def test_an_order_climbs_the_rungs_of_what_is_wrong_with_it():
    late = [("late_officer", 60), ("late_leader", 75), ("late_commander", 90)]
    assert _keys(OrderState.ISSUED) == [("not_received_officer", 5), ("not_received_leader", 15), *late]
    assert _keys(OrderState.RECEIVED) == late
    assert _keys(OrderState.COMPLETED, completed_at=NOW) == [("not_verified_officer", 30)]
    assert _keys(OrderState.VERIFIED) == _keys(OrderState.CANCELLED) == []


def test_a_rung_that_was_climbed_is_not_climbed_again_until_its_trouble_begins_anew():
    standing = Standing(state=OrderState.RECEIVED, issued_at=NOW, deadline=NOW)
    found = dues(standing.troubles(), ladder())
    assert next_after(found, set()) == NOW
    assert next_after(found, {("late_officer", NOW)}) == NOW + 15 * MINUTE
    assert next_after(found, {("late_officer", NOW - MINUTE)}) == NOW


@pytest.mark.parametrize("changes", [{"tells": []}, {"after_minutes": -1}, {"after_minutes": 1441}])
def test_a_ladder_that_tells_nobody_or_counts_absurdly_is_refused(changes):
    rung = {"key": "a", "on": "late", "after_minutes": 1, "tells": ["commander"]}
    assert rungs_of({"rung": [rung]})[0].on is Trouble.LATE
    with pytest.raises(ValueError, match="tells nobody"):
        rungs_of({"rung": [rung | changes]})
    with pytest.raises(ValueError, match="stands twice"):
        rungs_of({"rung": [rung, rung]})


def test_whoever_counts_fewer_than_went_in_calls_for_help():
    assert act_of(Word(members=8), inside=8) is WatchAct.ANSWER
    assert act_of(Word(members=7), inside=8) is WatchAct.CALL_HELP
    assert act_of(Word(members=8, calls_help=True), inside=8) is WatchAct.CALL_HELP
    assert act_of(Word(members=8, is_out=True), inside=8) is WatchAct.COME_OUT


@pytest.mark.parametrize("word", [Word(members=9), Word(members=-1), Word(members=7, is_out=True)])
def test_an_impossible_count_is_refused(word):
    with pytest.raises(InvalidValue):
        check_word(word, inside=8, now=NOW)


def test_a_word_of_the_future_is_refused_beyond_ten_minutes():
    check_word(Word(members=8, happened_at=NOW + 10 * MINUTE), inside=8, now=NOW)
    with pytest.raises(InvalidValue):
        check_word(Word(members=8, happened_at=NOW + 11 * MINUTE), inside=8, now=NOW)


def test_a_team_that_calls_for_help_can_fall_silent_as_well():
    found = troubles(WatchState.HELP, due_at=NOW + MINUTE, help_at=NOW)
    assert found == ((Trouble.HELP, NOW), (Trouble.SILENT, NOW + MINUTE))
    assert troubles(WatchState.OUT, due_at=NOW, help_at=None) == ()


def _span(number, **times):
    values = {"issued_at": NOW, "received_at": None, "ended_at": None, "deadline": NOW + 60 * MINUTE} | times
    return gantt.Span(number=number, label="a town", text="x", url="/", tone="accent", is_late=False, **values)


def test_the_chart_runs_from_the_first_issue_to_the_last_deadline():
    done = _span(1, received_at=NOW + 15 * MINUTE, ended_at=NOW + 30 * MINUTE)
    chart = gantt.chart([done, _span(2)], NOW + 30 * MINUTE)
    first, second = chart.bars
    room = gantt.WIDTH - gantt.LEFT - 16
    assert (first.wait.x, first.wait.width) == (gantt.LEFT, round(room / 4, 1))
    assert (first.work.x, first.work.width) == (gantt.LEFT + round(room / 4, 1), round(room / 4, 1))
    assert (second.work, second.late, second.y - first.y) == (None, None, gantt.ROW)
    assert chart.now_x == gantt.LEFT + room / 2
    assert first.deadline_x == gantt.LEFT + room


def test_what_runs_past_its_deadline_is_drawn_late_and_forerunners_are_linked():
    late = gantt.Span(
        number=2, label="b", text="x", url="/", tone="accent", issued_at=NOW, received_at=NOW, ended_at=None,
        deadline=NOW + 10 * MINUTE, is_late=True, waits_for=(1, 9),
    )  # fmt: skip
    chart = gantt.chart([_span(1), late], NOW + 40 * MINUTE)
    assert chart.bars[1].late.x == chart.bars[1].deadline_x
    assert len(chart.links) == 1


def test_a_chart_of_no_orders_is_empty_and_one_of_weeks_has_few_ticks():
    assert gantt.chart([], NOW).bars == ()
    long = gantt.chart([_span(1, deadline=NOW + timedelta(days=60))], NOW, utc_offset=timedelta(hours=8))
    assert 2 <= len(long.ticks) <= 9
