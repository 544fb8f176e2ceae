"""The stages' angles of Xu Qiang et al. (2009) as multiples of the steady rate."""

from tests.verification.checks import Check

from anlan.science.landslide.tangent import tangent_angle

CHECKS = (
    Check(
        what="Angles at which the stages of acceleration change",
        source="Xu Qiang et al. (2009), Geological Bulletin of China 28(4)",
        unit="degrees",
        expected=[45, 80, 85],
        found=lambda: [tangent_angle(times, 1.0) for times in (1, 5.671, 11.43)],
        bound=0.01,
    ),
)
