from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from anlan.drills.domain.running import Run
from anlan.drills.domain.scoring import Asked, Evidence, Fact, Task, marks_of, rows_of, total_of
from anlan.drills.domain.scripts import Expected
from anlan.drills.selectors.scripts import expectations
from anlan.support.tables import load_table

START = datetime(2020, 6, 26, 12, 0, tzinfo=UTC)
TABLE = load_table("anlan.drills", "scoring")


def at(minutes):
    return START + timedelta(minutes=minutes)


RUN = Run(started_at=START, pauses=((at(60), at(70)),), ended_at=at(120))


def evidence(**parts):
    empty = {"facts": [], "tasks": [], "asked": [], "limits": {"receipt": 15, "sign": 30}}
    return Evidence(**{"run": RUN, **empty, **parts}, expectations=expectations())


def a_task(**changes):
    values = {"number": 1, "to_label": "town", "text": "move", "is_planned": True, "issued_at": at(10)}
    values |= {"deadline": at(40), "received_at": at(12), "completed_at": at(30)}
    return Task(**{**values, **changes})


def fact(kind, minute, subject="response:1", **payload):
    return Fact(kind=kind, subject=subject, at=at(minute), payload=payload)


def outcomes(criterion, **parts):
    return [row.outcome for row in rows_of(evidence(**parts)) if row.criterion == criterion]


def scores(**parts):
    return {mark.criterion: mark.score for mark in marks_of(rows_of(evidence(**parts)), TABLE)}


def test_where_nothing_was_measured_there_is_no_score():
    marks = marks_of(rows_of(evidence()), TABLE)
    assert [mark.score for mark in marks] == [None] * 6
    assert total_of(marks) is None


@pytest.mark.parametrize(("minute", "outcome"), [(39, "met"), (40, "met"), (40.1, "late"), (None, "missed")])
def test_a_task_is_judged_by_its_own_deadline_and_the_deadline_itself_is_in_time(minute, outcome):
    task = a_task(completed_at=minute and at(minute))
    assert outcomes("tasks", tasks=[task]) == [outcome]


def test_time_in_a_pause_counts_for_nobody():
    task = a_task(issued_at=at(50), deadline=at(65), received_at=at(52), completed_at=at(75))
    assert outcomes("tasks", tasks=[task]) == ["met"]


def test_a_deadline_that_the_drill_did_not_reach_is_not_judged():
    task = a_task(issued_at=at(100), deadline=at(200), received_at=at(101), completed_at=None)
    assert outcomes("tasks", tasks=[task]) == ["open"]
    assert scores(tasks=[task])["tasks"] is None


def test_an_order_called_off_in_the_drill_is_not_judged_and_one_called_off_by_its_end_is_missed():
    undone = {"completed_at": None, "received_at": None}
    assert outcomes("tasks", tasks=[a_task(cancelled_at=at(90), **undone)]) == []
    assert outcomes("tasks", tasks=[a_task(cancelled_at=at(120), **undone)]) == ["missed"]


def test_receipt_is_judged_by_the_limit_of_the_stages():
    tasks = [a_task(received_at=at(25)), a_task(number=2, received_at=at(26)), a_task(number=3, received_at=None)]
    assert outcomes("receipt", tasks=tasks) == ["met", "late", "missed"]
    assert scores(tasks=tasks)["receipt"] == 50.0


def _response(signed_minute, level):
    return [
        fact("command.response_proposed", 5, level=3, plan_title="plan"),
        fact("command.response_started", signed_minute, level=level),
    ]


@pytest.mark.parametrize(
    ("minute", "level", "outcome"), [(35, 3, "met"), (35.1, 3, "late"), (20, 2, "wrong"), (20, 4, "wrong")]
)
def test_the_signed_level_must_be_the_proposed_one_and_in_time(minute, level, outcome):
    assert outcomes("response", facts=_response(minute, level)) == [outcome]


def test_a_proposal_that_the_next_one_overtook_is_not_judged():
    facts = [fact("command.response_proposed", 2, level=2), *_response(20, 3)]
    assert outcomes("response", facts=facts) == ["met"]


def test_a_call_confirmed_after_its_ladder_climbed_is_late_and_one_never_confirmed_is_missed():
    made = [fact("public_warnings.call_made", minute, task_id=key) for minute, key in ((1, "a"), (2, "b"), (3, "c"))]
    ends = [
        fact("public_warnings.call_confirmed", 4, task_id="a"),
        fact("public_warnings.call_escalated", 5, task_id="b"),
        fact("public_warnings.call_confirmed", 6, task_id="b"),
    ]
    assert outcomes("calls", facts=[*made, *ends]) == ["met", "late", "missed"]


def test_a_report_is_judged_by_its_legal_clock():
    begun = fact("reporting.clock_started", 0, clock_id="1", stage="first", due_at=at(100).isoformat())
    assert outcomes("reports", facts=[begun]) == ["missed"]
    assert outcomes("reports", facts=[begun, fact("reporting.clock_met", 80, clock_id="1")]) == ["met"]
    later = fact("reporting.clock_started", 0, clock_id="1", stage="first", due_at=at(300).isoformat())
    assert outcomes("reports", facts=[later]) == ["open"]


def _asked(**expected):
    return Asked(inject_id=UUID(int=1), title="call", released_at=at(10), expected=Expected(**expected))


def test_an_expected_action_is_seen_in_the_journal_after_its_inject():
    order = {"what": "order", "within_minutes": 20, "words": "road"}
    early = fact("command.order_issued", 5, text="open the road")
    other = fact("command.order_issued", 15, text="open the school")
    assert outcomes("actions", asked=[_asked(**order)], facts=[early, other]) == ["missed"]
    right = fact("command.order_issued", 30, text="open the road")
    assert outcomes("actions", asked=[_asked(**order)], facts=[early, other, right]) == ["met"]


def test_an_expected_level_is_met_by_a_graver_one_and_what_only_eyes_see_is_left_to_them():
    wanted = {"what": "response", "level": 3, "within_minutes": 60}
    started = [fact("command.response_started", 20, level=2), fact("command.response_raised", 40, level=4)]
    assert outcomes("actions", asked=[_asked(**wanted), _asked(what="eye")], facts=started) == ["met"]


def test_the_total_weighs_only_what_was_measured():
    marks = marks_of(rows_of(evidence(tasks=[a_task(), a_task(number=2, completed_at=None)])), TABLE)
    by_key = {mark.criterion: mark for mark in marks}
    assert (by_key["receipt"].score, by_key["tasks"].score, by_key["calls"].score) == (100.0, 50.0, None)
    assert total_of(marks) == round((10 * 100 + 30 * 50) / 40, 1)
