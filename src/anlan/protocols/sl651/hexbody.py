"""The body in HEX/BCD: identifiers of two bytes, the second telling length and decimals (6.6.3)."""

from collections.abc import Callable
from decimal import Decimal

from anlan.protocols.framing import FrameError
from anlan.protocols.sl651.message import (
    Asked,
    Blob,
    Body,
    Definition,
    Entry,
    Events,
    Gates,
    Group,
    Head,
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
from anlan.protocols.sl651.reader import Ended, Reader, read_entries
from anlan.protocols.sl651.tables import Element, Function, elements
from anlan.protocols.sl651.values import moment, number, require_range

STATION, OBSERVED, STEP, STATE = b"\xf1\xf1", b"\xf0\xf0", b"\x04\x18", 0x45
GROUP_SIZE = 12


def read(content: bytes, head: Head, function: Function, base: int) -> Body:
    """Return the body in ``content``, which begins at byte ``base`` of the frame."""
    if head.packet and head.packet.number > 1 and not head.is_down:
        return Body(None, None, (Rest(content),))
    reader = Reader(content, base)
    serial = int.from_bytes(reader.take(2, "the serial number"), "big")
    at = reader.offset
    sent = moment(reader.take(6, "the time sent").hex(), at)
    layout = function.down if head.is_down else function.up
    return Body(serial, sent, read_entries(reader, head, lambda here: _entry(here, function, layout)))


def _entry(reader: Reader, function: Function, layout: str) -> Entry:
    mark = reader.raw[reader.at : reader.at + 2]
    if layout == "rest":
        return Rest(reader.rest())
    if mark == STATION:
        return _station(reader, function)
    if mark == OBSERVED:
        reader.at += 2
        at = reader.offset
        return Observed(moment(reader.take(5, "the time observed").hex(), at))
    return LAYOUTS[layout](reader)


def _station(reader: Reader, function: Function) -> Station:
    """Read the station; what stands right before the time observed is its class, whatever the function asks for."""
    reader.at += 2
    address = reader.take(5, "the station's address").hex().upper()
    ahead = reader.raw[reader.at : reader.at + 3]
    has_class = ahead[1:] == OBSERVED or (function.has_class and ahead[:2] != OBSERVED)
    return Station(address, reader.take(1, "the station's class").decode("latin-1") if has_class else "")


def _definition(reader: Reader) -> Definition:
    name = reader.take(1, "an identifier")
    if name == b"\xff":
        name += reader.take(1, "an extended identifier")
    form = reader.take(1, "the definition of an identifier")[0]
    return Definition(name.hex().upper(), form >> 3, form & 7)


def _element(reader: Reader) -> Entry:
    at = reader.offset
    definition = _definition(reader)
    row = elements().get(definition.element)
    kind = row.kind if row else "number"
    if kind == "blob":
        return Blob(definition, reader.rest())
    raw = reader.take(definition.size, f"element {definition.element}")
    if row and kind == "group":
        return _group(definition, row, raw, at)
    if kind == "step":
        return _step(definition, raw, at)
    if kind == "status":
        return _state(definition, raw, at)
    return _value(definition, raw, reader.offset - definition.size, is_known=row is not None)


def _value(definition: Definition, raw: bytes, at: int, *, is_known: bool) -> Entry:
    if not raw:
        raise FrameError("structure", at - 1, f"element {definition.element} has no data")
    try:
        value = number(raw, definition.decimals, at)
    except FrameError:
        if is_known:
            raise
        return Blob(definition, raw)
    require_range(definition.element, value, at)
    return Value(definition, value)


def _group(definition: Definition, row: Element, raw: bytes, at: int) -> Group:
    if len(raw) != GROUP_SIZE * row.width:
        raise FrameError("structure", at + 1, f"element {row.id} has {len(raw)} bytes, not {GROUP_SIZE * row.width}")
    none = (1 << 8 * row.width) - 1
    units = [int.from_bytes(raw[i : i + row.width], "big") for i in range(0, len(raw), row.width)]
    return Group(row.id, tuple(None if each == none else Decimal(each).scaleb(-row.decimals) for each in units))


def _step(definition: Definition, raw: bytes, at: int) -> Step:
    digits = raw.hex()
    if len(raw) != 3 or definition.decimals or not digits.isdigit():
        raise FrameError("value", at, f"the time step is {digits.upper()}, not three bytes of BCD")
    step = Step(int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    if step.days > 31 or step.hours > 23 or step.minutes > 59 or (step.days, step.hours, step.minutes).count(0) < 2:
        raise FrameError("value", at + 2, f"{digits} is no time step of table C.3")
    return step


def _state(definition: Definition, raw: bytes, at: int) -> State:
    if definition.size != 4:
        raise FrameError("structure", at + 1, f"the state of the station has {definition.size} bytes, not 4")
    return State(int.from_bytes(raw, "big"))


def _uniform(reader: Reader) -> Entry:
    """Read an entry of a uniform report: after the step, one identifier and its values to the end (6.6.4.4)."""
    if not reader.has_step:
        entry = _element(reader)
        reader.has_step = isinstance(entry, Step) and entry != Step()
        return entry
    at = reader.offset
    definition = _definition(reader)
    if not definition.size or reader.left % definition.size:
        detail = f"{reader.left} bytes hold no whole number of values of {definition.size} bytes"
        raise Ended("structure", at + 1, detail)
    rows = []
    while reader.left:
        at = reader.offset
        value = number(reader.take(definition.size, "a value"), definition.decimals, at)
        require_range(definition.element, value, at)
        rows.append((value,))
    return Rows((definition,), tuple(rows))


def _setting(reader: Reader) -> Entry:
    definition = _definition(reader)
    size = definition.size * 8 + definition.decimals if definition.element == "0E" else definition.size
    return Setting(definition, reader.take(size, f"parameter {definition.element}"))


def _ask(reader: Reader) -> Entry:
    asked = []
    while reader.left:
        asked.append(_definition(reader))
    return Asked(tuple(asked))


def _period(reader: Reader) -> Entry:
    """Read an entry of a query of a period: the hours, the time step, the identifiers (table 44)."""
    if reader.at == 8:
        at = reader.offset
        first = moment(reader.take(4, "the first hour").hex(), at)
        last = moment(reader.take(4, "the last hour").hex(), at + 4)
        if last < first:
            raise FrameError("value", at + 4, "the period ends before it begins")
        return Period(first, last)
    return _element(reader) if reader.raw[reader.at : reader.at + 2] == STEP else _ask(reader)


def _version(reader: Reader) -> Entry:
    at = reader.offset
    size = reader.take(1, "the length of the version")[0]
    if size != reader.left:
        raise Ended("structure", at, f"the version has {reader.left} bytes and says {size}")
    return Version(reader.rest().decode("gb18030", "replace"))


def _events(reader: Reader) -> Entry:
    if reader.left % 2 or reader.left > 64:
        raise FrameError("structure", reader.offset, f"the event record has {reader.left} bytes, not 64")
    raw = reader.rest()
    return Events(tuple(int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2)))


def _bits(raw: bytes) -> tuple[bool, ...]:
    return tuple(bool(byte >> bit & 1) for byte in raw for bit in range(8))


def _switches(reader: Reader) -> Entry:
    size = reader.take(1, "the number of bytes")[0]
    return Switches(_bits(reader.take(size, "the switches")))


def _gates(reader: Reader) -> Entry:
    count = reader.take(1, "the number of gates")[0]
    states = _bits(reader.take((count + 7) // 8, "the gates"))[:count]
    if not reader.left:
        return Gates(states)
    at = reader.offset
    openings = [number(reader.take(2, "an opening"), 0, at + 2 * index) for index in range(count)]
    return Gates(states, tuple(None if each is None else int(each) for each in openings))


def _quota(reader: Reader) -> Entry:
    at = reader.offset
    byte = reader.take(1, "the command")[0]
    if byte not in (0x00, 0xFF):
        raise FrameError("value", at, f"the command is {byte:02X}, neither FF (on) nor 00 (off)")
    return Quota(byte == 0xFF)


def _nothing(reader: Reader) -> Entry:
    raise FrameError("structure", reader.offset, f"{reader.left} bytes where this message ends")


LAYOUTS: dict[str, Callable[[Reader], Entry]] = {
    "elements": _element,
    "uniform": _uniform,
    "settings": _setting,
    "ask": _ask,
    "period": _period,
    "version": _version,
    "events": _events,
    "switches": _switches,
    "gates": _gates,
    "quota": _quota,
    "none": _nothing,
}
