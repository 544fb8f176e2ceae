from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from anlan.duty.domain.handover import (
    HANDOVER,
    Check,
    HandoverAct,
    HandoverState,
    Matter,
    digest_of,
    is_late,
    signature_line,
    text_of,
)
from anlan.duty.domain.states import step
from anlan.kernel.errors import TransitionNotAllowed

AT = datetime(2026, 3, 10, 0, 30, tzinfo=UTC)
GRACE = timedelta(minutes=15)
WORDS = {
    "matters": "Matters",
    "notes": "Notes",
    "checks": "Checks",
    "none": "None.",
    "there": "ok",
    "missing": "missing",
    "colon": ": ",
}


@pytest.mark.parametrize(
    ("state", "act"), [pair for pair in product(HandoverState, HandoverAct) if pair not in HANDOVER]
)
def test_every_step_of_a_handover_that_the_table_lacks_is_refused(state, act):
    with pytest.raises(TransitionNotAllowed):
        step("handover", HANDOVER, state, act)


@pytest.mark.parametrize(
    ("done", "now", "late"),
    [
        (AT + GRACE, AT + timedelta(days=1), False),
        (AT + GRACE + timedelta(seconds=1), AT + timedelta(days=1), True),
        (None, AT + GRACE, False),
        (None, AT + GRACE + timedelta(seconds=1), True),
    ],
)
def test_a_handover_is_late_after_the_grace(done, now, late):
    assert is_late(AT, done, now, GRACE) is late


def test_the_signed_text_holds_matters_notes_and_checks():
    checks = [Check("Keys", is_there=True), Check("Fax", is_there=False, note="no paper")]
    text = text_of("Head", "Mind the dam.", [Matter(title="Alarm", word="verify", due="18:00")], checks, WORDS)
    lines = [
        "Head",
        "Matters",
        "Alarm verify 18:00",
        "Notes",
        "Mind the dam.",
        "Checks",
        "Keys: ok",
        "Fax: missing no paper",
    ]
    assert text.splitlines() == lines
    assert "None." in text_of("Head", "", [], checks, WORDS)
    assert signature_line("By", "Li", AT, "ill") == "By Li 2026-03-10 08:30 (ill)"
    assert digest_of("a") != digest_of("b")
