from datetime import UTC, datetime
from itertools import product

import pytest

from anlan.drills.domain.planning import is_sealed, region_told
from anlan.drills.domain.states import (
    INJECT_TRANSITIONS,
    TRANSITIONS,
    DrillAct,
    DrillState,
    InjectAct,
    InjectState,
    after,
    after_inject,
)
from anlan.kernel.errors import TransitionNotAllowed

START = datetime(2020, 6, 26, 12, 0, tzinfo=UTC)
FORBIDDEN = [pair for pair in product(DrillState, DrillAct) if pair not in TRANSITIONS]
FORBIDDEN_OF_INJECTS = [pair for pair in product(InjectState, InjectAct) if pair not in INJECT_TRANSITIONS]


@pytest.mark.parametrize(("state", "act"), FORBIDDEN)
def test_a_drill_takes_no_step_that_the_table_does_not_have(state, act):
    with pytest.raises(TransitionNotAllowed):
        after(state, act)


@pytest.mark.parametrize(("state", "act"), FORBIDDEN_OF_INJECTS)
def test_an_inject_takes_no_step_that_the_table_does_not_have(state, act):
    with pytest.raises(TransitionNotAllowed):
        after_inject(state, act)


def test_the_way_of_a_drill_from_plan_to_report():
    state = DrillState.PLANNED
    acts = ["edit", "approve", "start", "release", "pause", "resume", "end", "observe", "score", "learn", "report"]
    for act in acts:
        state = after(state, DrillAct(act))
    assert state is DrillState.REPORTED


def test_a_released_or_skipped_inject_stays_so():
    assert not [pair for pair in INJECT_TRANSITIONS if pair[0] in (InjectState.RELEASED, InjectState.SKIPPED)]


def test_only_a_double_blind_drill_that_has_not_begun_is_sealed():
    assert is_sealed("double_blind", None)
    assert not is_sealed("double_blind", START)
    assert not is_sealed("full", None)
    assert (region_told("double_blind", "513433", None), region_told("full", "513433", None)) == ("", "513433")
