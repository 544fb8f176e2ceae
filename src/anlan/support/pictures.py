"""Pictures that people send: told by their content, whole, and named by their digest.

Nothing is decoded: a walk through the file's own structure finds its size and its end, so that a page sent as
``photo.jpg`` or a picture cut off by a lost link is refused, at the cost of reading the bytes once.
"""

import hashlib
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MOST_BYTES: Final = 8 * 1024 * 1024
_MOST_PIXELS: Final = 100_000_000
_LONGEST_SIDE: Final = 20_000
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_JPEG_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_JPEG_SCAN: Final = 0xDA
_VP8X_FRAME: Final = 10


@dataclass(frozen=True, slots=True)
class Picture:
    """What a file was found to be."""

    media_type: str
    ending: str
    width: int
    height: int
    digest: str


def picture_of(content: bytes) -> Picture | None:
    """Return what picture the bytes are, or nothing where they are too many or no whole JPEG, PNG or WebP."""
    if len(content) > MOST_BYTES:
        return None
    for media_type, ending, size_of in _KINDS:
        try:
            size = size_of(content)
        except (struct.error, IndexError):
            continue
        if size and min(size) > 0 and max(size) <= _LONGEST_SIDE and size[0] * size[1] <= _MOST_PIXELS:
            return Picture(media_type, ending, *size, hashlib.new("sm3", content).hexdigest())
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height from the frame header; the scan must begin and the end marker follow it."""
    if not content.startswith(b"\xff\xd8\xff"):
        return None
    at, size = 2, None
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _JPEG_ALONE:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            size = (width, height)
        at += 2 + length
        if marker == _JPEG_SCAN:
            return size if content.find(b"\xff\xd9", at) > at else None
    return None


def _png_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height; every chunk's checksum is right, data are there, and the end is the end."""
    if not content.startswith(_PNG):
        return None
    at, size, has_data = len(_PNG), None, False
    while at < len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        body = content[at + 4 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(body) != checksum or (size is None) != (name == b"IHDR"):
            return None
        at += 12 + length
        if name == b"IHDR":
            size = struct.unpack_from(">II", body, 4)
        has_data |= name == b"IDAT"
        if name == b"IEND":
            return size if has_data and at == len(content) else None
    return None


def _webp_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height of the lossy, lossless or extended form; the container is as long as it says."""
    riff, length, webp, kind = struct.unpack_from("<4sI4s4s", content)
    if (riff, webp) != (b"RIFF", b"WEBP") or length + 8 != len(content):
        return None
    if kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L" and content[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", content, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X" and len(content) >= 20 + _VP8X_FRAME:
        return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
    return None


_KINDS: Final[tuple[tuple[str, str, Callable[[bytes], tuple[int, int] | None]], ...]] = (
    ("image/jpeg", "jpg", _jpeg_size),
    ("image/png", "png", _png_size),
    ("image/webp", "webp", _webp_size),
)
