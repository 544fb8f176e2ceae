"""Writing a frame of JT/T 808, and the centre's replies."""

import struct
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from anlan.kernel.clock import CHINA
from anlan.protocols.jt808 import table
from anlan.protocols.jt808.bodies import IMEI, POSITION, SOFTWARE, WIDTHS
from anlan.protocols.jt808.message import (
    Authentication,
    Body,
    Frame,
    GeneralReply,
    Id,
    Item,
    Parameters,
    Position,
    PositionAnswer,
    PositionBatch,
    Raw,
    Registration,
    RegistrationReply,
    Result,
    ServerTime,
)
from anlan.protocols.jt808.reading import ESCAPE, FLAG, MOST_BODY, check_code

_CENTRE: Final = 0x8000


def encode(frame: Frame) -> bytes:
    """Return the bytes of ``frame``; a value that its field cannot hold raises ``ValueError``."""
    body = encode_body(frame.body, is_2019=frame.version is not None)
    if len(body) > MOST_BODY:
        raise ValueError(f"a body of {len(body)} bytes; at most {MOST_BODY} may be, longer ones go in parts")
    try:
        plain = _head(frame, len(body)) + body
    except OverflowError as error:
        raise ValueError(str(error)) from error
    plain += bytes((check_code(plain),))
    return FLAG + plain.replace(ESCAPE, b"\x7d\x01").replace(FLAG, b"\x7d\x02") + FLAG


def _head(frame: Frame, size: int) -> bytes:
    digits = 12 if frame.version is None else 20
    if len(frame.phone) != digits:
        raise ValueError(f"the phone {frame.phone} has not {digits} digits")
    properties = size | (frame.encryption & 7) << 10 | frame.reserved << 15
    properties |= (frame.part is not None) << 13 | (frame.version is not None) << 14
    return b"".join(
        (
            frame.message_id.to_bytes(2, "big"),
            properties.to_bytes(2, "big"),
            b"" if frame.version is None else bytes((frame.version,)),
            bytes.fromhex(frame.phone),
            frame.serial.to_bytes(2, "big"),
            b"".join(each.to_bytes(2, "big") for each in frame.part or ()),
        )
    )


def encode_body(body: Body, *, is_2019: bool) -> bytes:
    """Return the bytes of a body; a value that its field cannot hold raises ``ValueError``."""
    try:
        written: bytes = _WRITERS[type(body)](body, is_2019)
    except (OverflowError, struct.error) as error:
        raise ValueError(str(error)) from error
    return written


def write_time(time: datetime, zone: tzinfo = CHINA) -> bytes:
    """Return an aware instant as BCD YYMMDDhhmmss; years 2000-2099."""
    local = time.astimezone(zone)
    if not 2000 <= local.year <= 2099:
        raise ValueError(f"year {local.year} is not within 2000-2099")
    return bytes.fromhex(f"{local:%y%m%d%H%M%S}")


def _raw(body: Raw, _: object) -> bytes:
    return body.data


def _reply(body: GeneralReply, _: object) -> bytes:
    return struct.pack(">HHB", body.serial, body.message_id, body.result)


def _registration(body: Registration, is_2019: object) -> bytes:
    if (body.edition == 2019) != bool(is_2019):
        raise ValueError(f"a registration of {body.edition} does not go under this head")
    manufacturer, model, terminal = WIDTHS[body.edition]
    return b"".join(
        (
            struct.pack(">HH", body.province, body.city),
            _filled(body.manufacturer, manufacturer),
            _filled(body.model, model),
            _filled(body.terminal, terminal),
            bytes((body.colour,)),
            body.plate,
        )
    )


def _registration_reply(body: RegistrationReply, _: object) -> bytes:
    return struct.pack(">HB", body.serial, body.result) + body.code


def _authentication(body: Authentication, is_2019: object) -> bytes:
    if not is_2019:
        return body.code
    return struct.pack("B", len(body.code)) + body.code + _filled(body.imei, IMEI) + _filled(body.software, SOFTWARE)


def _position(body: Position, _: object) -> bytes:
    fixed = POSITION.pack(
        body.alarm,
        body.status,
        body.latitude,
        body.longitude,
        body.altitude,
        body.speed,
        body.direction,
        write_time(body.time),
    )
    return fixed + b"".join(_item(each) for each in body.items)


def _item(item: Item) -> bytes:
    return struct.pack("BB", item.item_id, len(item.value)) + item.value


def _position_answer(body: PositionAnswer, _: object) -> bytes:
    return struct.pack(">H", body.serial) + _position(body.position, _)


def _batch(body: PositionBatch, _: object) -> bytes:
    written = [_position(each, _) for each in body.positions]
    head = struct.pack(">HB", len(written), body.kind)
    return head + b"".join(struct.pack(">H", len(each)) + each for each in written)


def _server_time(body: ServerTime, _: object) -> bytes:
    return write_time(body.time, UTC)


def _parameters(body: Parameters, _: object) -> bytes:
    head = b"" if body.serial is None else struct.pack(">H", body.serial)
    values = (struct.pack(">IB", number, len(value)) + value for number, value in body.values)
    return head + struct.pack("B", len(body.values)) + b"".join(values)


def _filled(text: bytes, size: int) -> bytes:
    if len(text) > size:
        raise ValueError(f"a text of {len(text)} bytes; its field has {size}")
    return text.ljust(size, b"\0")


_WRITERS: Final[dict[type[Any], Any]] = {
    Raw: _raw,
    GeneralReply: _reply,
    Registration: _registration,
    RegistrationReply: _registration_reply,
    Authentication: _authentication,
    Position: _position,
    PositionAnswer: _position_answer,
    PositionBatch: _batch,
    ServerTime: _server_time,
    Parameters: _parameters,
}


def reply_to(frame: Frame, now: datetime, *, serial: int = 0, code: str = "", result: int = 0) -> bytes | None:
    """Return what the standard asks of the centre, under the centre's own ``serial`` number; nothing for a reply.

    A registration gets 8100 with the authentication ``code`` (the terminal's phone if none is given) or, if refused,
    only the ``result``; a question for the time gets the time; multimedia data get 8800; any other message the general
    reply 8001, "not supported" where its number is unknown. A part of a longer message gets nothing: join first.
    """
    if frame.message_id >= _CENTRE or (frame.part is not None and frame.part[0] > 1):
        return None
    known = table.message(frame.message_id)
    kind = known.reply if known else "general"
    if kind == "none":
        return None
    message_id, body = _answer(frame, kind, now, code, result if known else Result.NOT_SUPPORTED)
    reply = replace(frame, message_id=message_id, serial=serial, body=body, encryption=0, part=None, reserved=False)
    return encode(reply)


def _answer(frame: Frame, kind: str, now: datetime, code: str, result: int) -> tuple[Id, Body]:
    if kind == "registration":
        shown = (code or frame.phone).encode("gb18030") if result == Result.SUCCESS else b""
        return Id.REGISTRATION_REPLY, RegistrationReply(serial=frame.serial, result=result, code=shown)
    if kind == "time":
        return Id.SERVER_TIME_ANSWER, ServerTime(time=now)
    if kind == "multimedia" and isinstance(frame.body, Raw) and len(frame.body.data) >= 4:
        return Id.MULTIMEDIA_REPLY, Raw(frame.body.data[:4])
    return Id.CENTRE_REPLY, GeneralReply(serial=frame.serial, message_id=frame.message_id, result=result)
