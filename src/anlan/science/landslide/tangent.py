"""The improved tangent angle of accumulated displacement (Xu Qiang 2009)."""

from math import atan, degrees, radians, tan
from typing import Final

from anlan.science.refusing import Refused

STAGES: Final = ((85.0, "imminent"), (80.0, "mid_acceleration"), (45.0, "early_acceleration"), (0.0, "steady"))


def tangent_angle(rate: float, steady_rate: float) -> float:
    """Return the angle in degrees from the rate now and the rate of steady deformation, in the same unit."""
    if steady_rate <= 0:
        raise Refused("steady_rate_out_of_range", f"{steady_rate} is not positive")
    return degrees(atan(rate / steady_rate))


def stage(angle: float) -> str:
    """Return the stage of an angle; a border belongs to the graver stage, and moving back is steady."""
    return next((word for least, word in STAGES if angle >= least), "steady")


def rate_at(angle: float) -> float:
    """Return how many times the steady rate an angle (below 90 degrees) means."""
    if not 0 <= angle < 90:
        raise Refused("tangent_angle_out_of_range", f"{angle} is not within 0 to 90", span=(angle, 0, 90))
    return tan(radians(angle))
