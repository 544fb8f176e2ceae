"""Pictures are told by their content."""

import hashlib
import struct

import pytest
from tests.factories.alarms import a_picture

from anlan.support.pictures import picture_of


def jpeg(width=640, height=480, *, end=b"\xff\xd9"):
    segment = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + struct.pack(">H", 8) + b"\x01\x01\x00\x00\x3f\x00" + b"\x12\x34"
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"JF" + b"\xff\xc0" + segment + scan + end


def webp(kind, body):
    body += b"\0" * (len(body) % 2)
    chunk = kind + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


LOSSY = webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 320, 240) + b"\0\0")
LOSSLESS = webp(b"VP8L", b"\x2f" + struct.pack("<I", (320 - 1) | (240 - 1) << 14) + b"\0\0\0")
EXTENDED = webp(b"VP8X", b"\0\0\0\0" + (319).to_bytes(3, "little") + (239).to_bytes(3, "little"))


@pytest.mark.parametrize(
    ("content", "kind", "size"),
    [
        (jpeg(), "image/jpeg", (640, 480)),
        (jpeg(end=b"\xff\xd9" + b"a moving picture behind it"), "image/jpeg", (640, 480)),
        (a_picture(7, 5), "image/png", (7, 5)),
        (LOSSY, "image/webp", (320, 240)),
        (LOSSLESS, "image/webp", (320, 240)),
        (EXTENDED, "image/webp", (320, 240)),
    ],
)
def test_a_whole_picture_is_known_with_its_size_and_digest(content, kind, size):
    found = picture_of(content)
    assert (found.media_type, (found.width, found.height)) == (kind, size)
    assert found.digest == hashlib.new("sm3", content).hexdigest()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        b"<html><script>alert(1)</script></html>",
        b"GIF89a" + b"\0" * 40,
        b"MZ" + b"\0" * 200,
        jpeg(end=b""),
        jpeg(0, 480),
        a_picture()[:-1],
        a_picture() + b"<script>",
        a_picture().replace(b"IDAT", b"IDAX"),
        a_picture(30_000, 1),
        LOSSY[:-2],
        LOSSY + b"tail",
        b"RIFF" + b"\0" * 4 + b"WAVE" + b"\0" * 40,
    ],
)
def test_what_is_no_whole_picture_is_none(content):
    assert picture_of(content) is None


@pytest.mark.parametrize("content", [jpeg(), a_picture(9, 9), LOSSY, LOSSLESS])
def test_no_cut_or_flipped_byte_breaks_the_reader(content):
    for at in range(len(content)):
        picture_of(content[:at])
        picture_of(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
