from itertools import product

import pytest

from anlan.alarms.domain.states import TRANSITIONS, AlarmAct, AlarmState, acts_from, after
from anlan.kernel.errors import TransitionNotAllowed

EVERY_PAIR = list(product(AlarmState, AlarmAct))


@pytest.mark.parametrize(("state", "act"), [pair for pair in EVERY_PAIR if pair not in TRANSITIONS])
def test_every_step_outside_the_table_is_refused_by_name(state, act):
    with pytest.raises(TransitionNotAllowed) as refusal:
        after(state, act)
    assert refusal.value.data == {"what": "alarm", "state": state.value, "act": act.value}


def test_the_table_holds_exactly_these_steps():
    assert {(s.value, a.value): t.value for (s, a), t in TRANSITIONS.items()} == {
        ("raised", "take"): "taken",
        ("raised", "verify"): "verified",
        ("raised", "dismiss"): "dismissed",
        ("taken", "verify"): "verified",
        ("taken", "dismiss"): "dismissed",
        ("verified", "close"): "closed",
        ("dismissed", "reopen"): "raised",
    }


def test_a_dismissed_alarm_offers_to_take_that_back_and_a_closed_one_offers_no_act():
    assert acts_from(AlarmState.DISMISSED) == ("reopen",)
    assert acts_from(AlarmState.CLOSED) == ()
