"""The arrays of state: made for groups, grown when more come, and what of one group is put back to an earlier time."""

from typing import Final

import numpy as np

from anlan.monitoring.domain.engine.compiling import compiled
from anlan.monitoring.domain.engine.tables import (
    CHUNK,
    CLAUSE_STATE,
    FREE_CHUNK,
    FREE_COUNT,
    GROUP_STATE,
    NO_TIME,
    REPORT_COLUMNS,
    ROW,
    UNIT_STATE,
    WINDOW,
    Ints,
    Records,
    State,
    Tables,
)
from anlan.monitoring.domain.engine.windows import NOWHERE, after, give_back

_FIRST_CHUNKS: Final = 256
_FIRST_REPORTS: Final = 1024


def empty_state() -> State:
    """Return a state without any group."""
    state = State(
        rows=np.zeros(0, dtype=ROW),
        features=np.zeros(0, dtype=WINDOW),
        groups=np.zeros(0, dtype=GROUP_STATE),
        units=np.zeros(0, dtype=UNIT_STATE),
        clauses=np.zeros(0, dtype=CLAUSE_STATE),
        pool=np.empty((0, 2), dtype=np.int64),
        weight=np.empty(0, dtype=np.int32),
        next_chunk=np.empty(0, dtype=np.int32),
        meta=np.array([NOWHERE, 0, 0], dtype=np.int64),
        reports=np.empty((_FIRST_REPORTS, REPORT_COLUMNS), dtype=np.int64),
    )
    return with_more_chunks(state)


def with_more_chunks(state: State) -> State:
    """Return the state with a pool of twice the size."""
    old = len(state.next_chunk)
    new = max(2 * old, _FIRST_CHUNKS)
    pool, weight = np.empty((new * CHUNK, 2), dtype=np.int64), np.empty(new * CHUNK, dtype=np.int32)
    pool[: old * CHUNK], weight[: old * CHUNK] = state.pool, state.weight
    links = np.empty(new, dtype=np.int32)
    links[:old] = state.next_chunk
    links[old:] = np.arange(old + 1, new + 1)
    links[-1] = state.meta[FREE_CHUNK]
    state.meta[FREE_CHUNK] = old
    state.meta[FREE_COUNT] += new - old
    return state._replace(pool=pool, weight=weight, next_chunk=links)


def with_more_reports(state: State) -> State:
    """Return the state with room for four times as many reports; those there are kept."""
    reports = np.empty((4 * len(state.reports), REPORT_COLUMNS), dtype=np.int64)
    reports[: len(state.reports)] = state.reports
    return state._replace(reports=reports)


def with_more(state: State, tables: Tables, programs: Ints, members: Ints) -> State:
    """Return the state with more groups at rest: of these programs, with these series as members in their order."""
    counts = np.diff(tables.programs["member"])[programs]
    starts = np.cumsum(counts) - counts
    group = np.repeat(np.arange(len(programs)), counts)
    member = tables.programs["member"][programs][group] + np.arange(len(group)) - starts[group]
    rows = np.zeros(len(group), dtype=ROW)
    features = np.diff(tables.members["feature"])[member]
    rows["head"], rows["series"], rows["member"] = NOWHERE, members, member
    rows["group"] = len(state.groups) + group
    rows["feature0"] = len(state.features) + np.cumsum(features) - features
    groups = np.zeros(len(programs), dtype=GROUP_STATE)
    groups["program"], groups["row0"] = programs, len(state.rows) + starts
    units, clauses = np.diff(tables.programs["unit"])[programs], np.diff(tables.programs["clause"])[programs]
    groups["unit0"] = len(state.units) + np.cumsum(units) - units
    groups["clause0"] = len(state.clauses) + np.cumsum(clauses) - clauses
    return state._replace(
        rows=np.concatenate([state.rows, rows]),
        groups=np.concatenate([state.groups, groups]),
        features=_longer(state.features, int(features.sum()), {"tail": NOWHERE, "head": NOWHERE}),
        units=_longer(state.units, int(units.sum()), {}),
        clauses=_longer(state.clauses, int(clauses.sum()), {}),
    )


def _longer(old: Records, more: int, empty: dict[str, int]) -> Records:
    """Return an array with more lines; those that stay zero take no memory until they are used."""
    array = np.zeros(len(old) + more, dtype=old.dtype)
    array[: len(old)] = old
    for name, value in empty.items():
        array[name][len(old) :] = value
    return array


@compiled
def release_list(state: State, tail: int, head: int) -> None:
    """Give back all chunks from the oldest sample to the newest."""
    if tail == NOWHERE or head == NOWHERE:
        return
    slot = tail
    while slot != head:
        following = after(state, slot)
        if following // CHUNK != slot // CHUNK:
            give_back(state, slot // CHUNK)
        slot = following
    give_back(state, head // CHUNK)


@compiled
def reset_row(tables: Tables, state: State, row: int) -> None:
    """Forget all readings of a series."""
    member = state.rows[row]["member"]
    for shape in range(tables.members[member]["feature"], tables.members[member + 1]["feature"]):
        feature = state.rows[row]["feature0"] + shape - tables.members[member]["feature"]
        if tables.features[shape]["hours"] > 0:
            release_list(state, state.features[feature]["tail"], state.features[feature]["head"])
        elif tables.features[shape]["frees"] == 1:
            release_list(state, state.features[feature]["tail"], state.rows[row]["head"])
        state.features[feature]["acc"], state.features[feature]["count"] = 0, 0
        state.features[feature]["tail"] = NOWHERE
        state.features[feature]["head"] = NOWHERE
    state.rows[row]["stir"], state.rows[row]["changed"] = 0, NO_TIME
    state.rows[row]["head"], state.rows[row]["newest"], state.rows[row]["value"] = NOWHERE, NO_TIME, 0


@compiled
def reset_group(tables: Tables, state: State, group: int) -> None:
    """Bring a group to rest and forget all its readings."""
    program = state.groups[group]["program"]
    row0, unit0, clause0 = state.groups[group]["row0"], state.groups[group]["unit0"], state.groups[group]["clause0"]
    for row in range(row0, row0 + tables.programs[program + 1]["member"] - tables.programs[program]["member"]):
        reset_row(tables, state, row)
    for unit in range(unit0, unit0 + tables.programs[program + 1]["unit"] - tables.programs[program]["unit"]):
        state.units[unit]["level"], state.units[unit]["now"], state.units[unit]["held"] = 0, 0, 0
        state.units[unit]["heard"], state.units[unit]["heard_series"], state.units[unit]["changed"] = 0, 0, 0
    for clause in range(clause0, clause0 + tables.programs[program + 1]["clause"] - tables.programs[program]["clause"]):
        state.clauses[clause]["met"], state.clauses[clause]["answer"] = 0, 0
        state.clauses[clause]["since"], state.clauses[clause]["bits"] = NO_TIME, 0
    state.groups[group]["stir"] = 0


@compiled
def recount(tables: Tables, state: State, group: int, changed: int) -> None:
    """Count anew what of a group is not at rest, as it may have changed until ``changed``."""
    program = state.groups[group]["program"]
    row0, unit0, clause0 = state.groups[group]["row0"], state.groups[group]["unit0"], state.groups[group]["clause0"]
    state.groups[group]["stir"] = 0
    for row in range(row0, row0 + tables.programs[program + 1]["member"] - tables.programs[program]["member"]):
        state.rows[row]["stir"], state.rows[row]["changed"] = 0, changed
        recount_row(tables, state, row, clause0 - tables.programs[program]["clause"])
    for unit in range(tables.programs[program]["unit"], tables.programs[program + 1]["unit"]):
        place = unit0 + unit - tables.programs[program]["unit"]
        state.units[place]["changed"] = changed
        if state.units[place]["level"] or state.units[place]["now"]:
            state.groups[group]["stir"] += 1
            if not tables.units[unit]["several"]:
                state.rows[row0 + only_member(tables, unit)]["stir"] += 1


@compiled
def recount_row(tables: Tables, state: State, row: int, offset: int) -> None:
    """Count the clauses of a series that are not at rest."""
    member, group = state.rows[row]["member"], state.rows[row]["group"]
    for index in range(tables.entries[tables.members[member]["entry"]]["clause"], entry_end(tables, member)):
        place = offset + tables.entry_clauses[index]
        if state.clauses[place]["since"] != NO_TIME or state.clauses[place]["bits"]:
            state.rows[row]["stir"] += 1
            state.groups[group]["stir"] += 1


@compiled
def entry_end(tables: Tables, member: int) -> int:
    """Return where the clauses of a member end."""
    end: int = tables.entries[tables.members[member + 1]["entry"]]["clause"]
    return end


@compiled
def only_member(tables: Tables, unit: int) -> int:
    """Return the member that a unit of one series asks."""
    member: int = tables.clauses[tables.cases[tables.units[unit]["case"]]["clause"]]["member"]
    return member
