"""Takes the camera's notes (where, when, which phone) out of a picture, so that who sends one does not tell more.

The picture itself is not decoded: its file is walked, what is not needed to show it is left out, and only the way up
is written back. What follows the picture's own end is left out too.
"""

import struct
from collections.abc import Iterator
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"pHYs", b"bKGD"})
_WEBP_LEFT_OUT: Final = frozenset({b"EXIF", b"XMP "})
_JPEG_SCAN: Final = 0xDA
_NOTES: Final = frozenset({*range(0xE1, 0xF0), 0xFE}) - {0xEE}
_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = 1
_WEBP_NOTE_FLAGS: Final = 0x0C


def without_notes(content: bytes) -> bytes:
    """Return a whole JPEG, PNG or WebP (``pictures.picture_of`` has said so) without the camera's notes."""
    if content.startswith(_PNG):
        return _png(content)
    return _jpeg(content) if content.startswith(b"\xff\xd8") else _webp(content)


def _jpeg(content: bytes) -> bytes:
    kept, way_up = [], _UPRIGHT
    for marker, segment in _segments(content):
        if marker == 0xE1:
            way_up = _way_up(segment[4:]) or way_up
        if marker not in _NOTES:
            kept.append(segment)
    note = b"" if way_up == _UPRIGHT else _note_of(way_up)
    return b"\xff\xd8" + note + b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker == _JPEG_SCAN:
            yield marker, content[at : content.rfind(b"\xff\xd9") + 2]
            return
        yield marker, content[at : at + 2 + length]
        at += 2 + length


def _way_up(note: bytes) -> int:
    """Return the orientation (1 to 8) that an Exif note gives, 0 where it gives none."""
    if not note.startswith(b"Exif\0\0"):
        return 0
    body = note[6:]
    order = {b"II": "<", b"MM": ">"}.get(body[:2], "")
    if not order:
        return 0
    try:
        (start,) = struct.unpack_from(order + "I", body, 4)
        (count,) = struct.unpack_from(order + "H", body, start)
        for entry in range(min(count, 64)):
            tag, _kind, _number, value = struct.unpack_from(order + "HHIH", body, start + 2 + entry * 12)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 0
    except struct.error:
        return 0
    return 0


def _note_of(way_up: int) -> bytes:
    """Return an Exif segment that says the way up and nothing else."""
    body = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, way_up, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(content: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at < len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        if name in _PNG_KEPT:
            kept.append(content[at : at + 12 + length])
        at += 12 + length
    return b"".join(kept)


def _webp(content: bytes) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(content):
        name, length = struct.unpack_from("<4sI", content, at)
        whole = content[at : at + 8 + length + length % 2]
        if name == b"VP8X":
            whole = whole[:8] + bytes([whole[8] & ~_WEBP_NOTE_FLAGS]) + whole[9:]
        if name not in _WEBP_LEFT_OUT:
            kept.append(whole)
        at += 8 + length + length % 2
    body = b"WEBP" + b"".join(kept)
    return struct.pack("<4sI", b"RIFF", len(body)) + body
