"""What the centre answers: one confirmation for a good message, a request to send a lost packet again (6.3)."""

from dataclasses import replace
from datetime import datetime

from anlan.kernel.clock import in_china
from anlan.protocols.sl651.frame import encode, made
from anlan.protocols.sl651.message import Body, End, Frame, Head, Packet
from anlan.protocols.sl651.tables import functions


def reply_to(frame: Frame, now: datetime, *, is_kept_online: bool = False) -> bytes | None:
    """Return the confirmation of a message from a station, or None where the standard wants none.

    Nothing answers a link keep-alive (2FH), a message to a station, or a single packet of several: those are confirmed
    once, when they have been joined. ETB promises more messages and is answered by ACK, ETX by EOT, or by ESC where the
    station shall stay online for commands.
    """
    head = frame.head
    if head.is_down or not functions()[head.function].is_confirmed or frame.body.serial is None:
        return None
    packet = head.packet
    if packet and packet.number != packet.total:
        return None
    final = End.ESC if is_kept_online else End.EOT
    has_more = frame.end is End.ETB and not packet
    return _answer(head, frame.body.serial, now, End.ACK if has_more else final)


def resend(frame: Frame, number: int, now: datetime) -> bytes:
    """Return the request to send packet ``number`` again; ``frame`` is any packet that did come (table 19, 23)."""
    packet = frame.head.packet or Packet(number, number)
    head = replace(frame.head, packet=Packet(packet.total, number))
    return _answer(head, frame.body.serial or 0, now, End.NAK)


def _answer(head: Head, serial: int, now: datetime, end: End) -> bytes:
    sent = in_china(now).replace(microsecond=0)
    return encode(made(replace(head, is_down=True), Body(serial, sent), end))
