"""The loop over readings, in the order of time."""

from anlan.monitoring.domain.engine.compiling import compiled
from anlan.monitoring.domain.engine.standing import is_harmless, judge_row
from anlan.monitoring.domain.engine.tables import FREE_COUNT, REPORTED, Bytes, Ints, Small, State, Tables
from anlan.monitoring.domain.engine.windows import take_sample

REMEMBER, JUDGE, LATE, REPEATED = 0, 1, 2, 3


@compiled
def has_room(tables: Tables, state: State, row: int) -> bool:
    """Tell whether the pool and the reports have room for whatever one reading may bring."""
    member = state.rows[row]["member"]
    units: int = tables.members[member + 1]["entry"] - tables.members[member]["entry"]
    if state.meta[FREE_COUNT] < tables.members[member]["needs"]:
        return False
    room: int = state.reports.shape[0] - state.meta[REPORTED]
    return room >= 3 * units + 4


@compiled
def take_one(tables: Tables, state: State, row: int, time: int, value: int, how: int) -> int:
    """Take one reading; return what became of it."""
    before = state.rows[row]["newest"]
    if time <= before:
        is_done = time == before or is_harmless(tables, state, row, time, value)
        return REPEATED if is_done else LATE
    near = take_sample(tables, state, row, time, value)
    if how == JUDGE and (near or state.groups[state.rows[row]["group"]]["stir"] > 0):
        judge_row(tables, state, row, before)
    elif tables.members[state.rows[row]["member"]]["shared"]:
        hear(tables, state, row)
    return how


@compiled
def hear(tables: Tables, state: State, row: int) -> None:
    """Note for units of several series up to when they were judged, where nothing else is to be done."""
    member, group = state.rows[row]["member"], state.rows[row]["group"]
    time, series = state.rows[row]["newest"], state.rows[row]["series"]
    offset = state.groups[group]["unit0"] - tables.programs[state.groups[group]["program"]]["unit"]
    for entry in range(tables.members[member]["entry"], tables.members[member + 1]["entry"]):
        unit = tables.entries[entry]["unit"]
        place = offset + unit
        heard, heard_series = state.units[place]["heard"], state.units[place]["heard_series"]
        if tables.units[unit]["several"] and (time > heard or (time == heard and series > heard_series)):
            state.units[place]["heard"], state.units[place]["heard_series"] = time, series


@compiled
def take_all(tables: Tables, state: State, readings: tuple[Small, Ints, Ints], ways: Bytes, start: int) -> int:
    """Take readings (rows, times, values in micro-units) from ``start`` on; return where room ran out, or the end.

    ``ways`` says how to take each and is overwritten with what became of it.
    """
    rows, times, values = readings
    for index in range(start, len(rows)):
        row = rows[index]
        if not has_room(tables, state, row):
            return index
        ways[index] = take_one(tables, state, row, times[index], values[index], ways[index])
    return len(rows)
