"""The frame around the body: head, length, end and check sum in both encodings (6.2, 6.4, 6.5)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from anlan.protocols.framing import Cut, Cutter, FrameError
from anlan.protocols.sl651 import asciibody, asciiwriting, hexbody, hexwriting
from anlan.protocols.sl651.message import Body, Encoding, End, Frame, Head, Packet
from anlan.protocols.sl651.tables import Function, functions
from anlan.protocols.sl651.values import checksum

HEX_START, ASCII_START = b"\x7e\x7e", b"\x01"
STX, SYN = 0x02, 0x16
UP_ENDS = frozenset({End.ETX, End.ETB})
MOST_CONTENT = 0xFFF
HEX_HEAD, ASCII_HEAD = 14, 24
HEX_TAIL, ASCII_TAIL = 3, 5
MOST = ASCII_HEAD + MOST_CONTENT + ASCII_TAIL
HEX_DIGITS = re.compile(rb"[0-9A-Fa-f]*")


def decode(frame: bytes) -> Frame:
    """Return what ``frame`` says; refuse what the standard does not allow, with the place of the first wrong byte."""
    head_size, tail_size, unit = _sizes(frame)
    if len(frame) < head_size + tail_size + 1:
        raise FrameError("truncated", len(frame), f"{len(frame)} bytes are fewer than the shortest frame")
    plain = _plain_head(frame, head_size, unit)
    size = _content_size(plain, head_size - 1 - 2 * unit)
    end_at = head_size + size
    if len(frame) != end_at + tail_size:
        code, at = (
            ("truncated", len(frame)) if len(frame) < end_at + tail_size else ("length", head_size - 1 - 2 * unit)
        )
        raise FrameError(
            code,
            at,
            f"the length field says {size} bytes of body, the frame has room for {len(frame) - head_size - tail_size}",
        )
    due, deviations = _checked(frame, end_at, unit)
    head, at = _head(frame, plain, head_size, end_at)
    end = _end(frame[end_at], head, end_at)
    function = _function(head.function, head_size - 1 - 3 * unit)
    content = frame[at:end_at]
    reader = hexbody if head.encoding is Encoding.HEX else asciibody
    body = reader.read(content, head, function, at)
    return Frame(
        head=head,
        content=content,
        end=end,
        body=body,
        checksum=due,
        deviations=deviations + _deviations(head, body),
    )


def head_of(frame: bytes) -> Head | None:
    """Return the head of a frame that may be wrong further on, or None where even the head cannot be read."""
    try:
        head_size, _, unit = _sizes(frame)
        plain = _plain_head(frame, head_size, unit)
        if len(frame) < head_size:
            return None
        _content_size(plain, head_size - 1 - 2 * unit)
        return _head(frame, plain, head_size, len(frame))[0]
    except FrameError:
        return None


def _sizes(frame: bytes) -> tuple[int, int, int]:
    """Return the bytes of head and tail, and how many bytes hold one byte of a number."""
    if frame.startswith(HEX_START):
        return HEX_HEAD, HEX_TAIL, 1
    if frame.startswith(ASCII_START):
        return ASCII_HEAD, ASCII_TAIL, 2
    raise FrameError("start", 0, f"the frame begins with {frame[:2].hex().upper()}, not 7E7E or 01")


def _plain_head(frame: bytes, head_size: int, unit: int) -> bytes:
    """Return the eleven bytes between the frame's start and the body's start as bytes, in either encoding."""
    if unit == 1:
        return frame[2 : head_size - 1]
    digits = frame[1 : head_size - 1]
    good = HEX_DIGITS.match(digits)
    if good is None or good.end() != len(digits):
        raise FrameError("header", 1 + (good.end() if good else 0), "the head holds something else than digits")
    return bytes.fromhex(digits.decode("ascii"))


def _content_size(plain: bytes, at: int) -> int:
    direction, size = plain[9] >> 4, (plain[9] & 0x0F) << 8 | plain[10]
    if direction not in (0, 8):
        raise FrameError("header", at, f"the direction is {direction:X}, neither 0 (up) nor 8 (down)")
    if not size:
        raise FrameError("length", at, "the length of the body is 0")
    return size


def _checked(frame: bytes, end_at: int, unit: int) -> tuple[int, tuple[str, ...]]:
    """Return the check sum; refuse a wrong one. Some gauges send its low byte first, which is told."""
    stored = frame[end_at + 1 :]
    if unit == 2:
        good = HEX_DIGITS.match(stored)
        if good is None or good.end() != len(stored):
            raise FrameError("checksum", end_at + 1, "the check sum is not four hexadecimal digits")
        stored = bytes.fromhex(stored.decode("ascii"))
    due = checksum(frame[: end_at + 1])
    if int.from_bytes(stored, "big") == due:
        return due, ()
    if int.from_bytes(stored, "little") == due:
        return due, ("checksum_low_byte_first",)
    raise FrameError("checksum", end_at + 1, f"the check sum is {stored.hex().upper()}, not {due:04X}")


def _head(frame: bytes, plain: bytes, head_size: int, end_at: int) -> tuple[Head, int]:
    """Return the head, and where the body begins."""
    begin = frame[head_size - 1]
    if begin not in (STX, SYN):
        raise FrameError("header", head_size - 1, f"the body begins with {begin:02X}, neither 02 nor 16")
    is_hex, is_down = frame.startswith(HEX_START), bool(plain[9] >> 4)
    station, center = (plain[0:5], plain[5]) if is_down else (plain[1:6], plain[0])
    packet, at = _packet(frame, head_size, end_at, is_hex=is_hex) if begin == SYN else (None, head_size)
    head = Head(
        encoding=Encoding.HEX if is_hex else Encoding.ASCII,
        is_down=is_down,
        center=center,
        station=station.hex().upper(),
        password=int.from_bytes(plain[6:8], "big"),
        function=plain[8],
        packet=packet,
    )
    return head, at


def _packet(frame: bytes, at: int, end_at: int, *, is_hex: bool) -> tuple[Packet, int]:
    size = 3 if is_hex else 6
    if end_at - at < size:
        raise FrameError("length", at, "the body is shorter than the numbers of its packet")
    raw = frame[at : at + size]
    if not is_hex:
        good = HEX_DIGITS.match(raw)
        if good is None or good.end() != size:
            raise FrameError("value", at, "the numbers of the packet are not hexadecimal digits")
        raw = bytes.fromhex(raw.decode("ascii"))
    both = int.from_bytes(raw, "big")
    packet = Packet(both >> 12, both & 0xFFF)
    if not 1 <= packet.number <= packet.total:
        raise FrameError("value", at, f"packet {packet.number} of {packet.total} cannot be")
    return packet, at + size


def _end(byte: int, head: Head, at: int) -> End:
    if byte not in End._value2member_map_ or head.is_down == (byte in UP_ENDS):
        raise FrameError(
            "end", at, f"the body ends with {byte:02X}, which no {'down' if head.is_down else 'up'}link does"
        )
    return End(byte)


def _function(code: int, at: int) -> Function:
    found = functions().get(code)
    if found is None:
        raise FrameError("unknown_function", at, f"function {code:02X} is reserved")
    return found


def _deviations(head: Head, body: Body) -> tuple[str, ...]:
    """Return where a frame that can be read leaves the standard, as gauges in the field do."""
    is_bcd = head.station.isdigit() if head.station.startswith("00") else head.station[:6].isdigit()
    found = {
        "center_is_zero": head.center == 0,
        "station_is_not_bcd": not is_bcd,
        "serial_is_zero": body.serial == 0 and not head.is_down,
    }
    return tuple(name for name, holds in found.items() if holds)


def made(head: Head, body: Body, end: End = End.ETX) -> Frame:
    """Return the frame that carries ``body``, ready to be encoded."""
    writer = hexwriting if head.encoding is Encoding.HEX else asciiwriting
    content = writer.write(body)
    bare = Frame(head=head, content=content, end=end, body=body, checksum=0, deviations=_deviations(head, body))
    return decode(encode(bare))


def encode(frame: Frame) -> bytes:
    """Return the bytes of ``frame``: head, content, end and check sum."""
    head, is_hex = frame.head, frame.head.encoding is Encoding.HEX
    packet = b""
    if head.packet:
        both = (head.packet.total << 12 | head.packet.number).to_bytes(3, "big")
        packet = both if is_hex else both.hex().upper().encode("ascii")
    size = len(packet) + len(frame.content)
    if not 0 < size <= MOST_CONTENT:
        raise FrameError("length", 0, f"a body of {size} bytes does not fit into one frame")
    station, center = bytes.fromhex(head.station), bytes((head.center,))
    plain = (station + center if head.is_down else center + station) + head.password.to_bytes(2, "big")
    plain += bytes((head.function,)) + (size | head.is_down << 15).to_bytes(2, "big")
    start = HEX_START + plain if is_hex else ASCII_START + plain.hex().upper().encode("ascii")
    raw = start + bytes((SYN if packet else STX,)) + packet + frame.content + bytes((frame.end,))
    crc = checksum(raw)
    return raw + (crc.to_bytes(2, "big") if is_hex else f"{crc:04X}".encode("ascii"))


def joined(packets: Sequence[Frame]) -> Frame:
    """Return the message that came in ``packets``, in any order; refuse if one is missing or of another message."""
    numbered = {each.head.packet.number: each for each in packets if each.head.packet}
    totals = {each.head.packet.total for each in packets if each.head.packet}
    if len(totals) != 1 or set(numbered) != set(range(1, max(totals) + 1)):
        raise FrameError("structure", 0, f"there are only packets {sorted(numbered)} of {sorted(totals)}")
    wholes = {replace(each.head, packet=None) for each in packets}
    if len(wholes) != 1:
        raise FrameError("structure", 0, "the packets are of different messages")
    content = b"".join(numbered[number].content for number in sorted(numbered))
    whole, last = wholes.pop(), numbered[max(numbered)]
    reader = hexbody if whole.encoding is Encoding.HEX else asciibody
    return replace(last, content=content, body=reader.read(content, whole, _function(whole.function, 0), 0))


def _length(buffer: bytes, at: int) -> int:
    """Return the size of the frame at ``at``, as a splitter asks."""
    is_hex = buffer.startswith(HEX_START, at)
    head_size, tail_size, unit = (HEX_HEAD, HEX_TAIL, 1) if is_hex else (ASCII_HEAD, ASCII_TAIL, 2)
    head = buffer[at : at + head_size]
    if not is_hex and (good := HEX_DIGITS.match(head, 1)) and good.end() < min(len(head), head_size - 1):
        return Cut.NONE
    if len(head) < head_size:
        return Cut.WAIT
    try:
        size = _content_size(_plain_head(head, head_size, unit), 0)
    except FrameError:
        return Cut.NONE
    return head_size + size + tail_size if head[-1] in (STX, SYN) else Cut.NONE


def _check(frame: bytes) -> FrameError | None:
    """Return why ``frame``, whose length is right, is none, as a splitter asks."""
    _, tail_size, unit = _sizes(frame)
    end_at = len(frame) - tail_size
    try:
        if frame[end_at] not in End._value2member_map_:
            raise FrameError("end", end_at, f"the body ends with {frame[end_at]:02X}")
        _checked(frame, end_at, unit)
    except FrameError as error:
        return error
    return None


CUTTER = Cutter(starts=(HEX_START, ASCII_START), length=_length, check=_check, most=MOST)
