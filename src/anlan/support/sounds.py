"""Recordings that people send: told by their content and named by their digest.

Nothing is decoded. Containers that say how long they are (WAV, MP4, Ogg) are walked to their end, so that one cut off
by a lost link is refused; the others (WebM as browsers record it, MP3, AMR) are told by how they begin.
"""

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MOST_BYTES: Final = 20 * 1024 * 1024
_EBML: Final = b"\x1a\x45\xdf\xa3"
_OGG_HEAD: Final = 27
_OGG_LAST: Final = 4
_MP3_SYNC: Final = 0xFFE0


@dataclass(frozen=True, slots=True)
class Sound:
    """What a file was found to be."""

    media_type: str
    ending: str
    digest: str


def sound_of(content: bytes) -> Sound | None:
    """Return what recording the bytes are, or nothing where they are too many or none that is known."""
    if len(content) > MOST_BYTES:
        return None
    for media_type, ending, fits in _KINDS:
        try:
            is_one = fits(content)
        except (struct.error, IndexError):
            continue
        if is_one:
            return Sound(media_type, ending, hashlib.new("sm3", content).hexdigest())
    return None


def _is_wav(content: bytes) -> bool:
    riff, length, wave = struct.unpack_from("<4sI4s", content)
    return (riff, wave) == (b"RIFF", b"WAVE") and length + 8 == len(content) and b"data" in content[12:4096]


def _is_ogg(content: bytes) -> bool:
    """Tell whether pages follow each other to the end, the last one marked as such."""
    at, flags = 0, 0
    while at < len(content):
        if content[at : at + 4] != b"OggS":
            return False
        flags, segments = content[at + 5], content[at + 26]
        lacing = content[at + _OGG_HEAD : at + _OGG_HEAD + segments]
        if len(lacing) < segments:
            return False
        at += _OGG_HEAD + segments + sum(lacing)
    return at == len(content) > 0 and bool(flags & _OGG_LAST)


def _is_mp4(content: bytes) -> bool:
    """Tell whether boxes follow each other to the end, the first saying the kind, one holding the sound."""
    at, names = 0, []
    while at < len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        if length < 8:
            return False
        names.append(name)
        at += length
    return at == len(content) and names[:1] == [b"ftyp"] and b"mdat" in names


def _is_webm(content: bytes) -> bool:
    return content.startswith(_EBML) and b"webm" in content[:64] and b"\x18\x53\x80\x67" in content[:128]


def _is_amr(content: bytes) -> bool:
    return content.startswith((b"#!AMR\n", b"#!AMR-WB\n")) and len(content) > 32


def _is_mp3(content: bytes) -> bool:
    if content.startswith(b"ID3"):
        return len(content) > 128
    (head,) = struct.unpack_from(">H", content)
    return head & _MP3_SYNC == _MP3_SYNC and head != 0xFFFF and len(content) > 128


_KINDS: Final[tuple[tuple[str, str, Callable[[bytes], bool]], ...]] = (
    ("audio/wav", "wav", _is_wav),
    ("audio/ogg", "ogg", _is_ogg),
    ("audio/mp4", "m4a", _is_mp4),
    ("audio/webm", "webm", _is_webm),
    ("audio/amr", "amr", _is_amr),
    ("audio/mpeg", "mp3", _is_mp3),
)
