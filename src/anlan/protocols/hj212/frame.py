"""The frame: ``##``, four digits of length, the segment, four digits of CRC, carriage return and line feed."""

import re
from typing import Final

from anlan.protocols.crc16 import TABLE
from anlan.protocols.framing import Cut, Cutter, FrameError
from anlan.protocols.hj212 import segment
from anlan.protocols.hj212.message import Frame, Group, Head

START: Final = b"##"
LINE_END: Final = b"\r\n"
HEAD: Final = 6
CRC: Final = 4
MOST_OF_STANDARD: Final = 1024
MOST: Final = HEAD + 9999 + CRC + len(LINE_END)
LENGTH_DIGITS: Final = re.compile(rb"[0-9]{0,4}")
CRC_DIGITS: Final = re.compile(rb"[0-9A-Fa-f]{4}")


def checksum(data: bytes) -> int:
    """Return the CRC of annex A: only the high byte of the register takes part in the next step."""
    crc = 0xFFFF
    for byte in data:
        crc = TABLE[crc >> 8 ^ byte]
    return crc


def decode(frame: bytes) -> Frame:
    """Return what ``frame`` says; refuse what the standard does not allow, with the place of the first wrong byte.

    The line end may be missing altogether, as it is where frames are kept one to a line.
    """
    if not frame.startswith(START):
        raise FrameError("start", 0, f"the frame begins with {frame[:2]!r}, not ##")
    digits = frame[2:HEAD]
    good = LENGTH_DIGITS.match(digits)
    if good is None or good.end() != len(digits):
        raise FrameError("length", 2, f"the length is {digits!r}, not four digits")
    if len(digits) < HEAD - 2:
        raise FrameError("truncated", len(frame), "the frame ends inside its length")
    end = HEAD + int(digits)
    _require_size(frame, end)
    wrong = _wrong_checksum(frame, end)
    if wrong:
        raise wrong
    raw = frame[HEAD:end]
    head, groups = segment.read(raw, HEAD)
    stored = int(frame[end : end + CRC], 16)
    return Frame(head=head, groups=groups, segment=raw, checksum=stored, deviations=_deviations(head, raw))


def _wrong_checksum(frame: bytes, end: int) -> FrameError | None:
    """Return what is wrong with the check sum behind the segment, which ends at ``end``, or nothing."""
    stored, due = frame[end : end + CRC], checksum(frame[HEAD:end])
    if CRC_DIGITS.fullmatch(stored) and int(stored, 16) == due:
        return None
    return FrameError("checksum", end, f"the check sum is {stored!r}, not {due:04X}")


def _require_size(frame: bytes, end: int) -> None:
    tail = frame[end + CRC :]
    if len(frame) < end + CRC:
        raise FrameError("truncated", len(frame), f"the length says {end - HEAD} bytes, {len(frame) - HEAD} follow")
    if tail in (b"", LINE_END):
        return
    rest = tail.removesuffix(LINE_END)
    if rest and CRC_DIGITS.fullmatch(rest[-CRC:]):
        raise FrameError("length", 2, f"the length field says {end - HEAD} bytes, {len(rest)} more follow")
    raise FrameError("end", end + CRC, f"the frame ends with {tail[:20]!r}, not carriage return and line feed")


def _deviations(head: Head, raw: bytes) -> tuple[str, ...]:
    """Return where a frame that can be read leaves the standard, as devices in the field do."""
    found = {
        "longer_than_1024": len(raw) > MOST_OF_STANDARD,
        "number_is_missing": not head.number,
        "flag_is_missing": head.flag is None,
        "version_is_unknown": head.version > 1,
        "device_is_not_24_digits": head.version == 1 and not re.fullmatch(r"[0-9A-Z]{24}", head.device),
    }
    return tuple(name for name, holds in found.items() if holds)


def made(head: Head, groups: tuple[Group, ...] = ()) -> Frame:
    """Return the frame of ``head`` and ``groups``, ready to be encoded."""
    raw = segment.write(head, groups)
    return decode(_framed(raw))


def encode(frame: Frame) -> bytes:
    """Return the bytes of ``frame``."""
    return _framed(frame.segment)


def _framed(raw: bytes) -> bytes:
    if len(raw) > 9999:
        raise FrameError("length", 0, f"a segment of {len(raw)} bytes does not fit into one frame")
    return START + f"{len(raw):04d}".encode() + raw + f"{checksum(raw):04X}".encode() + LINE_END


def _length(buffer: bytes, at: int) -> int:
    """Return the size of the frame at ``at``, as a splitter asks."""
    digits = buffer[at + 2 : at + HEAD]
    good = LENGTH_DIGITS.match(digits)
    if good is None or good.end() != len(digits):
        return Cut.NONE
    return HEAD + int(digits) + CRC + len(LINE_END) if len(digits) == HEAD - 2 else Cut.WAIT


def _check(frame: bytes) -> FrameError | None:
    """Return why ``frame``, whose length is right, is none, as a splitter asks."""
    end = len(frame) - len(LINE_END) - CRC
    if not frame.endswith(LINE_END):
        return FrameError("end", end + CRC, "there is no carriage return and line feed where the length says")
    return _wrong_checksum(frame, end)


CUTTER: Final = Cutter(starts=(START,), length=_length, check=_check, most=MOST)
