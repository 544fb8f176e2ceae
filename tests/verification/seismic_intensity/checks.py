"""The mean peaks of each grade in the Chinese scale of seismic intensity."""

from tests.verification.checks import Check

from anlan.science.seismic_intensity.instrument import instrument_intensity

PEAKS = ((0.653, 0.0556), (1.35, 0.120), (2.79, 0.258), (5.77, 0.555), (11.9, 1.19))

CHECKS = (
    Check(
        what="Grades 6 to 10 from the mean peaks of acceleration and velocity",
        source="GB/T 17742-2020, table 1 (mean peaks typed from memory)",
        unit="degrees",
        expected=[6, 7, 8, 9, 10],
        found=lambda: [instrument_intensity(acceleration=gal, velocity=speed) for gal, speed in PEAKS],
        bound=0.5,
    ),
)
