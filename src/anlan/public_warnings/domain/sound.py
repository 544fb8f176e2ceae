"""Sound files that loudspeakers play: what is checked before one is kept."""

import hashlib
import struct
from dataclasses import dataclass
from typing import Final

from anlan.kernel.errors import AnlanError

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_SECONDS: Final = 300
_PCM: Final = 1
_RATES: Final = frozenset({8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000})
_HEADER, _CHUNK, _FORMAT = 12, 8, 16


class BadSound(AnlanError):
    """A sound file is not one that a loudspeaker plays: ``rule``, ``value``."""

    code = "public_warnings.bad_sound"
    message = "The sound file cannot be used: %(rule)s (%(value)s)."


@dataclass(frozen=True, slots=True)
class CheckedSound:
    """A sound file with its length and digest."""

    raw: bytes
    seconds: float
    sha256: str


def checked(raw: bytes) -> CheckedSound:
    """Return a whole WAV file of plain 16-bit samples, up to five minutes and 10 MB; refuse any other by its rule."""
    if len(raw) > MOST_BYTES:
        raise BadSound(rule="at_most_10_megabytes", value=len(raw))
    if len(raw) < _HEADER or raw[:4] != b"RIFF" or raw[8:12] != b"WAVE":
        raise BadSound(rule="wav_file", value=raw[:4].hex())
    chunks = _chunks(raw)
    second_bytes = _second_bytes(chunks.get(b"fmt ", b""))
    data = chunks.get(b"data", b"")
    seconds = len(data) / second_bytes
    if not data or seconds > MOST_SECONDS:
        raise BadSound(rule="up_to_five_minutes", value=round(seconds, 1))
    return CheckedSound(raw, round(seconds, 2), hashlib.sha256(raw).hexdigest())


def _chunks(raw: bytes) -> dict[bytes, bytes]:
    """Return the file's chunks; refuse a file that is shorter than it says."""
    found: dict[bytes, bytes] = {}
    at = _HEADER
    while at + _CHUNK <= len(raw):
        name, size = struct.unpack_from("<4sI", raw, at)
        if at + _CHUNK + size > len(raw):
            raise BadSound(rule="whole_file", value=len(raw))
        found.setdefault(name, raw[at + _CHUNK : at + _CHUNK + size])
        at += _CHUNK + size + size % 2
    return found


def _second_bytes(chunk: bytes) -> int:
    """Return how many bytes one second has; refuse what is not plain 16-bit sound."""
    if len(chunk) < _FORMAT:
        raise BadSound(rule="wav_file", value="fmt")
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", chunk)
    if kind != _PCM or bits != 16 or channels not in (1, 2) or rate not in _RATES:
        raise BadSound(rule="plain_16_bit_sound", value=f"{kind}/{bits}/{channels}/{rate}")
    return int(rate * channels * bits // 8)
