"""Sharing readings out among workers: which stations are this worker's own, and what goes to the others."""

from typing import Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from anlan.monitoring.domain.intake import Directory, Taken
from anlan.monitoring.domain.messages import Batch, encode
from anlan.monitoring.domain.partitions import NOWHERE, PARTITIONS

_ASSIGN: Final = """
with wanted as (select * from unnest(%s::text[], %s::smallint[]) w (code, partition)),
locked as (
    select id, code, partition from monitoring_station where code in (select code from wanted) order by code for update
),
assigned as (
    update monitoring_station s set partition = w.partition from wanted w join locked l using (code)
    where l.id = s.id and l.partition is null returning s.code, s.partition
)
select code, partition from assigned union all select code, partition from locked where partition is not null
"""


def own_part(taken: Taken, directory: Directory, owned: frozenset[int]) -> tuple[Taken, tuple[tuple[int, bytes], ...]]:
    """Return the readings of stations in ``owned`` partitions, and the others as messages for theirs.

    A station without a partition gets that of the source which brought it, for good.
    """
    homeless = directory.homes[taken.rows] == NOWHERE
    if homeless.any():
        _give_homes(taken, homeless, directory)
    homes = directory.homes[taken.rows]
    is_own = np.isin(homes, list(owned))
    if is_own.all():
        return taken, ()
    others = tuple((home, _message(taken, at, directory)) for home, at in _groups(homes, ~is_own))
    columns = (taken.series, taken.times, taken.values)
    series, times, values = (column[is_own] for column in columns)
    return Taken(series, times, values, taken.refused, taken.rows[is_own], taken.came_by[is_own]), others


def _groups(homes: NDArray[np.int8], picked: NDArray[np.bool_]) -> list[tuple[int, NDArray[np.int64]]]:
    return [(home, np.flatnonzero(picked & (homes == home))) for home in np.unique(homes[picked]).tolist()]


def _message(taken: Taken, indexes: NDArray[np.int64], directory: Directory) -> bytes:
    keys = [directory.keys[row] for row in taken.rows[indexes].tolist()]
    times, values = (taken.times[indexes] / 1e6).tolist(), taken.values[indexes].tolist()
    return encode(Batch([key[0] for key in keys], [key[1] for key in keys], times, values))


def _give_homes(taken: Taken, homeless: NDArray[np.bool_], directory: Directory) -> None:
    wanted: dict[str, int] = {}
    for row, partition in zip(taken.rows[homeless].tolist(), taken.came_by[homeless].tolist(), strict=True):
        wanted.setdefault(directory.keys[row][0], partition % PARTITIONS)
    with connection.cursor() as cursor:
        cursor.execute(_ASSIGN, [list(wanted), list(wanted.values())])
        given = dict(cursor.fetchall())
    for row in taken.rows[homeless].tolist():
        directory.homes[row] = given[directory.keys[row][0]]
