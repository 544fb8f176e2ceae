"""The stages' angles of Xu Qiang et al. (2009) as multiples of the steady rate."""

from tests.verification.checks import Check

from anlan.science.landslide.run_out import Slide, reach, wave
from anlan.science.landslide.tangent import tangent_angle

LITUYA = Slide(speed_ms=110, thickness_m=92, width_m=823, volume_m3=30.6e6, angle_deg=40, density=2700)


def lituya() -> list[float]:
    found = wave(LITUYA, 122, 885)
    return [found.height_m, found.run_up_m]


CHECKS = (
    Check(
        what="Angles at which the stages of acceleration change",
        source="Xu Qiang et al. (2009), Geological Bulletin of China 28(4)",
        unit="degrees",
        expected=[45, 80, 85],
        found=lambda: [tangent_angle(times, 1.0) for times in (1, 5.671, 11.43)],
        bound=0.01,
    ),
    Check(
        what="Greatest wave of Lituya Bay 1958 as its experiments gave it (shown only: sizes from memory)",
        source="Fritz, Hager, Minor (2001) Lituya Bay case. Science of Tsunami Hazards 19(1): 3-22",
        unit="of the value",
        expected=[162, 524],
        found=lituya,
        bound=float("inf"),
        is_relative=True,
    ),
    Check(
        what="Run-out of Shuicheng 2019 and Xinmo 2017 (shown only: sizes from memory)",
        source="Published field surveys; from memory",
        unit="of the value",
        expected=[1300, 2700],
        found=lambda: [reach(2e6, 430).best, reach(1.3e7, 1170).best],
        bound=float("inf"),
        is_relative=True,
    ),
)
