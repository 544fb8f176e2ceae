"""What a frame of JT/T 808 says: all its fields, the positions and values it observed, the alarms it reports."""

from collections.abc import Iterator
from typing import Any, Final

from anlan.kernel.clock import in_china
from anlan.protocols.framing import FrameError, Observation, Occurrence
from anlan.protocols.jt808 import table
from anlan.protocols.jt808.bodies import POSITION, Span, read_body, read_time
from anlan.protocols.jt808.items import item_fields, item_values
from anlan.protocols.jt808.message import (
    ENCRYPTED,
    POSITIONED,
    SOUTH,
    WEST,
    Authentication,
    Frame,
    GeneralReply,
    Id,
    Parameters,
    Position,
    PositionAnswer,
    PositionBatch,
    Raw,
    Registration,
    RegistrationReply,
    ServerTime,
)
from anlan.protocols.jt808.reading import FLAG, HEAD, read_head_loosely, unescaped
from anlan.protocols.jt808.writing import encode, encode_body

_RESULT_OF_REGISTRATION: Final = "registration_results"


def fields(frame: Frame) -> dict[str, Any]:
    """Return everything the frame says, ready for JSON; codes stand with their English and Chinese names."""
    told = _head(frame, len(encode_body(frame.body, is_2019=frame.version is not None)))
    return told | {"checksum": f"{unescaped(encode(frame))[-1]:02x}"} | _body(frame)


def salvage(frame: bytes) -> dict[str, Any] | None:
    """Return what can be read of a frame that is refused, or nothing; none of it is certain."""
    if not frame.startswith(FLAG):
        return None
    plain = unescaped(frame if frame.endswith(FLAG) and len(frame) > 1 else frame + b"\0" + FLAG)
    if len(plain) <= HEAD:
        return None
    head, at, announced = read_head_loosely(plain)
    body = plain[at:-1]
    told = _head(head, announced) | {"body_hex": body.hex()}
    try:
        read = read_body(head.message_id, Span(body, 0, len(body), head.version is not None))
    except FrameError:
        return told | (_loose_position(body) if head.message_id == Id.POSITION else {})
    return told | _body_of(read)


def observations(frame: Frame) -> tuple[Observation, ...]:
    """Return longitude, latitude, altitude, speed and the items' values of every position the frame carries."""
    return tuple(told for each in positions(frame) for told in _observations(frame.phone, each))


def occurrences(frame: Frame) -> tuple[Occurrence, ...]:
    """Return the alarms of every position: those that last are told begun or over, those of a moment only begun."""
    return tuple(told for each in positions(frame) for told in _occurrences(frame.phone, each))


def positions(frame: Frame) -> tuple[Position, ...]:
    """Return the positions a frame carries, in its order."""
    body = frame.body
    if isinstance(body, Position):
        return (body,)
    if isinstance(body, PositionAnswer):
        return (body.position,)
    return body.positions if isinstance(body, PositionBatch) else ()


def words(raw: bytes) -> str:
    """Return GBK text without the null bytes and spaces that fill its field; what is no text is shown as U+FFFD."""
    return raw.strip(b"\0 ").decode("gb18030", "replace").strip("\0 ")


def _head(frame: Frame, size: int) -> dict[str, Any]:
    known = table.message(frame.message_id)
    total, number = frame.part or (None, None)
    return {
        "protocol": table.standard(),
        "edition": _edition(frame),
        "message_id": f"{frame.message_id:04x}",
        "message_name": known.name if known else "unknown",
        "message_zh": known.zh if known else None,
        "phone": frame.phone,
        "serial": frame.serial,
        "body_length": size,
        "encryption": frame.encryption,
        "is_part": frame.part is not None,
        "part_total": total,
        "part_number": number,
        "protocol_version": frame.version,
        "deviations": list(_deviations(frame)),
    }


def _deviations(frame: Frame) -> Iterator[str]:
    """Say where a frame that can be read leaves the standard, as terminals in the field do."""
    if not frame.phone.isdecimal():
        yield "phone_is_not_decimal"
    if frame.reserved:
        yield "reserved_bit_is_set"
    if frame.encryption > 1:
        yield "encryption_is_reserved"
    if table.message(frame.message_id) is None:
        yield "message_is_unknown"


def _edition(frame: Frame) -> str:
    if frame.version is not None:
        return "2019"
    return str(frame.body.edition) if isinstance(frame.body, Registration) else "2013"


def _body(frame: Frame) -> dict[str, Any]:
    if isinstance(frame.body, Raw):
        return {"body_hex": frame.body.data.hex()}
    return _body_of(frame.body)


def _body_of(body: Any) -> dict[str, Any]:
    teller = _TELLERS.get(type(body))
    return teller(body) if teller else {}


def _reply(body: GeneralReply) -> dict[str, Any]:
    known = table.message(body.message_id)
    return {
        "answered_serial": body.serial,
        "answered_message_id": f"{body.message_id:04x}",
        "answered_message_name": known.name if known else "unknown",
        **table.coded("result", "results", body.result),
    }


def _registration(body: Registration) -> dict[str, Any]:
    return {
        "province": body.province,
        "city": body.city,
        "region": f"{body.province:02d}{body.city:04d}",
        "manufacturer": words(body.manufacturer),
        "model": words(body.model),
        "terminal": words(body.terminal),
        **table.coded("plate_colour", "colours", body.colour),
        "plate": words(body.plate),
    }


def _registration_reply(body: RegistrationReply) -> dict[str, Any]:
    result = table.coded("result", _RESULT_OF_REGISTRATION, body.result)
    return {"answered_serial": body.serial, **result, "authentication_code": words(body.code)}


def _authentication(body: Authentication) -> dict[str, Any]:
    told = {"authentication_code": words(body.code)}
    if body.imei or body.software:
        told |= {"imei": words(body.imei), "software": words(body.software)}
    return told


def _parameters(body: Parameters) -> dict[str, Any]:
    told: dict[str, Any] = {} if body.serial is None else {"answered_serial": body.serial}
    rows = [{"id": f"{number:04x}", "hex": value.hex()} for number, value in body.values]
    return told | {"parameters": rows}


def _server_time(body: ServerTime) -> dict[str, Any]:
    return {"server_time": in_china(body.time).isoformat()}


def _position(body: Position) -> dict[str, Any]:
    return {
        **_fixed(body.alarm, body.status, *body.degrees),
        "altitude": body.altitude,
        "speed_kmh": body.speed / 10,
        "direction": body.direction,
        "time": body.time.isoformat(),
        "items": [item_fields(each) for each in body.items],
    }


def _fixed(alarm: int, status: int, longitude: float, latitude: float) -> dict[str, Any]:
    load, load_zh = table.load(status >> 8 & 3)
    return {
        "alarm": alarm,
        "alarm_hex": f"{alarm:08x}",
        "alarms": [{"name": each.name, "zh": each.zh} for each in table.alarms() if alarm >> each.bit & 1],
        "status": status,
        "status_hex": f"{status:08x}",
        "status_bits": {name: bool(status >> bit & 1) for bit, name, _ in table.status()},
        "status_zh": [zh for bit, _, zh in table.status() if status >> bit & 1],
        "load": load,
        "load_zh": load_zh,
        "longitude": longitude,
        "latitude": latitude,
    }


def _loose_position(body: bytes) -> dict[str, Any]:
    """Return what stands in a position that is refused, without its items."""
    if len(body) < POSITION.size:
        return {}
    alarm, status, latitude, longitude, altitude, speed, direction, _ = POSITION.unpack_from(body)
    try:
        time = read_time(body, 22).isoformat()
    except FrameError:
        time = None
    east, north = -1 if status & WEST else 1, -1 if status & SOUTH else 1
    return {
        **_fixed(alarm, status, east * longitude / 1e6, north * latitude / 1e6),
        "altitude": altitude,
        "speed_kmh": speed / 10,
        "direction": direction,
        "time": time,
        "time_hex": body[22:28].hex(),
    }


def _position_answer(body: PositionAnswer) -> dict[str, Any]:
    return {"answered_serial": body.serial, **_position(body.position)}


def _batch(body: PositionBatch) -> dict[str, Any]:
    kind = table.coded("batch_kind", "batch_kinds", body.kind)
    return {"count": len(body.positions), **kind, "positions": [_position(each) for each in body.positions]}


_TELLERS: Final[dict[type[Any], Any]] = {
    GeneralReply: _reply,
    Registration: _registration,
    RegistrationReply: _registration_reply,
    Authentication: _authentication,
    Parameters: _parameters,
    ServerTime: _server_time,
    Position: _position,
    PositionAnswer: _position_answer,
    PositionBatch: _batch,
}


def _observations(device: str, each: Position) -> Iterator[Observation]:
    flag = "" if each.status & POSITIONED else "not_positioned"
    where = "encrypted" if each.status & ENCRYPTED else flag
    longitude, latitude = each.degrees
    yield Observation(device, "longitude", each.time, longitude, where)
    yield Observation(device, "latitude", each.time, latitude, where)
    yield Observation(device, "altitude", each.time, float(each.altitude), flag)
    yield Observation(device, "speed_kmh", each.time, each.speed / 10, flag)
    yield Observation(device, "direction", each.time, float(each.direction), flag)
    for item in each.items:
        for element, value in item_values(item):
            yield Observation(device, element, each.time, value)


def _occurrences(device: str, each: Position) -> Iterator[Occurrence]:
    for alarm in table.alarms():
        began = bool(each.alarm >> alarm.bit & 1)
        if began or not alarm.is_event:
            yield Occurrence(device, alarm.name, "", each.time, began, alarm.level)
    for item in each.items:
        value = int.from_bytes(item.value, "big")
        for bit, name, level in table.item_alarms(item.item_id):
            yield Occurrence(device, name, "", each.time, bool(value >> bit & 1), level)
