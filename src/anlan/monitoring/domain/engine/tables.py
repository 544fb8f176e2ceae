"""What the loops read and write: flat arrays, bundled.

A *program* is what a group of series is judged by, without their names; groups with the same rules share it. A *row* is
a series in its group. ``Tables`` holds the programs and never changes while it judges; ``State`` holds the groups.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Bytes = NDArray[np.int8]
Records = NDArray[Any]

NO_VALUE: Final = -(2**62)
NO_TIME: Final = 0
OUT_OF_REACH: Final = 2**61
MICRO: Final = 1_000_000
MINUTE: Final = 60_000_000
HOUR: Final = 3_600_000_000
CHUNK: Final = 8

VALUE, SUM, MAX, MIN, MEAN, RATE, DIFFERENCE = 0, 1, 2, 3, 4, 5, 6
NO, NOT_YET, YES = 0, 1, 2

# Kinds and columns of what the loops report.
RISE, FALL, WOKE, SLEPT, TOUCHED, REPLAY = 0, 1, 2, 3, 4, 5
KIND, GROUP, UNIT, LEVEL, PREVIOUS, CLAUSE, TIME, AMOUNT, SERIES = 0, 1, 2, 3, 4, 5, 6, 7, 8
REPORT_COLUMNS: Final = 9

# Cells of ``State.meta``.
FREE_CHUNK, FREE_COUNT, REPORTED = 0, 1, 2


PROGRAM: Final = np.dtype([("member", "i4"), ("unit", "i4"), ("clause", "i4")], align=True)
MEMBER: Final = np.dtype(
    [("feature", "i4"), ("entry", "i4"), ("keeps", "i4"), ("needs", "i4"), ("shared", "i4")],
)
FEATURE: Final = np.dtype(
    [("kind", "i4"), ("hours", "i4"), ("window", "i8"), ("low", "i8"), ("high", "i8"), ("frees", "i8")],
)
ENTRY: Final = np.dtype([("unit", "i4"), ("clause", "i4")], align=True)
UNIT_RULE: Final = np.dtype([("case", "i4"), ("several", "i4"), ("rearm", "i8"), ("valid", "i8")], align=True)
CASE: Final = np.dtype([("clause", "i4"), ("level", "i4"), ("need", "i4")], align=True)
CLAUSE_RULE: Final = np.dtype(
    [
        ("member", "i4"),
        ("feature", "i4"),
        ("up", "i4"),
        ("times", "i4"),
        ("of", "i8"),
        ("trigger", "i8"),
        ("clear", "i8"),
        ("hold", "i8"),
    ]
)


class Tables(NamedTuple):
    """The programs. Where a field is named after another table, it is the first line there; the next line's ends it."""

    programs: Records
    members: Records
    features: Records
    entries: Records
    entry_clauses: Small
    units: Records
    cases: Records
    clauses: Records


# ``stir`` counts what is other than if no threshold had ever been met: of a row its clauses and the units that ask it
# alone, of a group all its clauses and units. ``changed`` is when a row's or a unit's answers or level changed last.
ROW: Final = np.dtype(
    [
        ("newest", "i8"),
        ("value", "i8"),
        ("head", "i4"),
        ("series", "i4"),
        ("group", "i4"),
        ("member", "i4"),
        ("feature0", "i4"),
        ("stir", "i4"),
        ("changed", "i8"),
    ]
)
WINDOW: Final = np.dtype(
    [("acc", "i8"), ("oldest", "i8"), ("count", "i4"), ("tail", "i4"), ("head", "i4"), ("spare", "i4")]
)
GROUP_STATE: Final = np.dtype(
    [("program", "i4"), ("row0", "i4"), ("unit0", "i4"), ("clause0", "i4"), ("stir", "i4"), ("touched", "i4")],
)
UNIT_STATE: Final = np.dtype(
    [("held", "i8"), ("heard", "i8"), ("changed", "i8"), ("heard_series", "i4"), ("level", "i2"), ("now", "i2")],
)
CLAUSE_STATE: Final = np.dtype([("since", "i8"), ("bits", "i8"), ("met", "i4"), ("answer", "i4")], align=True)


class State(NamedTuple):
    """Where every series, window, group, unit and clause stands, the pool of samples, and what is to be reported."""

    rows: Records
    features: Records
    groups: Records
    units: Records
    clauses: Records
    pool: Ints
    weight: Small
    next_chunk: Small
    meta: Ints
    reports: Ints
