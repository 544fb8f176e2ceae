"""The life of a shelter and the readiness of a team."""

import itertools

import pytest

from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.readiness.domain.shelters import (
    STATES,
    ShelterAct,
    ShelterIsFull,
    ShelterState,
    after,
    check_occupants,
)
from anlan.readiness.domain.teams import TeamNeedsReason, TeamState, check_readiness


@pytest.mark.parametrize(("step", "state"), STATES.items())
def test_a_step_of_the_table_is_taken(step, state):
    assert after(*step) is state


@pytest.mark.parametrize("step", [s for s in itertools.product(ShelterState, ShelterAct) if s not in STATES])
def test_a_step_outside_the_table_is_refused(step):
    with pytest.raises(TransitionNotAllowed):
        after(*step)


@pytest.mark.parametrize("occupants", [0, 99, 100])
def test_a_shelter_may_be_full(occupants):
    check_occupants(occupants, 100)


def test_one_person_too_many_is_refused():
    with pytest.raises(ShelterIsFull) as refusal:
        check_occupants(101, 100)

    assert refusal.value.data == {"capacity": 100, "occupants": 101}


def test_less_than_nobody_is_refused():
    with pytest.raises(InvalidValue):
        check_occupants(-1, 100)


@pytest.mark.parametrize("minutes", [0, 1440])
def test_a_team_leaves_within_a_day(minutes):
    check_readiness(TeamState.STANDING_BY, minutes, "")


@pytest.mark.parametrize("minutes", [-1, 1441])
def test_a_readiness_outside_a_day_is_refused(minutes):
    with pytest.raises(InvalidValue):
        check_readiness(TeamState.STANDING_BY, minutes, "")


@pytest.mark.parametrize("state", [TeamState.OUT, TeamState.RESTING])
def test_a_team_that_cannot_be_sent_says_why(state):
    with pytest.raises(TeamNeedsReason):
        check_readiness(state, 30, " ")
