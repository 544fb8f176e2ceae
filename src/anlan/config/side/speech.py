"""A simulated voice: a tone as long as the text would take to say."""

import io
import json
import math
import struct
import wave
from typing import Final

from anlan.config.side.gateways import Answer, Asked

_RATE: Final = 8_000
_SECONDS_A_CHARACTER: Final = 0.2
_LONGEST_SECONDS: Final = 60


def speech(asked: Asked) -> Answer:
    """``/speech``: answer with a WAV file."""
    text = json.loads(asked.body)["text"]
    return Answer(200, tone(min(len(text) * _SECONDS_A_CHARACTER, _LONGEST_SECONDS)), kind="audio/wav")


def tone(seconds: float) -> bytes:
    """Return so many seconds of a soft tone as a WAV file."""
    cycle = b"".join(struct.pack("<h", int(4000 * math.sin(2 * math.pi * step / 20))) for step in range(20))
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(cycle * max(int(seconds * _RATE / 20), 1))
    return held.getvalue()
