"""What a re-inspection does to a hidden danger, by where its closed loop stands."""

import pytest

from anlan.dangers import api as dangers
from anlan.supervision.domain.rechecks import Move, move_of

MOVED = {
    ("applied", True): Move.CLOSED,
    ("accepted", True): Move.CLOSED,
    ("applied", False): Move.RETURNED,
    ("accepted", False): Move.REOPENED,
    ("closed", False): Move.REOPENED,
}


@pytest.mark.parametrize("state", [each.value for each in dangers.DangerState])
@pytest.mark.parametrize("is_fixed", [True, False])
def test_only_what_the_loop_lets_move_moves(state, is_fixed):
    assert move_of(state, is_fixed=is_fixed, is_held=False) is MOVED.get((state, is_fixed), Move.STAYS)


def test_what_a_listing_or_a_stop_of_power_holds_is_accepted_but_not_written_off():
    assert move_of("applied", is_fixed=True, is_held=True) is Move.ACCEPTED
    assert move_of("accepted", is_fixed=True, is_held=True) is Move.STAYS
    assert move_of("applied", is_fixed=False, is_held=True) is Move.RETURNED
