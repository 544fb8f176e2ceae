"""Records to the bytes of SMPP 3.4; what does not fit its field is refused before anything is sent."""

import struct
from collections.abc import Callable
from typing import Any, Final

from anlan.protocols.smpp34.message import (
    HEADER_LENGTH,
    LONGEST_SHORT_MESSAGE,
    Address,
    Bind,
    Body,
    Bound,
    Empty,
    Pdu,
    Query,
    ShortMessage,
    SmppError,
    Taken,
    Told,
)
from anlan.protocols.smpp34.names import Command, Status

HEADER: Final = struct.Struct(">IIII")
OPTION: Final = struct.Struct(">HH")
_MOST_OPTION: Final = 0xFFFF
_TIME_LENGTHS: Final = (0, 16)
_DESTINATION: Final = (("5.2.5", "destination_addr_ton"), ("5.2.6", "destination_addr_npi"))
_FLAGS: Final = (("5.2.12", "esm_class"), ("5.2.13", "protocol_id"), ("5.2.14", "priority_flag"))
_LAST: Final = (
    ("5.2.17", "registered_delivery"),
    ("5.2.18", "replace_if_present_flag"),
    ("5.2.19", "data_coding"),
    ("5.2.20", "sm_default_msg_id"),
    ("5.2.21", "sm_length"),
)


def encode(pdu: Pdu) -> bytes:
    """Return the bytes of a PDU; raise ``SmppError`` naming the clause and field that cannot be written."""
    return frame(pdu.command, pdu.sequence, encode_body(pdu.body), pdu.status)


def encode_body(body: Body) -> bytes:
    """Return a body's bytes alone, for who numbers requests only as they leave."""
    return _WRITERS[type(body)](body)


def frame(command: Command, sequence: int, raw: bytes, status: int = 0) -> bytes:
    """Return a PDU of a body's bytes."""
    if not 0 < sequence <= 0x7FFFFFFF:
        raise SmppError("5.1.4", f"sequence_number {sequence}")
    return HEADER.pack(HEADER_LENGTH + len(raw), command, status, sequence) + raw


class Mould:
    """One short message to many: all is written and checked once, but for the number and a last option's value."""

    def __init__(self, message: ShortMessage, tag: int = 0) -> None:
        self._head, self._tail, self._tag = _before_number(message), _after_number(message), tag

    def body(self, number: str, value: bytes = b"") -> bytes:
        """Return the bytes of the message to a number, with the option where it has a value."""
        last = OPTION.pack(self._tag, len(value)) + value if value else b""
        return b"".join((self._head, _number(number), self._tail, last))


def _text(value: str, most: int, clause: str, field: str) -> bytes:
    """Return a C-Octet String, clause 3.1.1: ASCII, ended by a zero that counts."""
    if len(value) >= most or not value.isascii() or "\0" in value:
        raise SmppError(clause, field)
    return value.encode() + b"\0"


def _octets(names: tuple[tuple[str, str], ...], values: tuple[int, ...]) -> bytes:
    """Return numbers as octets; refuse the first that is none by its clause and name."""
    try:
        return bytes(values)
    except ValueError:
        n = next(n for n, value in enumerate(values) if not 0 <= value <= 0xFF)
        clause, field = names[n]
        raise SmppError(clause, f"{field} {values[n]}") from None


def _address(value: Address, clause: str, field: str, most: int = 21) -> bytes:
    kinds = _octets((("5.2.5", f"{field}_ton"), ("5.2.6", f"{field}_npi")), (value.ton, value.npi))
    return kinds + _text(value.number, most, clause, field)


def _bind(body: Bind) -> bytes:
    return b"".join(
        (
            _text(body.system_id, 16, "5.2.1", "system_id"),
            _text(body.password, 9, "5.2.2", "password"),
            _text(body.system_type, 13, "5.2.3", "system_type"),
            _octets((("5.2.4", "interface_version"),), (body.interface_version,)),
            _address(body.address_range, "5.2.7", "address_range", 41),
        )
    )


def _bound(body: Bound) -> bytes:
    return _text(body.system_id, 16, "5.2.1", "system_id") + _options(body.options)


def _message(body: ShortMessage) -> bytes:
    return _before_number(body) + _number(body.destination.number) + _after_number(body)


def _number(value: str) -> bytes:
    return _text(value, 21, "5.2.9", "destination_addr")


def _before_number(body: ShortMessage) -> bytes:
    """Return what stands before the number that a message goes to."""
    kinds = _octets(_DESTINATION, (body.destination.ton, body.destination.npi))
    return _text(body.service_type, 6, "5.2.11", "service_type") + _address(body.source, "5.2.8", "source_addr") + kinds


def _after_number(body: ShortMessage) -> bytes:
    if len(body.content) > LONGEST_SHORT_MESSAGE:
        raise SmppError("5.2.21", f"sm_length {len(body.content)}", Status.INVALID_MESSAGE_LENGTH)
    last = (
        body.registered_delivery,
        body.replace_if_present,
        body.data_coding,
        body.default_message,
        len(body.content),
    )
    return b"".join(
        (
            _octets(_FLAGS, (body.esm_class, body.protocol_id, body.priority)),
            _time(body.schedule_time, "5.2.15", "schedule_delivery_time"),
            _time(body.validity_period, "5.2.16", "validity_period"),
            _octets(_LAST, last),
            body.content,
            _options(body.options),
        )
    )


def _time(value: str, clause: str, field: str) -> bytes:
    if len(value) not in _TIME_LENGTHS:
        raise SmppError(clause, field)
    return _text(value, 17, clause, field)


def _options(options: tuple[tuple[int, bytes], ...]) -> bytes:
    for tag, value in options:
        if not 0 < tag <= _MOST_OPTION or len(value) > _MOST_OPTION:
            raise SmppError("3.2.4.1", f"optional parameter 0x{tag:04X}")
    return b"".join(OPTION.pack(tag, len(value)) + value for tag, value in options)


def _taken(body: Taken) -> bytes:
    return _text(body.message_id, 65, "5.2.23", "message_id")


def _query(body: Query) -> bytes:
    return _taken(Taken(body.message_id)) + _address(body.source, "5.2.8", "source_addr")


def _told(body: Told) -> bytes:
    names = (("5.2.28", "message_state"), ("4.8.2", "error_code"))
    states = _octets(names, (body.message_state, body.error_code))
    return _taken(Taken(body.message_id)) + _time(body.final_date, "4.8.2", "final_date") + states


def _empty(body: Empty) -> bytes:
    return b""


_WRITERS: Final[dict[type, Callable[[Any], bytes]]] = {
    Bind: _bind,
    Bound: _bound,
    ShortMessage: _message,
    Taken: _taken,
    Query: _query,
    Told: _told,
    Empty: _empty,
}
