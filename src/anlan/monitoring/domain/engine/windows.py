"""Windows that slide with every reading: the kept samples of a series, and what each feature makes of its window.

Samples lie in a pool as chunks of eight, linked per series; every feature's tail stands at the oldest sample in its
window. Long windows keep one sample an hour, each feature its own.
"""

from anlan.monitoring.domain.engine.compiling import compiled
from anlan.monitoring.domain.engine.tables import (
    CHUNK,
    DIFFERENCE,
    FREE_CHUNK,
    FREE_COUNT,
    HOUR,
    MAX,
    MEAN,
    MIN,
    NO_VALUE,
    RATE,
    SUM,
    VALUE,
    State,
    Tables,
)

NOWHERE = -1


@compiled
def hour_of(time: int) -> int:
    """Return the number of the hour in which an instant lies; the full hour belongs to the one it ends."""
    return -((-time) // HOUR)


@compiled
def new_chunk(state: State) -> int:
    """Take a chunk from the free ones; the caller saw to it that there is one."""
    chunk: int = state.meta[FREE_CHUNK]
    state.meta[FREE_CHUNK] = state.next_chunk[chunk]
    state.meta[FREE_COUNT] -= 1
    state.next_chunk[chunk] = NOWHERE
    return chunk


@compiled
def give_back(state: State, chunk: int) -> None:
    """Give a chunk back to the free ones."""
    state.next_chunk[chunk] = state.meta[FREE_CHUNK]
    state.meta[FREE_CHUNK] = chunk
    state.meta[FREE_COUNT] += 1


@compiled
def after(state: State, slot: int) -> int:
    """Return the slot of the sample that follows."""
    if (slot + 1) % CHUNK:
        return slot + 1
    following: int = state.next_chunk[slot // CHUNK]
    return following * CHUNK


@compiled
def append(state: State, head: int, time: int, value: int) -> int:
    """Put a sample after the one at ``head`` and return its slot."""
    if head == NOWHERE:
        slot = new_chunk(state) * CHUNK
    elif (head + 1) % CHUNK:
        slot = head + 1
    else:
        chunk = new_chunk(state)
        state.next_chunk[head // CHUNK] = chunk
        slot = chunk * CHUNK
    state.pool[slot, 0] = time
    state.pool[slot, 1] = value
    return slot


@compiled
def drop_oldest(tables: Tables, state: State, feature: int, shape: int, head: int) -> bool:
    """Take the oldest sample out of a window; tell whether it was the window's extreme."""
    slot, kind = state.features[feature]["tail"], tables.features[shape]["kind"]
    hourly = tables.features[shape]["hours"] > 0
    was_extreme = False
    if kind in (SUM, MEAN):
        state.features[feature]["acc"] -= state.pool[slot, 1]
        state.features[feature]["count"] -= state.weight[slot] if hourly else 1
    else:
        was_extreme = state.pool[slot, 1] == state.features[feature]["acc"]
    following = NOWHERE if slot == head else after(state, slot)
    if (hourly or tables.features[shape]["frees"]) and (following == NOWHERE or (slot + 1) % CHUNK == 0):
        give_back(state, slot // CHUNK)
    state.features[feature]["tail"] = following
    if following != NOWHERE:
        state.features[feature]["oldest"] = state.pool[following, 0]
    return was_extreme


@compiled
def seek_extreme(state: State, feature: int, kind: int, head: int) -> None:
    """Find the extreme of a window anew."""
    slot = state.features[feature]["tail"]
    if slot == NOWHERE:
        return
    best = state.pool[slot, 1]
    while slot != head:
        slot = after(state, slot)
        if (kind == MAX) == (state.pool[slot, 1] > best):
            best = state.pool[slot, 1]
    state.features[feature]["acc"] = best


@compiled
def let_in(state: State, feature: int, kind: int, slot: int, value: int) -> None:
    """Let a new sample into a window."""
    is_first = state.features[feature]["tail"] == NOWHERE
    if is_first:
        state.features[feature]["tail"] = slot
        state.features[feature]["oldest"] = state.pool[slot, 0]
        state.features[feature]["acc"] = 0
        state.features[feature]["count"] = 0
    if kind == SUM:
        state.features[feature]["acc"] += value
    elif kind == MEAN:
        state.features[feature]["acc"] += value
        state.features[feature]["count"] += 1
    elif is_first:
        state.features[feature]["acc"] = value
    elif kind == MAX:
        state.features[feature]["acc"] = max(state.features[feature]["acc"], value)
    elif kind == MIN:
        state.features[feature]["acc"] = min(state.features[feature]["acc"], value)


@compiled
def value_of(state: State, row: int, feature: int, kind: int) -> int:
    """Return what a feature amounts to at its series' newest reading, in micro-units; ``NO_VALUE`` where nothing."""
    amount: int = state.rows[row]["value"]
    if kind == VALUE:
        return amount
    tail: int = state.features[feature]["tail"]
    if tail == NOWHERE:
        return 0 if kind == SUM else NO_VALUE
    if kind in (RATE, DIFFERENCE):
        return change_since(state, row, tail, kind)
    amount = state.features[feature]["acc"]
    if kind == MEAN:
        count: int = state.features[feature]["count"]
        return (2 * amount + count) // (2 * count)
    return amount


@compiled
def change_since(state: State, row: int, tail: int, kind: int) -> int:
    """Return the change since the oldest sample, or its rate by hour."""
    change: int = state.rows[row]["value"] - state.pool[tail, 1]
    elapsed: int = state.rows[row]["newest"] - state.pool[tail, 0]
    if kind == DIFFERENCE:
        return change
    if elapsed <= 0:
        return NO_VALUE
    return round(change * (HOUR / elapsed))


@compiled
def slide(tables: Tables, state: State, feature: int, shape: int, head: int, time: int) -> None:
    """Take out of an exact window what has left it."""
    border = time - tables.features[shape]["window"]
    if state.features[feature]["tail"] == NOWHERE or state.features[feature]["oldest"] > border:
        return
    kind = tables.features[shape]["kind"]
    lost = False
    while state.features[feature]["tail"] != NOWHERE and state.features[feature]["oldest"] <= border:
        lost |= drop_oldest(tables, state, feature, shape, head)
    if lost and kind in (MAX, MIN):
        seek_extreme(state, feature, kind, head)


@compiled
def merge_hour(state: State, feature: int, kind: int, slot: int, value: int) -> None:
    """Put a reading into the sample of its hour; a difference keeps the hour's first."""
    acc = state.features[feature]["acc"]
    if kind in (SUM, MEAN):
        state.pool[slot, 1] += value
        state.weight[slot] += 1
        state.features[feature]["acc"] += value
        state.features[feature]["count"] += 1
    elif kind == MAX:
        state.pool[slot, 1] = max(state.pool[slot, 1], value)
        state.features[feature]["acc"] = max(acc, value)
    elif kind == MIN:
        state.pool[slot, 1] = min(state.pool[slot, 1], value)
        state.features[feature]["acc"] = min(acc, value)


@compiled
def count_hours(tables: Tables, state: State, feature: int, shape: int, time: int, value: int) -> None:
    """Take a reading into a window of whole hours: the running one and those before it."""
    kind, hour, head = tables.features[shape]["kind"], hour_of(time), state.features[feature]["head"]
    border = hour - tables.features[shape]["hours"]
    lost = False
    while state.features[feature]["tail"] != NOWHERE and hour_of(state.features[feature]["oldest"]) <= border:
        lost |= drop_oldest(tables, state, feature, shape, head)
    if state.features[feature]["tail"] == NOWHERE:
        head = NOWHERE
    elif lost and kind in (MAX, MIN):
        seek_extreme(state, feature, kind, head)
    if head != NOWHERE and hour_of(state.pool[head, 0]) == hour:
        merge_hour(state, feature, kind, head, value)
    elif kind != SUM or value != 0:
        head = append(state, head, time, value)
        state.weight[head] = 1
        let_in(state, feature, kind, head, value)
    state.features[feature]["head"] = head


@compiled
def take_sample(tables: Tables, state: State, row: int, time: int, value: int) -> bool:
    """Move all windows of a series on to a new reading; tell whether any comes near a threshold."""
    member, first = state.rows[row]["member"], state.rows[row]["feature0"]
    shape0, shape1 = tables.members[member]["feature"], tables.members[member + 1]["feature"]
    keeps = tables.members[member]["keeps"]
    state.rows[row]["newest"], state.rows[row]["value"] = time, value
    is_kept = keeps == 2 or (keeps == 1 and value != 0)
    if is_kept:
        state.rows[row]["head"] = append(state, state.rows[row]["head"], time, value)
    head, near = state.rows[row]["head"], False
    for shape in range(shape0, shape1):
        feature = first + shape - shape0
        kind = tables.features[shape]["kind"]
        if tables.features[shape]["hours"] > 0:
            count_hours(tables, state, feature, shape, time, value)
        elif kind != VALUE:
            if is_kept:
                let_in(state, feature, kind, head, value)
            slide(tables, state, feature, shape, head, time)
        amount = value_of(state, row, feature, kind)
        if amount >= tables.features[shape]["high"] or (amount <= tables.features[shape]["low"] and amount != NO_VALUE):
            near = True
    if head != NOWHERE and keeps == 1 and shape1 > shape0 and not is_kept:
        forget_if_empty(tables, state, row, shape0, shape1)
    return near


@compiled
def forget_if_empty(tables: Tables, state: State, row: int, shape0: int, shape1: int) -> None:
    """Note that a series keeps no sample when its longest window is empty; its chunks were given back."""
    for shape in range(shape0, shape1):
        feature = state.rows[row]["feature0"] + shape - shape0
        if tables.features[shape]["frees"] and state.features[feature]["tail"] == NOWHERE:
            state.rows[row]["head"] = NOWHERE
