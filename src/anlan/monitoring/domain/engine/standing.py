"""From what the windows amount to, to where units stand: clauses answer, cases count, units rise and come down."""

from anlan.monitoring.domain.engine.compiling import compiled
from anlan.monitoring.domain.engine.tables import (
    AMOUNT,
    CLAUSE,
    FALL,
    GROUP,
    KIND,
    LEVEL,
    NO,
    NO_TIME,
    NO_VALUE,
    NOT_YET,
    PREVIOUS,
    REPLAY,
    REPORTED,
    RISE,
    SERIES,
    SLEPT,
    TIME,
    TOUCHED,
    UNIT,
    WOKE,
    YES,
    State,
    Tables,
)
from anlan.monitoring.domain.engine.windows import value_of


@compiled
def report(state: State, kind: int, group: int, time: int, series: int) -> int:
    """Report something of a group; return the report's line."""
    line: int = state.meta[REPORTED]
    state.meta[REPORTED] = line + 1
    state.reports[line, KIND] = kind
    state.reports[line, GROUP] = group
    state.reports[line, TIME] = time
    state.reports[line, SERIES] = series
    return line


@compiled
def touch(state: State, group: int) -> None:
    """Report, once a pass, that something of a group is to be kept."""
    if not state.groups[group]["touched"]:
        state.groups[group]["touched"] = 1
        report(state, TOUCHED, group, 0, 0)


@compiled
def count_bits(bits: int) -> int:
    """Return how many bits are set."""
    count = 0
    while bits:
        bits &= bits - 1
        count += 1
    return count


@compiled
def is_met(tables: Tables, clause: int, amount: int, was_met: int) -> bool:
    """Tell whether an amount meets a clause; once met it stays so until the amount is past ``clear``."""
    if amount == NO_VALUE:
        return False
    bound: int = tables.clauses[clause]["clear"] if was_met else tables.clauses[clause]["trigger"]
    return amount >= bound if tables.clauses[clause]["up"] else amount <= bound


@compiled
def answer_clause(tables: Tables, state: State, place: int, clause: int, amount: int, time: int) -> int:
    """Let a clause answer to a new reading: no, not yet, yes. Return what it answers."""
    met = is_met(tables, clause, amount, state.clauses[place]["met"])
    if not met:
        state.clauses[place]["since"] = NO_TIME
    elif state.clauses[place]["since"] == NO_TIME:
        state.clauses[place]["since"] = time
    held = met and time - state.clauses[place]["since"] >= tables.clauses[clause]["hold"]
    answer = YES if held else (NOT_YET if met else NO)
    of = tables.clauses[clause]["of"]
    if of > 1:
        bits = ((state.clauses[place]["bits"] << 1) | (1 if held else 0)) & ((1 << of) - 1)
        state.clauses[place]["bits"] = bits
        answer = YES if count_bits(bits) >= tables.clauses[clause]["times"] else (NOT_YET if bits or met else NO)
    state.clauses[place]["met"] = 1 if met else 0
    state.clauses[place]["answer"] = answer
    return answer


@compiled
def begin_anew(state: State, place: int) -> None:
    """Forget what a clause knew: its series was silent for too long."""
    state.clauses[place]["met"], state.clauses[place]["answer"] = 0, NO
    state.clauses[place]["since"], state.clauses[place]["bits"] = NO_TIME, 0


@compiled
def says_yes(tables: Tables, state: State, group: int, clause: int, time: int, valid: int) -> bool:
    """Tell whether a clause says yes and its series' last reading still counts."""
    place = state.groups[group]["clause0"] + clause - tables.programs[state.groups[group]["program"]]["clause"]
    if state.clauses[place]["answer"] != YES:
        return False
    row = state.groups[group]["row0"] + tables.clauses[clause]["member"]
    newest: int = state.rows[row]["newest"]
    return time - newest <= valid


@compiled
def case_holds(tables: Tables, state: State, group: int, case: int, time: int, valid: int) -> bool:
    """Tell whether enough clauses of a case say yes."""
    count = 0
    for clause in range(tables.cases[case]["clause"], tables.cases[case + 1]["clause"]):
        if says_yes(tables, state, group, clause, time, valid):
            count += 1
    need: int = tables.cases[case]["need"]
    return count >= need


@compiled
def level_of(tables: Tables, state: State, group: int, unit: int, time: int) -> int:
    """Return the highest level of the cases that hold."""
    highest = 0
    for case in range(tables.units[unit]["case"], tables.units[unit + 1]["case"]):
        level = tables.cases[case]["level"]
        if level > highest and case_holds(tables, state, group, case, time, tables.units[unit]["valid"]):
            highest = level
    return highest


@compiled
def deciding_clause(tables: Tables, state: State, group: int, unit: int, level: int, time: int) -> int:
    """Return the clause that made a level: of those that say yes (else of all) the one with the shortest window.

    Where a level was carried over from an edition that knew it, the unit's first clause stands for it.
    """
    valid = tables.units[unit]["valid"]
    best: int = tables.cases[tables.units[unit]["case"]]["clause"]
    best_rank = 1 << 61
    for case in range(tables.units[unit]["case"], tables.units[unit + 1]["case"]):
        if tables.cases[case]["level"] == level:
            for clause in range(tables.cases[case]["clause"], tables.cases[case + 1]["clause"]):
                shape = shape_of(tables, state, group, clause)
                rank = tables.features[shape]["window"] + 1
                if not says_yes(tables, state, group, clause, time, valid):
                    rank += 1 << 60
                if rank < best_rank:
                    best, best_rank = clause, rank
    return best


@compiled
def shape_of(tables: Tables, state: State, group: int, clause: int) -> int:
    """Return the shape of the feature that a clause compares."""
    member = tables.programs[state.groups[group]["program"]]["member"] + tables.clauses[clause]["member"]
    shape: int = tables.members[member]["feature"] + tables.clauses[clause]["feature"]
    return shape


@compiled
def amount_of(tables: Tables, state: State, group: int, clause: int) -> int:
    """Return what the feature of a clause amounts to."""
    row = state.groups[group]["row0"] + tables.clauses[clause]["member"]
    feature = state.rows[row]["feature0"] + tables.clauses[clause]["feature"]
    return value_of(state, row, feature, tables.features[shape_of(tables, state, group, clause)]["kind"])


@compiled
def move(tables: Tables, state: State, unit: int, row: int, level: int) -> None:
    """Bring a unit to another level and report it with the clause that decided."""
    group, time = state.rows[row]["group"], state.rows[row]["newest"]
    place = state.groups[group]["unit0"] + unit - tables.programs[state.groups[group]["program"]]["unit"]
    previous = state.units[place]["level"]
    clause = deciding_clause(tables, state, group, unit, max(level, previous), time)
    line = report(state, RISE if level > previous else FALL, group, time, state.rows[row]["series"])
    state.reports[line, UNIT] = place - state.groups[group]["unit0"]
    state.reports[line, LEVEL] = level
    state.reports[line, PREVIOUS] = previous
    state.reports[line, CLAUSE] = clause - tables.cases[tables.units[unit]["case"]]["clause"]
    state.reports[line, AMOUNT] = amount_of(tables, state, group, clause)
    state.units[place]["level"] = level


@compiled
def judge_unit(tables: Tables, state: State, unit: int, row: int, before: int) -> None:
    """Judge a unit by the newest reading of ``row``; ``before`` is when it was judged last."""
    group, time = state.rows[row]["group"], state.rows[row]["newest"]
    place = state.groups[group]["unit0"] + unit - tables.programs[state.groups[group]["program"]]["unit"]
    rearm = tables.units[unit]["rearm"]
    stood, was = state.units[place]["level"], state.units[place]["now"]
    is_over = stood and time - before > max(tables.units[unit]["valid"], rearm)
    if is_over:
        move(tables, state, unit, row, 0)
    level = level_of(tables, state, group, unit, time)
    standing = state.units[place]["level"]
    state.units[place]["now"] = level
    if level >= standing:
        if level > standing:
            move(tables, state, unit, row, level)
        state.units[place]["held"] = time
    elif time - state.units[place]["held"] >= rearm:
        move(tables, state, unit, row, level)
        state.units[place]["held"] = time
    if is_over or level != was or state.units[place]["level"] != stood:
        touch(state, group)
        state.units[place]["changed"] = time
        after, earlier = (level or state.units[place]["level"]) != 0, (was or stood) != 0
        stir(state, row, (1 if after else 0) - (1 if earlier else 0), tables.units[unit]["several"])


@compiled
def stir(state: State, row: int, more: int, several: int) -> None:
    """Count a clause or unit that left or came to rest."""
    state.groups[state.rows[row]["group"]]["stir"] += more
    if not several:
        state.rows[row]["stir"] += more


@compiled
def answer_one(tables: Tables, state: State, place: int, clause: int, row: int, broken: int) -> bool:
    """Let a clause answer to its series' newest reading; tell whether it changed between yes and anything else."""
    group, time = state.rows[row]["group"], state.rows[row]["newest"]
    since, bits = state.clauses[place]["since"], state.clauses[place]["bits"]
    was_yes = state.clauses[place]["answer"] == YES
    if broken:
        begin_anew(state, place)
    is_yes = answer_clause(tables, state, place, clause, amount_of(tables, state, group, clause), time) == YES
    now_since, now_bits = state.clauses[place]["since"], state.clauses[place]["bits"]
    if now_since != since or now_bits != bits:
        touch(state, group)
        state.rows[row]["changed"] = time
        earlier, later = since != NO_TIME or bits != 0, now_since != NO_TIME or now_bits != 0
        stir(state, row, (1 if later else 0) - (1 if earlier else 0), 0)
    changes: bool = is_yes != was_yes
    return changes


@compiled
def answer_for_unit(tables: Tables, state: State, entry: int, row: int, before: int) -> int:
    """Let a unit's clauses on one series answer; return 2 where any yes came or went, 1 where any stays, else 0."""
    group, unit, time = state.rows[row]["group"], tables.entries[entry]["unit"], state.rows[row]["newest"]
    offset = state.groups[group]["clause0"] - tables.programs[state.groups[group]["program"]]["clause"]
    broken = 1 if time - before > tables.units[unit]["valid"] else 0
    outcome = 0
    for index in range(tables.entries[entry]["clause"], tables.entries[entry + 1]["clause"]):
        clause = tables.entry_clauses[index]
        if answer_one(tables, state, offset + clause, clause, row, broken):
            outcome = 2
        elif state.clauses[offset + clause]["answer"] == YES:
            outcome = max(outcome, 1)
    return outcome


@compiled
def judge_entry(tables: Tables, state: State, entry: int, row: int, before: int) -> None:
    """Judge one unit by the newest reading of one of its series.

    Where another of its series has been judged further on, this reading comes late for the unit. That changes nothing
    if this series says the same as before and the unit has not changed since; else the group has to be replayed.
    """
    group, unit, time = state.rows[row]["group"], tables.entries[entry]["unit"], state.rows[row]["newest"]
    outcome = answer_for_unit(tables, state, entry, row, before)
    if not tables.units[unit]["several"]:
        judge_unit(tables, state, unit, row, before)
        return
    place = state.groups[group]["unit0"] + unit - tables.programs[state.groups[group]["program"]]["unit"]
    heard, series = state.units[place]["heard"], state.rows[row]["series"]
    if time < heard or (time == heard and series < state.units[place]["heard_series"]):
        is_stale = outcome == 1 and heard - before > tables.units[unit]["valid"]
        if outcome == 2 or is_stale or state.units[place]["changed"] >= time:
            report(state, REPLAY, group, time, series)
        return
    if outcome == 2:
        state.units[place]["changed"] = time
    state.units[place]["heard"], state.units[place]["heard_series"] = time, series
    judge_unit(tables, state, unit, row, heard)


@compiled
def judge_row(tables: Tables, state: State, row: int, before: int) -> None:
    """Judge all units on a series by its newest reading, and note whether its group woke or went to rest."""
    group, member = state.rows[row]["group"], state.rows[row]["member"]
    was_awake = state.groups[group]["stir"] > 0
    for entry in range(tables.members[member]["entry"], tables.members[member + 1]["entry"]):
        judge_entry(tables, state, entry, row, before)
    is_awake = state.groups[group]["stir"] > 0
    if is_awake != was_awake:
        report(state, WOKE if is_awake else SLEPT, group, state.rows[row]["newest"], state.rows[row]["series"])
        touch(state, group)


@compiled
def is_harmless(tables: Tables, state: State, row: int, time: int, value: int) -> bool:
    """Tell whether a late reading changes nothing: no rain, where sums alone are judged and all was at rest since."""
    if tables.members[state.rows[row]["member"]]["keeps"] != 1 or value != 0:
        return False
    if state.rows[row]["stir"] or state.rows[row]["changed"] >= time:
        return False
    group, member = state.rows[row]["group"], state.rows[row]["member"]
    for entry in range(tables.members[member]["entry"], tables.members[member + 1]["entry"]):
        unit = tables.entries[entry]["unit"]
        place = state.groups[group]["unit0"] + unit - tables.programs[state.groups[group]["program"]]["unit"]
        if state.units[place]["level"] or state.units[place]["now"] or state.units[place]["changed"] >= time:
            return False
    return True
