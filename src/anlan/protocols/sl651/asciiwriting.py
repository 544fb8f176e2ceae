"""Writing a body in ASCII; the reverse of reading it."""

from decimal import Decimal
from functools import singledispatch

from anlan.protocols.sl651.asciibody import MISSING
from anlan.protocols.sl651.message import (
    Asked,
    Blob,
    Body,
    Entry,
    Group,
    Observed,
    Period,
    Rest,
    Rows,
    Setting,
    State,
    Station,
    Step,
    Value,
)
from anlan.protocols.sl651.tables import elements


def write(body: Body) -> bytes:
    """Return the bytes of ``body``."""
    start = b""
    if body.serial is not None and body.sent is not None:
        start = f"{body.serial:04X}{body.sent:%y%m%d%H%M%S}".encode("ascii")
    return start + b"".join(_entry(each) for each in body.entries)


def _code(element: str) -> str:
    row = elements().get(element)
    return row.code if row else element


def _words(*words: str) -> bytes:
    return "".join(f"{word} " for word in words).encode("ascii")


def _number(value: Decimal | None) -> str:
    return MISSING if value is None else f"{value:f}"


@singledispatch
def _entry(entry: Entry) -> bytes:
    raise TypeError(entry)


@_entry.register
def _(entry: Station) -> bytes:
    return _words("ST", entry.address, *entry.kind)


@_entry.register
def _(entry: Observed) -> bytes:
    return _words("TT", f"{entry.time:%y%m%d%H%M}")


@_entry.register
def _(entry: Step) -> bytes:
    unit, count = next(((unit, n) for unit, n in (("D", entry.days), ("N", entry.minutes)) if n), ("H", entry.hours))
    return _words(f"DR{unit}{count:02d}")


@_entry.register
def _(entry: Value) -> bytes:
    return _words(_code(entry.definition.element), _number(entry.number))


@_entry.register
def _(entry: Group) -> bytes:
    row = elements()[entry.element]
    none = (1 << 8 * row.width) - 1
    units = (none if each is None else int(each.scaleb(row.decimals)) for each in entry.numbers)
    return _words(row.code, "".join(f"{unit:0{2 * row.width}X}" for unit in units))


@_entry.register
def _(entry: Rows) -> bytes:
    codes = (_code(each.element) for each in entry.definitions)
    return _words(*codes, *(_number(each) for row in entry.rows for each in row))


@_entry.register
def _(entry: State) -> bytes:
    return _words("ZT", f"{entry.bits:08X}")


@_entry.register
def _(entry: Blob) -> bytes:
    code = _code(entry.definition.element)
    is_last = code != entry.definition.element
    return _words(code) + entry.raw + (b"" if is_last else b" ")


@_entry.register
def _(entry: Setting) -> bytes:
    return _words(entry.definition.element) + entry.raw + b" "


@_entry.register
def _(entry: Asked) -> bytes:
    return _words(*(_code(each.element) for each in entry.definitions))


@_entry.register
def _(entry: Period) -> bytes:
    return _words(f"{entry.first:%y%m%d%H}", f"{entry.last:%y%m%d%H}")


@_entry.register
def _(entry: Rest) -> bytes:
    return entry.raw
