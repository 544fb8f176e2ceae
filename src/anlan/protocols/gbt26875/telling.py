"""What a frame of GB/T 26875.3 says: all its fields, the values it observed, the alarms and faults it reports."""

from collections.abc import Iterator
from typing import Any, Final

from anlan.protocols.framing import FrameError, Observation, Occurrence
from anlan.protocols.gbt26875 import table
from anlan.protocols.gbt26875.message import (
    Command,
    DeviceOperation,
    DeviceState,
    Frame,
    PartAnalog,
    PartState,
    SystemOperation,
    SystemState,
    Unit,
    Wire,
    layout,
)
from anlan.protocols.gbt26875.reading import HEAD, START, TAIL, read_time, read_unit
from anlan.protocols.gbt26875.writing import encode

_STATES: Final[dict[type[Any], tuple[str, str]]] = {
    SystemState: ("state", "system_state"),
    PartState: ("state", "part_state"),
    DeviceState: ("state", "device_state"),
    SystemOperation: ("operation", "system_operation"),
    DeviceOperation: ("operation", "device_operation"),
}
_NAMES: Final = {"system_type": "systems", "part_type": "parts"}


def fields(frame: Frame) -> dict[str, Any]:
    """Return everything the frame says, ready for JSON; codes stand with their English and Chinese names."""
    raw = encode(frame)
    told: dict[str, Any] = {
        "protocol": table.standard(),
        "serial": frame.serial,
        "version": f"{frame.version[0]}.{frame.version[1]}",
        "time": frame.time.isoformat(),
        "source": f"{frame.source:012x}",
        "target": f"{frame.target:012x}",
        "data_length": len(raw) - HEAD - TAIL,
        **_coded("command", "commands", frame.command),
        "checksum": f"{raw[-TAIL]:02x}",
        "deviations": list(_deviations(frame)),
    }
    return told | (_unit(frame.unit) if frame.unit else {})


def _deviations(frame: Frame) -> Iterator[str]:
    """Say where a frame that can be read leaves the standard, as devices in the field do."""
    if frame.version[0] != 1:
        yield "main_version_is_not_1"
    if table.named("commands", frame.command) is None or not frame.command:
        yield "command_is_not_of_the_standard"
    if frame.unit and not frame.unit.objects:
        yield "type_is_not_of_the_standard" if frame.unit.rest else "unit_is_only_a_type"
    if frame.unit is None and frame.command in (Command.SEND, Command.CONTROL, Command.REQUEST, Command.ANSWER):
        yield "unit_is_missing"


def salvage(frame: bytes) -> dict[str, Any] | None:
    """Return what can be read of a frame that is refused, or nothing; none of it is certain."""
    if not frame.startswith(START) or len(frame) < len(START) + 2:
        return None
    told: dict[str, Any] = {"protocol": table.standard(), "serial": int.from_bytes(frame[2:4], "little")}
    if len(frame) < HEAD:
        return told
    size = int.from_bytes(frame[24:26], "little")
    told |= {
        "version": f"{frame[4]}.{frame[5]}",
        "time": _time_or_nothing(frame, 6),
        "source": frame[17:11:-1].hex(),
        "target": frame[23:17:-1].hex(),
        "data_length": size,
        **_coded("command", "commands", frame[26]),
        "data_hex": frame[HEAD : HEAD + size].hex(),
    }
    try:
        unit = read_unit(frame, HEAD, HEAD + size) if HEAD + size <= len(frame) else None
    except FrameError:
        return told
    return told | (_unit(unit) if unit else {})


def observations(frame: Frame) -> tuple[Observation, ...]:
    """Return the analog values; the element names the quantity and the part: ``temperature:1.2.40.01020304``."""
    device = f"{frame.source:012x}"
    objects = frame.unit.objects if frame.unit else ()
    return tuple(_observation(device, each) for each in objects if type(each) is PartAnalog and each.quantity)


def occurrences(frame: Frame) -> tuple[Occurrence, ...]:
    """Return every alarm and fault that the frame's states and operations tell, begun or over."""
    device = f"{frame.source:012x}"
    objects = frame.unit.objects if frame.unit else ()
    return tuple(told for each in objects for told in _occurrences(device, each))


def words(raw: bytes) -> str:
    """Return GB 18030 text up to its first null byte; what is no text is shown as U+FFFD."""
    return raw.split(b"\0", 1)[0].decode("gb18030", "replace").strip()


def _time_or_nothing(frame: bytes, at: int) -> str | None:
    try:
        return read_time(frame, at).isoformat()
    except FrameError:
        return None


def _coded(name: str, kind: str, code: int) -> dict[str, Any]:
    english, chinese = table.named(kind, code) or ("reserved" if code < 128 else "user_defined", None)
    return {name: code, f"{name}_name": english, f"{name}_zh": chinese}


def _unit(unit: Unit) -> dict[str, Any]:
    told = _coded("type", "types", unit.type_flag)
    if not unit.objects:
        return told | {"count": None, "rest_hex": unit.rest.hex()}
    return told | {"count": len(unit.objects), "objects": [_object(each) for each in unit.objects]}


def _object(each: Any) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, wire in layout(type(each)):
        told |= _field(name, wire, getattr(each, name))
    if type(each) in _STATES:
        name, state = _STATES[type(each)]
        told |= _bits(name, state, getattr(each, name))
    if type(each) is PartAnalog:
        told |= _analog(each)
    return told


def _field(name: str, wire: Wire, value: Any) -> dict[str, Any]:
    if name in _NAMES:
        return _coded(name, _NAMES[name], value)
    if wire is Wire.TIME:
        return {name: value.isoformat()}
    if wire is Wire.ADDRESS:
        return {name: value, f"{name}_hex": f"{value:08x}"}
    if wire in (Wire.DESCRIPTION, Wire.TEXT):
        return {name: words(value), f"{name}_hex": value.hex()}
    return {name: value}


def _bits(name: str, state: str, value: int) -> dict[str, Any]:
    every = table.bits(state)
    told = [bit.set_zh if value >> index & 1 else bit.clear_zh for index, bit in enumerate(every)]
    return {
        f"{name}_bits": {bit.name: bool(value >> index & 1) for index, bit in enumerate(every)},
        f"{name}_zh": [each for index, each in enumerate(told) if each and (index == 0 or value >> index & 1)],
    }


def _analog(each: PartAnalog) -> dict[str, Any]:
    quantity = table.quantity(each.quantity)
    if quantity is None:
        return {"quantity_name": None, "quantity_zh": None, "unit": None, "value": None}
    return {
        "quantity_name": quantity.name,
        "quantity_zh": quantity.zh,
        "unit": quantity.unit,
        "value": round(each.counts * quantity.step, 2),
        "in_range": quantity.least <= each.counts * quantity.step <= quantity.greatest,
    }


def part_of(each: Any) -> str:
    """Return which part an object is about: ``system type.system address[.part type.part address]``, or nothing."""
    if type(each) in (PartState, PartAnalog):
        return f"{each.system_type}.{each.system_address}.{each.part_type}.{each.part_address:08x}"
    if type(each) in (SystemState, SystemOperation):
        return f"{each.system_type}.{each.system_address}"
    return ""


def _observation(device: str, each: PartAnalog) -> Observation:
    quantity = table.quantity(each.quantity)
    if quantity is None:
        element, value, flag = f"quantity_{each.quantity}", float(each.counts), "unknown_quantity"
    else:
        element, value = quantity.name, round(each.counts * quantity.step, 2)
        flag = "" if quantity.least <= value <= quantity.greatest else "out_of_range"
    return Observation(device, f"{element}:{part_of(each)}", each.time, value, flag)


def _occurrences(device: str, each: Any) -> Iterator[Occurrence]:
    if type(each) not in _STATES:
        return
    name, state = _STATES[type(each)]
    value, part, time = getattr(each, name), part_of(each), each.time
    for index, bit in enumerate(table.bits(state)):
        began = bool(value >> index & 1)
        if bit.level is not None and (began or name == "state"):
            yield Occurrence(device, bit.name, part, time, began, bit.level)
