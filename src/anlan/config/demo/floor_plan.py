"""The picture of an invented firm's ground: grey halls and yards on white, drawn as a PNG without any library."""

import struct
import zlib
from typing import Final

_WIDTH, _HEIGHT = 800, 500
_HALLS: Final = (
    (40, 40, 320, 200),
    (40, 260, 320, 460),
    (400, 40, 760, 240),
    (400, 300, 560, 460),
    (620, 300, 760, 460),
)
"""West, north, east and south of each hall."""
_WHITE, _HALL, _WALL = 255, 226, 110
_WALL_WIDTH: Final = 3


def floor_plan() -> bytes:
    """Return the picture."""
    rows = [bytearray([_WHITE]) * _WIDTH for _ in range(_HEIGHT)]
    for west, north, east, south in _HALLS:
        for y in range(north, south):
            rows[y][west:east] = bytes([_WALL]) * (east - west)
            if north + _WALL_WIDTH <= y < south - _WALL_WIDTH:
                rows[y][west + _WALL_WIDTH : east - _WALL_WIDTH] = bytes([_HALL]) * (east - west - 2 * _WALL_WIDTH)
    pixels = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 9)
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
