"""The centre's short messages as bytes: of a mass, what is the same in all is read once, and answers are put together.

What is unusual goes the long way by ``protocols.smpp34``, which says the same of every message.
"""

from typing import Final, NamedTuple

from anlan.protocols import smpp34
from anlan.protocols.smpp34 import Command, MessageState, ShortMessage, Tag
from anlan.protocols.smpp34.writing import HEADER, OPTION

SUBMIT: Final = int(Command.SUBMIT_SM).to_bytes(4)
ACKNOWLEDGED: Final = int(Command.DELIVER_SM_RESP).to_bytes(4)
_HEADER: Final = 16
_ID_OPTION: Final = OPTION.pack(Tag.CLIENT_MESSAGE_ID, 36)
_ID_LENGTH: Final = len(_ID_OPTION) + 36
_MOST_KNOWN: Final = 1000
# To nobody; a receipt; no times; the default alphabet (clause 4.6.1).
_AFTER_SOURCE: Final = b"\0" + b"\0\0\0" + b"\x04\0\0" + b"\0\0" + b"\0\0\0\0"


class Submitted(NamedTuple):
    """What the centre needs to know of one submit_sm."""

    number: str
    client_id: str
    text: str
    wants_receipt: bool


class SubmitReader:
    """Reads submit_sm; what follows the number is read once for all messages that have it in common."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[str, bool]] = {}

    def read(self, frame: bytes) -> Submitted:
        """Return what a frame says; raise ``SmppError`` for one that is none."""
        number, rest = _number_in(frame)
        shared, client_id = rest, b""
        if rest[-_ID_LENGTH:-36] == _ID_OPTION:
            shared, client_id = rest[:-_ID_LENGTH], rest[-36:]
        known = self._known.get(shared)
        if known is not None:
            return Submitted(number.decode("latin-1"), client_id.decode("latin-1"), *known)
        return self._read(frame, shared, client_id)

    def _read(self, frame: bytes, shared: bytes, client_id: bytes) -> Submitted:
        message = smpp34.decode(frame).body
        if not isinstance(message, ShortMessage):
            raise TypeError(message)
        found = smpp34.text_of(message), bool(message.registered_delivery & 1)
        named = message.option(Tag.CLIENT_MESSAGE_ID) or b""
        if named == client_id:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[shared] = found
        return Submitted(message.destination.number, named.decode("latin-1"), *found)


def _number_in(frame: bytes) -> tuple[bytes, bytes]:
    """Return the number that a submit_sm goes to, and what follows it; nothing where its fields do not lie so."""
    source = frame.find(0, _HEADER) + 3
    at = frame.find(0, source) + 3
    end = frame.find(0, at)
    return (frame[at:end], frame[end:]) if 2 < source < at < end else (b"", frame)


def sequence_of(frame: bytes) -> int:
    """Return the number of a frame, clause 5.1.4."""
    return int.from_bytes(frame[12:_HEADER])


def answered(frame: bytes, *, message_id: str = "", status: int = 0) -> bytes:
    """Return submit_sm_resp to a frame: with the centre's id, or with a status and no body (clause 4.4.2)."""
    body = b"" if status else message_id.encode() + b"\0"
    return HEADER.pack(_HEADER + len(body), Command.SUBMIT_SM_RESP, status, sequence_of(frame)) + body


def receipt(sequence: int, number: str, ids: tuple[str, str], state: MessageState) -> bytes:
    """Return deliver_sm with the final state of the message of these ids, the centre's and the client's own."""
    message_id, client_id = ids[0].encode(), ids[1].encode()
    content = b"id:%b sub:001 dlvrd:001 stat:%b err:000 text:" % (message_id, smpp34.STATE_WORDS[state].encode())
    parts = [
        b"\0\x01\x01",
        number.encode(),
        _AFTER_SOURCE,
        bytes((len(content),)),
        content,
        OPTION.pack(Tag.RECEIPTED_MESSAGE_ID, len(message_id) + 1),
        message_id,
        b"\0",
        OPTION.pack(Tag.MESSAGE_STATE, 1),
        bytes((state,)),
    ]
    if client_id:
        parts += [OPTION.pack(Tag.CLIENT_MESSAGE_ID, len(client_id)), client_id]
    body = b"".join(parts)
    return HEADER.pack(_HEADER + len(body), Command.DELIVER_SM, 0, sequence) + body
