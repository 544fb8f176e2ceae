"""What a notice says, and how long a failed one waits."""

from datetime import timedelta

import pytest

from anlan.kernel.errors import InvalidValue
from anlan.notices.domain.texts import Note, wait_before, written
from anlan.support.tables import load_table

KINDS = load_table("anlan.notices", "kinds")
WAITS = tuple(load_table("anlan.notices", "sending")["sending"]["waits"])
SAID = {"holder": "Li", "year": "2026", "duty": "meet\non safety", "until": "2026-06-30", "owed": "2", "done": "1"}


def a_note(**told) -> Note:
    return Note(
        **({"kind": "duty_behind", "about": "a", "subject": "s", "region": "51", "url": "/", "facts": SAID} | told)
    )


def test_the_words_of_a_kind_are_filled_with_what_happened_in_one_line():
    title, text = written(KINDS, a_note())
    assert title == KINDS["duty_behind"]["title"]
    assert all(word in text for word in ("Li", "2026-06-30", "meet on safety"))
    assert "{" not in text


@pytest.mark.parametrize("told", [{"kind": "gossip"}, {"facts": {"holder": "Li"}}])
def test_an_unknown_kind_and_missing_facts_are_refused(told):
    with pytest.raises(InvalidValue):
        written(KINDS, a_note(**told))


def test_a_fact_is_never_read_as_a_pattern_and_cut_where_it_is_endless():
    _, text = written(KINDS, a_note(facts=SAID | {"duty": "{holder}" + "x" * 400}))
    assert "{holder}" in text
    assert len(text) <= 1000


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 5), (6, 900)])
def test_each_failed_attempt_waits_longer(attempts, minutes):
    assert wait_before(attempts, WAITS) == timedelta(minutes=minutes)


def test_after_the_last_wait_none_is_left():
    assert wait_before(len(WAITS) + 1, WAITS) is None
