"""Recordings are told by their content; one cut off is refused."""

import struct

import pytest
from tests.factories.supervision import SOUND, a_picture

from anlan.support.sounds import MOST_BYTES, sound_of

WAV = b"RIFF" + struct.pack("<I", 4 + 24 + 8 + 4) + b"WAVEfmt \x10\0\0\0" + b"\0" * 16 + b"data\x04\0\0\0abcd"
OGG = b"OggS\0\x04" + b"\0" * 20 + b"\x01\x05hello"
MP4 = struct.pack(">I4s", 16, b"ftyp") + b"M4A \0\0\0\0" + struct.pack(">I4s", 12, b"mdat") + b"abcd"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(WAV, "audio/wav"), (OGG, "audio/ogg"), (MP4, "audio/mp4"), (SOUND, "audio/webm")],
)
def test_a_whole_recording_is_told_by_its_content(content, media_type):
    assert sound_of(content).media_type == media_type


@pytest.mark.parametrize("content", [WAV[:-1], OGG[:-1], MP4[:-1], b"", b"<html>", a_picture()])
def test_what_is_cut_off_or_something_else_is_no_recording(content):
    assert sound_of(content) is None


def test_a_recording_over_the_limit_is_refused():
    assert sound_of(SOUND + b"\0" * (MOST_BYTES - len(SOUND))) is not None
    assert sound_of(SOUND + b"\0" * (MOST_BYTES - len(SOUND) + 1)) is None
