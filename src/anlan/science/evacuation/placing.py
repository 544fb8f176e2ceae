"""Which shelter takes whom: the fewest person-minutes on the way, nobody beyond a shelter's places."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from anlan.science.refusing import Refused

Minutes = NDArray[np.float64]
UNPLACED: Final = 100_000.0
MOST_PAIRS: Final = 250_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Persons by place (row) and shelter (column), persons without a place by row, and the person-minutes."""

    persons: NDArray[np.int64]
    unplaced: NDArray[np.int64]
    person_minutes: float


def place(people: NDArray[np.int64], capacity: NDArray[np.int64], minutes: Minutes) -> Placed:
    """Return the best placing; a way of infinite minutes is none. Whole persons, by linear programming."""
    from scipy.optimize import linprog  # noqa: PLC0415  # half a second that only this act pays
    from scipy.sparse import coo_array  # noqa: PLC0415  # as above

    _check(people, capacity, minutes)
    rows, columns = minutes.shape
    ways = np.isfinite(minutes)
    origin, shelter = np.nonzero(ways)
    count = len(origin)
    cost = np.concatenate([minutes[ways], np.full(rows, UNPLACED)])
    places = coo_array((np.ones(count + rows), (np.r_[origin, np.arange(rows)], np.arange(count + rows))))
    room = coo_array((np.ones(count), (shelter, np.arange(count))), shape=(columns, count + rows))
    found = linprog(cost, A_ub=room, b_ub=capacity, A_eq=places, b_eq=people, method="highs-ds")
    if not found.success:
        raise Refused("no_placing", found.message)
    whole = np.rint(found.x).astype(np.int64)
    persons = np.zeros((rows, columns), dtype=np.int64)
    persons[origin, shelter] = whole[:count]
    return Placed(persons=persons, unplaced=whole[count:], person_minutes=float(np.sum(persons[ways] * minutes[ways])))


def _check(people: NDArray[np.int64], capacity: NDArray[np.int64], minutes: Minutes) -> None:
    if minutes.shape != (len(people), len(capacity)) or minutes.size == 0:
        raise Refused("table_of_minutes_does_not_fit", minutes.shape)
    if minutes.size > MOST_PAIRS:
        raise Refused("too_many_pairs", minutes.size)
    if np.any(people < 0) or np.any(capacity < 0) or np.any(minutes < 0) or np.any(np.isnan(minutes)):
        raise Refused("negative_or_missing_number")
