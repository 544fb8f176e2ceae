from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from anlan.command.domain.errors import FeedbackMissing, ForerunnersUndone, PartsUndone, PhotoMissing, PlaceMissing
from anlan.command.domain.orders import (
    UNDONE,
    Feedback,
    Given,
    NewOrder,
    OrderState,
    Receiver,
    check_completion,
    check_feedback,
    check_order,
    is_late_word,
    is_overdue,
    moment_told,
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


def _complete(*, feedback=False, photo=False, place=False, **given):
    got = Given(**{"feedbacks": 0, "photos": 0, "places": 0, **given})
    check_completion(needs_feedback=feedback, needs_photo=photo, needs_place=place, given=got)


def test_a_completion_needs_what_the_order_asked_for():
    with pytest.raises(FeedbackMissing):
        _complete(feedback=True)
    with pytest.raises(PhotoMissing):
        _complete(feedback=True, photo=True, feedbacks=1)
    with pytest.raises(PlaceMissing):
        _complete(feedback=True, photo=True, place=True, feedbacks=1, photos=1)
    _complete(feedback=True, photo=True, place=True, feedbacks=1, photos=1, places=1)
    _complete()


def test_a_completion_waits_for_forerunners_and_for_parts():
    with pytest.raises(ForerunnersUndone) as refused:
        _complete(waits_for=(12, 3))
    assert refused.value.data == {"numbers": "3, 12"}
    with pytest.raises(PartsUndone):
        _complete(parts=(4,))


def test_what_a_phone_says_happened_lies_between_the_order_and_now():
    told = [moment_told(said, issued_at=NOW, now=NOW + 2 * SECOND) for said in (None, NOW - SECOND, NOW + SECOND)]
    assert told == [NOW + 2 * SECOND, NOW, NOW + SECOND]
    assert moment_told(NOW + 9 * SECOND, issued_at=NOW, now=NOW + 2 * SECOND) == NOW + 2 * SECOND


def test_feedback_on_an_ended_order_counts_as_late_only_when_it_was_said_before_the_end():
    late = [
        is_late_word(OrderState.CANCELLED, ended_at=NOW, said=said) for said in (None, NOW - SECOND, NOW, NOW + SECOND)
    ]
    assert late == [False, True, True, False]
    assert not is_late_word(OrderState.RECEIVED, ended_at=None, said=NOW)
