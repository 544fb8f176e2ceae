from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from anlan.command.domain.errors import FeedbackMissing, PhotoMissing
from anlan.command.domain.orders import (
    UNDONE,
    Feedback,
    NewOrder,
    OrderState,
    Receiver,
    check_completion,
    check_feedback,
    check_order,
    is_overdue,
)
from anlan.kernel.errors import InvalidValue

NOW = datetime(2020, 6, 26, 16, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
AN_ORDER = NewOrder(
    incident_id=UUID(int=1),
    to_kind=Receiver.ORGANISATION,
    to_id=UUID(int=2),
    to_label="Yihai town government",
    region="513433101",
    text="Move everybody below the stream.",
    deadline=NOW + timedelta(hours=1),
)


def test_an_order_is_overdue_only_after_its_deadline():
    deadline = NOW
    assert [is_overdue(OrderState.ISSUED, deadline, NOW + d) for d in (-SECOND, timedelta(), SECOND)] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("state", [state for state in OrderState if state not in UNDONE])
def test_an_order_that_is_done_or_cancelled_is_never_overdue(state):
    assert is_overdue(state, NOW, NOW + timedelta(days=1)) is False


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"to_label": "  "}, "to"),
        ({"text": ""}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"deadline": NOW}, "deadline"),
        ({"deadline": NOW + timedelta(days=90, seconds=1)}, "deadline"),
    ],
)
def test_an_order_without_receiver_text_or_sound_deadline_is_refused_by_field(change, field):
    with pytest.raises(InvalidValue) as refusal:
        check_order(replace(AN_ORDER, **change), NOW)
    assert refusal.value.data["field"] == field


def test_a_deadline_one_second_ahead_and_one_of_90_days_are_taken():
    check_order(replace(AN_ORDER, deadline=NOW + SECOND), NOW)
    check_order(replace(AN_ORDER, deadline=NOW + timedelta(days=90)), NOW)


@pytest.mark.parametrize(
    ("feedback", "field"),
    [
        (Feedback(), "text"),
        (Feedback(text="  "), "text"),
        (Feedback(text="ok", happened_at=NOW + timedelta(minutes=10, seconds=1)), "happened_at"),
        (Feedback(text="ok", place=(180.1, 28.5)), "longitude"),
        (Feedback(text="ok", place=(102.1, float("nan"))), "latitude"),
        (Feedback(figures=(("moved", -1),)), "moved"),
    ],
)
def test_feedback_that_says_nothing_or_nonsense_is_refused_by_field(feedback, field):
    with pytest.raises(InvalidValue) as refusal:
        check_feedback(feedback, NOW)
    assert refusal.value.data["field"] == field


def test_a_completion_needs_what_the_order_asked_for():
    with pytest.raises(FeedbackMissing):
        check_completion(needs_feedback=True, needs_photo=False, feedbacks=0, photos=0)
    with pytest.raises(PhotoMissing):
        check_completion(needs_feedback=True, needs_photo=True, feedbacks=1, photos=0)
    check_completion(needs_feedback=True, needs_photo=True, feedbacks=1, photos=1)
    check_completion(needs_feedback=False, needs_photo=False, feedbacks=0, photos=0)
