import math

import pytest
from tests.factories.alarms import NIGHT, a_signal

from anlan.alarms.domain.signal import check
from anlan.kernel.errors import InvalidValue


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"level": 0}, "level"),
        ({"level": 5}, "level"),
        ({"region": ""}, "region"),
        ({"region": "5134331"}, "region"),
        ({"rule_family": ""}, "rule_family"),
        ({"station_label": "x" * 121}, "station_label"),
        ({"value": math.nan}, "value"),
        ({"value": 1e308}, "value"),
        ({"threshold": math.inf}, "threshold"),
        ({"evidence": ((NIGHT, math.nan),)}, "evidence"),
        ({"location": (28.7, 102.2)}, "location"),
    ],
)
def test_a_signal_that_cannot_be_true_is_refused_by_field(changes, field):
    with pytest.raises(InvalidValue) as refusal:
        check(a_signal(**changes))
    assert refusal.value.data["field"] == field


@pytest.mark.parametrize("level", [1, 4])
def test_the_outermost_legal_levels_are_accepted(level):
    check(a_signal(level=level))
