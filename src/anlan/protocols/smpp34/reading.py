"""The bytes of SMPP 3.4 to records; anything else is refused by ``SmppError`` with its clause."""

import re
from collections.abc import Callable
from typing import Final

from anlan.protocols.smpp34.message import (
    HEADER_LENGTH,
    LONGEST_PDU,
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
from anlan.protocols.smpp34.names import RESPONSE, Command, Status
from anlan.protocols.smpp34.writing import HEADER, OPTION

_COMMANDS: Final = {int(each): each for each in Command}
# service_type, source, destination, three octets, two times, five octets of which the last is sm_length.
_MESSAGE: Final = re.compile(
    rb"([^\0]{0,5})\0(..)([^\0]{0,20})\0(..)([^\0]{0,20})\0(...)([^\0]{0,16})\0([^\0]{0,16})\0(.....)", re.DOTALL
)


class Splitter:
    """Cuts a stream into PDUs by their lengths, clause 3.2.1; a length that cannot be ends the stream."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Return the PDUs that are complete now."""
        self._held += data
        found, at = [], 0
        while len(self._held) - at >= 4:
            length = int.from_bytes(self._held[at : at + 4])
            if not HEADER_LENGTH <= length <= LONGEST_PDU:
                raise SmppError("5.1.1", f"command_length {length}", Status.INVALID_COMMAND_LENGTH)
            if len(self._held) - at < length:
                break
            found.append(bytes(self._held[at : at + length]))
            at += length
        del self._held[:at]
        return found


def decode(raw: bytes) -> Pdu:
    """Return one PDU; raise ``SmppError`` and nothing else for bytes that are none."""
    if len(raw) < HEADER_LENGTH:
        raise SmppError("3.2", "header", Status.INVALID_COMMAND_LENGTH)
    length, number, status, sequence = HEADER.unpack_from(raw)
    if length != len(raw):
        raise SmppError("5.1.1", f"command_length {length}", Status.INVALID_COMMAND_LENGTH, sequence=sequence)
    command = _COMMANDS.get(number)
    if command is None:
        raise SmppError("5.1.2.1", f"command_id 0x{number:08X}", Status.INVALID_COMMAND, sequence=sequence)
    if status and number & RESPONSE and length == HEADER_LENGTH:
        return Pdu(command, sequence, Empty(), status)
    try:
        return Pdu(command, sequence, _READERS[command](_Reader(raw)), status)
    except SmppError as error:
        error.sequence = sequence
        raise


class _Reader:
    """Reads fields in their order and knows where it is."""

    __slots__ = ("_raw", "at")

    def __init__(self, raw: bytes) -> None:
        self._raw, self.at = raw, HEADER_LENGTH

    def match(self, layout: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Go beyond what lies as ``layout`` says; stay where it does not."""
        if found := layout.match(self._raw, self.at):
            self.at = found.end()
        return found

    @property
    def left(self) -> int:
        return len(self._raw) - self.at

    def text(self, most: int, clause: str, field: str) -> str:
        end = self._raw.find(b"\0", self.at, self.at + most)
        if end < 0:
            raise SmppError(clause, field, Status.INVALID_COMMAND_LENGTH)
        value = self._raw[self.at : end]
        self.at = end + 1
        return value.decode("latin-1")

    def octet(self, clause: str, field: str) -> int:
        if self.at >= len(self._raw):
            raise SmppError(clause, field, Status.INVALID_COMMAND_LENGTH)
        self.at += 1
        return self._raw[self.at - 1]

    def octets(self, count: int, clause: str, field: str) -> bytes:
        if self.left < count:
            raise SmppError(clause, field, Status.INVALID_COMMAND_LENGTH)
        self.at += count
        return self._raw[self.at - count : self.at]

    def address(self, clause: str, field: str, most: int = 21) -> Address:
        ton, npi = self.octet("5.2.5", f"{field}_ton"), self.octet("5.2.6", f"{field}_npi")
        return Address(self.text(most, clause, field), ton, npi)

    def options(self) -> tuple[tuple[int, bytes], ...]:
        raw, at, end, found = self._raw, self.at, len(self._raw), []
        while end - at >= OPTION.size:
            tag, length = OPTION.unpack_from(raw, at)
            begin, at = at + OPTION.size, at + OPTION.size + length
            if at > end:
                raise SmppError("3.2.4.1", f"optional parameter 0x{tag:04X}", Status.INVALID_COMMAND_LENGTH)
            found.append((tag, raw[begin:at]))
        if at < end:
            raise SmppError("3.2.4.1", "optional parameter", Status.INVALID_COMMAND_LENGTH)
        self.at = at
        return tuple(found)

    def end(self) -> None:
        if self.left:
            raise SmppError("5.1.1", f"{self.left} octets too many", Status.INVALID_COMMAND_LENGTH)


def _bind(reader: _Reader) -> Bind:
    found = Bind(
        system_id=reader.text(16, "5.2.1", "system_id"),
        password=reader.text(9, "5.2.2", "password"),
        system_type=reader.text(13, "5.2.3", "system_type"),
        interface_version=reader.octet("5.2.4", "interface_version"),
        address_range=reader.address("5.2.7", "address_range", 41),
    )
    reader.end()
    return found


def _bound(reader: _Reader) -> Bound:
    return Bound(reader.text(16, "5.2.1", "system_id"), reader.options()) if reader.left else Bound()


def _message(reader: _Reader) -> ShortMessage:
    """Read the fields before the text in one look; where they do not lie right, one by one to name the first fault."""
    found = reader.match(_MESSAGE)
    if found is None:
        return _message_by_fields(reader)
    service, source_kind, source, kind, number, flags, schedule, validity, last = found.groups()
    return ShortMessage(
        Address(source.decode("latin-1"), *source_kind),
        Address(number.decode("latin-1"), *kind),
        reader.octets(_checked(last[4]), "5.2.22", "short_message"),
        last[2],
        flags[0],
        last[0],
        service.decode("latin-1"),
        flags[1],
        flags[2],
        schedule.decode("latin-1"),
        validity.decode("latin-1"),
        last[1],
        last[3],
        reader.options(),
    )


def _message_by_fields(reader: _Reader) -> ShortMessage:
    return ShortMessage(
        service_type=reader.text(6, "5.2.11", "service_type"),
        source=reader.address("5.2.8", "source_addr"),
        destination=reader.address("5.2.9", "destination_addr"),
        esm_class=reader.octet("5.2.12", "esm_class"),
        protocol_id=reader.octet("5.2.13", "protocol_id"),
        priority=reader.octet("5.2.14", "priority_flag"),
        schedule_time=reader.text(17, "5.2.15", "schedule_delivery_time"),
        validity_period=reader.text(17, "5.2.16", "validity_period"),
        registered_delivery=reader.octet("5.2.17", "registered_delivery"),
        replace_if_present=reader.octet("5.2.18", "replace_if_present_flag"),
        data_coding=reader.octet("5.2.19", "data_coding"),
        default_message=reader.octet("5.2.20", "sm_default_msg_id"),
        content=reader.octets(_checked(reader.octet("5.2.21", "sm_length")), "5.2.22", "short_message"),
        options=reader.options(),
    )


def _checked(length: int) -> int:
    if length > LONGEST_SHORT_MESSAGE:
        raise SmppError("5.2.21", f"sm_length {length}", Status.INVALID_MESSAGE_LENGTH)
    return length


def _taken(reader: _Reader) -> Taken:
    """Read an answer; some centres leave the id of deliver_sm_resp out, or add optional parameters."""
    if not reader.left:
        return Taken()
    found = Taken(reader.text(65, "5.2.23", "message_id"))
    if reader.left:
        reader.options()
    return found


def _query(reader: _Reader) -> Query:
    found = Query(reader.text(65, "5.2.23", "message_id"), reader.address("5.2.8", "source_addr"))
    reader.end()
    return found


def _told(reader: _Reader) -> Told:
    found = Told(
        reader.text(65, "5.2.23", "message_id"),
        reader.text(17, "4.8.2", "final_date"),
        reader.octet("5.2.28", "message_state"),
        reader.octet("4.8.2", "error_code"),
    )
    reader.end()
    return found


def _empty(reader: _Reader) -> Empty:
    reader.end()
    return Empty()


_READERS: Final[dict[Command, Callable[[_Reader], Body]]] = {
    Command.BIND_RECEIVER: _bind,
    Command.BIND_TRANSMITTER: _bind,
    Command.BIND_TRANSCEIVER: _bind,
    Command.BIND_RECEIVER_RESP: _bound,
    Command.BIND_TRANSMITTER_RESP: _bound,
    Command.BIND_TRANSCEIVER_RESP: _bound,
    Command.SUBMIT_SM: _message,
    Command.DELIVER_SM: _message,
    Command.SUBMIT_SM_RESP: _taken,
    Command.DELIVER_SM_RESP: _taken,
    Command.QUERY_SM: _query,
    Command.QUERY_SM_RESP: _told,
    Command.ENQUIRE_LINK: _empty,
    Command.ENQUIRE_LINK_RESP: _empty,
    Command.UNBIND: _empty,
    Command.UNBIND_RESP: _empty,
    Command.GENERIC_NACK: _empty,
}
