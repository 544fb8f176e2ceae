"""The stages of Xu Qiang (2009), and the ready-made rule's figures, are those of the angle."""

import pytest

from anlan.monitoring.selectors.rules import ready_made_rules
from anlan.science.landslide.tangent import rate_at, tangent_angle


@pytest.mark.parametrize(("times", "angle"), [(0, 0), (1, 45), (5.671, 80), (11.43, 85)])
def test_the_angle_of_so_many_times_the_steady_rate(times, angle):
    assert tangent_angle(2.0 * times, 2.0) == pytest.approx(angle, abs=0.01)


def test_the_rule_stands_at_the_angles_of_its_notes():
    cases = ready_made_rules()["landslide_tangent_angle"].definition.cases
    factors = [case.conditions[0].factor for case in cases]
    assert factors == pytest.approx([rate_at(45), rate_at(80), rate_at(85)], rel=1e-3)


def test_without_a_steady_rate_there_is_no_angle():
    with pytest.raises(ValueError, match="steady_rate_out_of_range"):
        tangent_angle(1.0, 0.0)
