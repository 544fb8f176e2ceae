"""Reading a frame of JT/T 808: strict, and exact about what is wrong and at which byte as it was sent."""

import re
from dataclasses import replace
from functools import reduce
from operator import xor
from typing import Final

from anlan.protocols.framing import FrameError
from anlan.protocols.jt808.bodies import Span, read_body
from anlan.protocols.jt808.message import Frame, Raw

FLAG: Final = b"\x7e"
ESCAPE: Final = b"\x7d"
MOST_BODY: Final = 0x3FF
HEAD: Final = 12
MOST_FRAME: Final = 2 + 2 * (HEAD + 5 + 4 + MOST_BODY + 1)
_BAD_ESCAPE: Final = re.compile(rb"\x7d(?![\x01\x02])")
_IS_2019: Final = 1 << 14
_IN_PARTS: Final = 1 << 13


def decode(frame: bytes) -> Frame:
    """Return the frame that exactly these bytes are; refuse by code and offset whatever breaks the standard."""
    error = check_envelope(frame)
    if error:
        raise error
    plain = unescaped(frame)
    try:
        return _read(plain)
    except FrameError as refused:
        raise FrameError(refused.code, sent_offset(frame, refused.offset), refused.detail) from None


def check(frame: bytes) -> FrameError | None:
    """Say what is wrong with the frame's outside (flags, escapes, check code, length), or nothing."""
    error = check_envelope(frame)
    if error:
        return error
    try:
        read_head(unescaped(frame))
    except FrameError as refused:
        return FrameError(refused.code, sent_offset(frame, refused.offset), refused.detail)
    return None


def head_of(frame: bytes) -> Frame | None:
    """Return a frame without its body, or nothing where flags, check code or head are wrong."""
    if check_envelope(frame):
        return None
    try:
        return read_head(unescaped(frame))[0]
    except FrameError:
        return None


def check_envelope(frame: bytes) -> FrameError | None:
    """Say what is wrong with flags, escapes and check code, or nothing."""
    if not frame.startswith(FLAG):
        return FrameError("start", 0, "a frame begins with 7e")
    if len(frame) == 1 or not frame.endswith(FLAG):
        return FrameError("end", max(len(frame) - 1, 0), "a frame ends with 7e")
    inside = frame.find(FLAG, 1, -1)
    if inside > 0:
        return FrameError("escape", inside, "7e stands within the frame; it is sent as 7d 02")
    wrong = _BAD_ESCAPE.search(frame)
    if wrong:
        return FrameError(
            "escape", wrong.start(), f"7d {frame[wrong.start() + 1]:02x} is no escape; 7d 01 and 7d 02 are"
        )
    plain = unescaped(frame)
    if len(plain) <= HEAD:
        return FrameError("truncated", len(frame) - 1, f"{len(plain)} bytes; the shortest message has {HEAD + 1}")
    found, right = plain[-1], check_code(plain[:-1])
    if found != right:
        at = sent_offset(frame, len(plain) - 1)
        return FrameError("checksum", at, f"the check code is {found:02x}; the bytes give {right:02x}")
    return None


def unescaped(frame: bytes) -> bytes:
    """Return what stands between the flags, escapes undone."""
    inner = frame[1:-1]
    if ESCAPE not in inner:
        return inner
    return inner.replace(b"\x7d\x02", FLAG).replace(b"\x7d\x01", ESCAPE)


def check_code(plain: bytes) -> int:
    """Return the exclusive or of all bytes."""
    return reduce(xor, plain, 0)


def sent_offset(frame: bytes, index: int) -> int:
    """Return at which byte of ``frame`` the byte ``index`` of the unescaped message stands."""
    at = 1
    for _ in range(index):
        at += 2 if frame[at : at + 1] == ESCAPE else 1
    return min(at, len(frame))


def read_head(plain: bytes) -> tuple[Frame, int]:
    """Return the frame without its body, and where the body begins; refuse a length that is not the body's."""
    frame, body_at, size = read_head_loosely(plain)
    found = len(plain) - 1 - body_at
    if found < 0:
        raise FrameError("truncated", len(plain) - 1, f"the head needs {body_at} bytes")
    if found != size:
        raise FrameError("length", 2, f"the head announces {size} bytes of body, {found} stand there")
    if frame.part and not 1 <= frame.part[1] <= frame.part[0]:
        raise FrameError("header", body_at - 2, f"part {frame.part[1]} of {frame.part[0]} cannot be")
    return frame, body_at


def read_head_loosely(plain: bytes) -> tuple[Frame, int, int]:
    """Return the frame without its body, where the body begins and its size, agree with the bytes or not."""
    properties = int.from_bytes(plain[2:4], "big")
    is_2019 = bool(properties & _IS_2019)
    phone_at = 5 if is_2019 else 4
    serial_at = phone_at + (10 if is_2019 else 6)
    part_at = serial_at + 2
    body_at = part_at + (4 if properties & _IN_PARTS else 0)
    part = int.from_bytes(plain[part_at : part_at + 2], "big"), int.from_bytes(plain[part_at + 2 : body_at], "big")
    frame = Frame(
        message_id=int.from_bytes(plain[:2], "big"),
        phone=plain[phone_at:serial_at].hex(),
        serial=int.from_bytes(plain[serial_at:part_at], "big"),
        version=plain[4] if is_2019 else None,
        encryption=properties >> 10 & 7,
        part=part if properties & _IN_PARTS else None,
        reserved=bool(properties >> 15),
    )
    return frame, body_at, properties & MOST_BODY


def _read(plain: bytes) -> Frame:
    head, at = read_head(plain)
    end = len(plain) - 1
    if head.encryption or (head.part is not None and head.part[0] > 1):
        return replace(head, body=Raw(plain[at:end]))
    return replace(head, body=read_body(head.message_id, Span(plain, at, end, head.version is not None)))
