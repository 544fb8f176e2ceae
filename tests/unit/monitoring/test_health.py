"""When a series is silent, and how a station stands."""

import pytest

from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.kernel.levels import Level
from anlan.monitoring.domain.health import Circumstances, SilenceRule, Watch, watch_of
from anlan.monitoring.domain.maintenance import TRANSITIONS, NewOrder, OrderAct, OrderState, after, check_order

RULE = SilenceRule(periods=3, least_minutes=30, worse_times=4)
GOOD = Circumstances(is_in_service=True, is_demo=False, is_under_maintenance=False)


@pytest.mark.parametrize(("period", "allowed"), [(1, 30), (9.99, 30), (10, 30), (10.5, 31.5), (60, 180), (1440, 4320)])
def test_three_periods_are_allowed_and_half_an_hour_in_any_case(period, allowed):
    assert RULE.allowed_minutes(period) == allowed


@pytest.mark.parametrize(
    ("minutes", "level"),
    [
        (0, Level.NONE),
        (179.9, Level.NONE),
        (180, Level.NONE),
        (180.1, Level.BLUE),
        (719.9, Level.BLUE),
        (720, Level.YELLOW),
        (720.1, Level.YELLOW),
    ],
)
def test_the_allowed_length_itself_is_no_silence_and_four_times_it_is_worse(minutes, level):
    assert RULE.level_after(minutes, 180) is level


@pytest.mark.parametrize(("minutes", "watch"), [(59, Watch.HEARD), (60, Watch.HEARD), (61, Watch.SILENT)])
def test_a_station_is_silent_beyond_what_is_allowed(minutes, watch):
    assert watch_of(GOOD, silent_minutes=minutes, allowed_minutes=60) is watch


@pytest.mark.parametrize(
    ("station", "minutes", "watch"),
    [
        (Circumstances(is_in_service=False, is_demo=False, is_under_maintenance=False), 5, Watch.OUT_OF_SERVICE),
        (Circumstances(is_in_service=True, is_demo=True, is_under_maintenance=False), 5, Watch.HEARD),
        (Circumstances(is_in_service=True, is_demo=True, is_under_maintenance=False), 500, Watch.DEMONSTRATION),
        (Circumstances(is_in_service=True, is_demo=True, is_under_maintenance=False), None, Watch.DEMONSTRATION),
        (Circumstances(is_in_service=True, is_demo=False, is_under_maintenance=True), 500, Watch.MAINTENANCE),
        (Circumstances(is_in_service=True, is_demo=False, is_under_maintenance=True), 5, Watch.HEARD),
        (GOOD, None, Watch.NEVER_HEARD),
    ],
)
def test_a_station_nobody_expects_to_hear_is_not_silent(station, minutes, watch):
    assert watch_of(station, silent_minutes=minutes, allowed_minutes=60) is watch


def test_an_order_goes_from_open_to_taken_to_done_or_is_cancelled():
    for state in OrderState:
        for act in OrderAct:
            if (state, act) in TRANSITIONS:
                assert after(state, act) is TRANSITIONS[state, act]
            else:
                with pytest.raises(TransitionNotAllowed):
                    after(state, act)
    assert after(OrderState.OPEN, OrderAct.TAKE) is OrderState.TAKEN
    assert after(OrderState.TAKEN, OrderAct.FINISH) is OrderState.DONE
    assert not [act for state, act in TRANSITIONS if state in (OrderState.DONE, OrderState.CANCELLED)]


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (NewOrder(reason="bored"), "reason"),
        (NewOrder(reason="other"), "text"),
        (NewOrder(reason="silent", text="x" * 501), "text"),
    ],
)
def test_an_order_needs_a_known_reason_and_words_where_the_reason_says_nothing(order, field, at):
    from datetime import UTC, datetime

    with pytest.raises(InvalidValue) as refused:
        check_order(order, {"silent": "", "other": ""}, datetime(2026, 7, 1, tzinfo=UTC))
    assert refused.value.data["field"] == field
