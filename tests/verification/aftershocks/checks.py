"""Bath's law beside the greatest aftershocks of Chinese earthquakes."""

import numpy as np
from tests.verification.checks import Check

from anlan.science.aftershocks.forecast import greatest

# Main shock and greatest aftershock as the China Earthquake Networks Center gave them.
SEQUENCES = {"Wenchuan 2008": (8.0, 6.4), "Lushan 2013": (7.0, 5.4), "Jiuzhaigou 2017": (7.0, 4.8)}

CHECKS = (
    Check(
        what=f"Greatest aftershock of {', '.join(SEQUENCES)}: the spread of Bath's law is as wide as that",
        source="China Earthquake Networks Center; from memory",
        unit="magnitudes",
        expected=[aftershock for _, aftershock in SEQUENCES.values()],
        found=lambda: [greatest(main)[1] for main, _ in SEQUENCES.values()],
        bound=np.inf,
    ),
)
