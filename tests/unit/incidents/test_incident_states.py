from itertools import product

import pytest

from anlan.incidents.domain.states import TRANSITIONS, IncidentAct, IncidentState, after
from anlan.kernel.errors import TransitionNotAllowed


@pytest.mark.parametrize(
    ("state", "act"), [pair for pair in product(IncidentState, IncidentAct) if pair not in TRANSITIONS]
)
def test_every_step_outside_the_table_is_refused_by_name(state, act):
    with pytest.raises(TransitionNotAllowed) as refusal:
        after(state, act)
    assert refusal.value.data == {"what": "incident", "state": state.value, "act": act.value}


def test_a_closed_incident_takes_figures_and_nothing_else():
    assert [act.value for state, act in TRANSITIONS if state is IncidentState.CLOSED] == ["record_situation"]
