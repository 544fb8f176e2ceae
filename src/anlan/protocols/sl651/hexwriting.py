"""Writing a body in HEX/BCD; the reverse of reading it."""

from decimal import Decimal
from functools import singledispatch

from anlan.protocols.sl651.message import (
    Asked,
    Blob,
    Body,
    Definition,
    Entry,
    Events,
    Gates,
    Group,
    Observed,
    Period,
    Quota,
    Rest,
    Rows,
    Setting,
    State,
    Station,
    Step,
    Switches,
    Value,
    Version,
)
from anlan.protocols.sl651.tables import elements
from anlan.protocols.sl651.values import bcd


def write(body: Body) -> bytes:
    """Return the bytes of ``body``."""
    start = b""
    if body.serial is not None and body.sent is not None:
        start = body.serial.to_bytes(2, "big") + bytes.fromhex(f"{body.sent:%y%m%d%H%M%S}")
    return start + b"".join(_entry(each) for each in body.entries)


def _identifier(definition: Definition, form: int | None = None) -> bytes:
    low = definition.size << 3 | definition.decimals if form is None else form
    return bytes.fromhex(definition.element) + bytes((low,))


@singledispatch
def _entry(entry: Entry) -> bytes:
    raise TypeError(entry)


@_entry.register
def _(entry: Station) -> bytes:
    return b"\xf1\xf1" + bytes.fromhex(entry.address) + entry.kind.encode("latin-1")


@_entry.register
def _(entry: Observed) -> bytes:
    return b"\xf0\xf0" + bytes.fromhex(f"{entry.time:%y%m%d%H%M}")


@_entry.register
def _(entry: Step) -> bytes:
    return b"\x04\x18" + bytes.fromhex(f"{entry.days:02d}{entry.hours:02d}{entry.minutes:02d}")


@_entry.register
def _(entry: Value) -> bytes:
    definition = entry.definition
    return _identifier(definition) + bcd(entry.number, definition.size, definition.decimals)


@_entry.register
def _(entry: Group) -> bytes:
    row = elements()[entry.element]
    none = (1 << 8 * row.width) - 1
    units = (none if each is None else int(each.scaleb(row.decimals)) for each in entry.numbers)
    size = row.width * len(entry.numbers)
    return (
        bytes.fromhex(entry.element) + bytes((size << 3,)) + b"".join(unit.to_bytes(row.width, "big") for unit in units)
    )


@_entry.register
def _(entry: Rows) -> bytes:
    (definition,) = entry.definitions
    return _identifier(definition) + b"".join(bcd(row[0], definition.size, definition.decimals) for row in entry.rows)


@_entry.register
def _(entry: State) -> bytes:
    return b"\x45\x20" + entry.bits.to_bytes(4, "big")


@_entry.register(Blob)
@_entry.register(Setting)
def _(entry: Blob | Setting) -> bytes:
    return _identifier(entry.definition) + entry.raw


@_entry.register
def _(entry: Asked) -> bytes:
    return b"".join(_identifier(each) for each in entry.definitions)


@_entry.register
def _(entry: Period) -> bytes:
    return bytes.fromhex(f"{entry.first:%y%m%d%H}{entry.last:%y%m%d%H}")


@_entry.register
def _(entry: Version) -> bytes:
    raw = entry.text.encode("gb18030")
    return bytes((len(raw),)) + raw


@_entry.register
def _(entry: Events) -> bytes:
    return b"".join(each.to_bytes(2, "big") for each in entry.counts)


def _bytes(states: tuple[bool, ...]) -> bytes:
    octets = (states[at : at + 8] for at in range(0, len(states), 8))
    return bytes(sum(1 << bit for bit, on in enumerate(octet) if on) for octet in octets)


@_entry.register
def _(entry: Switches) -> bytes:
    raw = _bytes(entry.states)
    return bytes((len(raw),)) + raw


@_entry.register
def _(entry: Gates) -> bytes:
    openings = b"".join(bcd(None if each is None else Decimal(each), 2, 0) for each in entry.openings)
    return bytes((len(entry.states),)) + _bytes(entry.states) + openings


@_entry.register
def _(entry: Quota) -> bytes:
    return b"\xff" if entry.is_on else b"\x00"


@_entry.register
def _(entry: Rest) -> bytes:
    return entry.raw
