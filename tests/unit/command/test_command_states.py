from itertools import product

import pytest

from anlan.command.domain import accounting, consultations, handovers, orders, posts, responses, reviews, transfers
from anlan.command.domain.orders import OrderAct, OrderState
from anlan.command.domain.responses import ResponseAct, ResponseState
from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.kernel.levels import Level


@pytest.mark.parametrize(
    ("table", "after", "states", "acts"),
    [
        (orders.TRANSITIONS, orders.after, OrderState, OrderAct),
        (responses.TRANSITIONS, responses.after, ResponseState, ResponseAct),
        (posts.TRANSITIONS, posts.after, posts.PostState, posts.PostAct),
        (handovers.TRANSITIONS, handovers.after, handovers.HandoverState, handovers.HandoverAct),
        (
            consultations.TRANSITIONS,
            consultations.after,
            consultations.ConsultationState,
            consultations.ConsultationAct,
        ),
        (reviews.REVIEWS, reviews.after_review, reviews.ReviewState, reviews.ReviewAct),
        (reviews.LESSONS, reviews.after_lesson, reviews.LessonState, reviews.LessonAct),
        (transfers.MOVES, transfers.after, transfers.MoveState, transfers.MoveAct),
        (accounting.WATCHES, accounting.after, accounting.WatchState, accounting.WatchAct),
    ],
)
def test_every_step_outside_the_table_is_refused(table, after, states, acts):
    for pair in product(states, acts):
        if pair in table:
            assert after(*pair) is table[pair]
        else:
            with pytest.raises(TransitionNotAllowed) as refusal:
                after(*pair)
            assert refusal.value.code == "kernel.transition_not_allowed"


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
