"""Texts of short messages: the default alphabet or UCS2, long ones in parts, and receipts' texts.

The default alphabet is written one character an octet, as centres take it (data_coding 0, clause 5.2.19); the
alphabet is GSM 03.38, its extension by an escape.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from anlan.protocols.smpp34.message import ShortMessage, SmppError
from anlan.protocols.smpp34.names import FINAL_WORDS, DataCoding, EsmClass, MessageState, Tag

_BASIC: Final = (
    "@\u00a3$\u00a5\u00e8\u00e9\u00f9\u00ec\u00f2\u00c7\n\u00d8\u00f8\r\u00c5\u00e5"
    "\u0394_\u03a6\u0393\u039b\u03a9\u03a0\u03a8\u03a3\u0398\u039e\x1b\u00c6\u00e6\u00df\u00c9"
    " !\"#\u00a4%&'()*+,-./0123456789:;<=>?"
    "\u00a1ABCDEFGHIJKLMNOPQRSTUVWXYZ\u00c4\u00d6\u00d1\u00dc\u00a7"
    "\u00bfabcdefghijklmnopqrstuvwxyz\u00e4\u00f6\u00f1\u00fc\u00e0"
)
_EXTRA: Final = {"\f": 10, "^": 20, "{": 40, "}": 41, "\\": 47, "[": 60, "~": 61, "]": 62, "|": 64, "\u20ac": 101}
_ESCAPE: Final = 27
_TO_GSM: Final = {each: bytes([n]) for n, each in enumerate(_BASIC) if n != _ESCAPE} | {
    each: bytes([_ESCAPE, n]) for each, n in _EXTRA.items()
}
_FROM_EXTRA: Final = {n: each for each, n in _EXTRA.items()}
_LENGTHS: Final = {DataCoding.GSM7: (160, 153), DataCoding.UCS2: (140, 134)}
_MOST_PARTS: Final = 255


class LongBy(StrEnum):
    """How the parts of a long text say that they belong together."""

    OPTIONS = "sar"
    HEADER = "udh"


@dataclass(frozen=True, slots=True)
class Part:
    """One short message of a text: its octets, and what goes with them."""

    content: bytes
    data_coding: DataCoding
    esm_class: int = 0
    options: tuple[tuple[int, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class MessageSize:
    """How long a text is: ``units`` of its alphabet, and in how many parts it travels."""

    units: int
    parts: int
    is_gsm: bool


def message_size(text: str) -> MessageSize:
    """Return the size of a text as a short message (3GPP TS 23.038): GSM letters, else UCS-2."""
    coding, contents = _contents(text)
    is_gsm = coding is DataCoding.GSM7
    return MessageSize(sum(map(len, contents)) // (1 if is_gsm else 2), len(contents), is_gsm)


def parts_of(text: str, *, reference: int = 0, by: LongBy = LongBy.OPTIONS) -> tuple[Part, ...]:
    """Return a text as one short message or as the parts of a long one; refuse what no phone could join."""
    coding, contents = _contents(text)
    if len(contents) == 1:
        return (Part(contents[0], coding),)
    if len(contents) > _MOST_PARTS:
        raise SmppError("5.3.2.23", f"sar_total_segments {len(contents)}")
    return tuple(_part(piece, coding, (reference, len(contents), n), by) for n, piece in enumerate(contents, 1))


def _contents(text: str) -> tuple[DataCoding, list[bytes]]:
    """Return the alphabet that a text needs, and its octets cut into parts where they are too many for one."""
    found = _units(text)
    coding = DataCoding.UCS2 if found is None else DataCoding.GSM7
    units = [each.encode("utf-16-be", "surrogatepass") for each in text] if found is None else found
    one, more = _LENGTHS[coding]
    whole = b"".join(units)
    return coding, [whole] if len(whole) <= one else _pieces(units, more)


def _units(text: str) -> list[bytes] | None:
    """Return the octets of each character in the default alphabet, or nothing where one is not in it."""
    found = [_TO_GSM.get(each) for each in text]
    return None if None in found else [each for each in found if each is not None]


def _pieces(units: list[bytes], most: int) -> list[bytes]:
    """Join characters to pieces of so many octets at most; no character is cut."""
    pieces: list[bytes] = []
    held: list[bytes] = []
    size = 0
    for unit in units:
        if size + len(unit) > most:
            pieces.append(b"".join(held))
            held, size = [], 0
        held.append(unit)
        size += len(unit)
    return [*pieces, b"".join(held)]


def _part(piece: bytes, coding: DataCoding, place: tuple[int, int, int], by: LongBy) -> Part:
    reference, total, number = place
    if by is LongBy.HEADER:
        header = bytes((5, 0, 3, reference & 0xFF, total, number))
        return Part(header + piece, coding, EsmClass.USER_DATA_HEADER)
    options = (
        (int(Tag.SAR_MSG_REF_NUM), (reference & 0xFFFF).to_bytes(2)),
        (int(Tag.SAR_TOTAL_SEGMENTS), bytes((total,))),
        (int(Tag.SAR_SEGMENT_SEQNUM), bytes((number,))),
    )
    return Part(piece, coding, 0, options)


def text_of(message: ShortMessage) -> str:
    """Return the text of a message, whichever field holds it; octets that are none in its coding are marked."""
    raw = message.content or message.option(Tag.MESSAGE_PAYLOAD) or b""
    if message.esm_class & EsmClass.USER_DATA_HEADER and raw:
        raw = raw[1 + raw[0] :]
    if message.data_coding == DataCoding.UCS2:
        return raw.decode("utf-16-be", "replace")
    if message.data_coding == DataCoding.GSM7:
        return _from_gsm(raw)
    return raw.decode("latin-1")


def _from_gsm(raw: bytes) -> str:
    found, is_escaped = [], False
    for octet in raw:
        if is_escaped:
            found.append(_FROM_EXTRA.get(octet, " "))
            is_escaped = False
        elif octet == _ESCAPE:
            is_escaped = True
        else:
            found.append(_BASIC[octet] if octet < len(_BASIC) else "\ufffd")
    return "".join(found)


class DeliveryReceipt(NamedTuple):
    """What a centre says of a message: its own id, how far it is, and the network's error."""

    message_id: str
    state: MessageState
    error: str


_DELIVERED: Final = bytes((MessageState.DELIVERED,))
_FIELD: Final = re.compile(r"(id|stat|err):(\S*)", re.IGNORECASE)


def receipt_in(message: ShortMessage) -> DeliveryReceipt:
    """Return what a receipt says: by optional parameters where it has them, else by its text (appendix B)."""
    named, code = message.option(Tag.RECEIPTED_MESSAGE_ID), message.option(Tag.MESSAGE_STATE)
    if named and code == _DELIVERED:
        return DeliveryReceipt(named.rstrip(b"\0").decode("latin-1"), MessageState.DELIVERED, "")
    said = {name.lower(): value for name, value in reversed(_FIELD.findall(text_of(message)[:400]))}
    message_id = named.rstrip(b"\0").decode("latin-1") if named else said.get("id", "")
    if not message_id:
        raise SmppError("5.3.2.12", "receipted_message_id")
    return DeliveryReceipt(message_id, _state(code, said.get("stat", "")), said.get("err", ""))


def _state(option: bytes | None, word: str) -> MessageState:
    if option:
        try:
            return MessageState(option[0])
        except ValueError:
            return MessageState.UNKNOWN
    return FINAL_WORDS.get(word.upper(), MessageState.UNKNOWN)
