import pytest

from anlan.command.domain import orders, responses
from anlan.command.domain.orders import OrderAct, OrderState
from anlan.command.domain.responses import ResponseAct
from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.kernel.levels import Level


def test_an_order_runs_from_issue_to_verification():
    state = OrderState.ISSUED
    for act in (OrderAct.RECEIVE, OrderAct.FEED_BACK, OrderAct.FEED_BACK, OrderAct.COMPLETE, OrderAct.VERIFY):
        state = orders.after(state, act)
    assert state is OrderState.VERIFIED


def test_a_returned_completion_is_in_progress_again():
    assert orders.after(OrderState.COMPLETED, OrderAct.RETURN) is OrderState.IN_PROGRESS


@pytest.mark.parametrize("state", [OrderState.COMPLETED, OrderState.VERIFIED, OrderState.CANCELLED])
def test_a_done_order_cannot_be_cancelled(state):
    with pytest.raises(TransitionNotAllowed):
        orders.after(state, OrderAct.CANCEL)


def test_a_worse_level_raises_a_response_and_a_better_one_lowers_it():
    assert responses.change_to(Level.ORANGE, Level.RED) is ResponseAct.RAISE
    assert responses.change_to(Level.ORANGE, Level.YELLOW) is ResponseAct.LOWER


@pytest.mark.parametrize("level", [Level.NONE, Level.ORANGE])
def test_no_level_and_the_same_level_are_no_change(level):
    with pytest.raises(InvalidValue) as refusal:
        responses.change_to(Level.ORANGE, level)
    assert refusal.value.data["field"] == "level"
