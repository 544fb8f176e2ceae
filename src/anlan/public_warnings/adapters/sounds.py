"""The sound that goes with a message: recorded by hand, else spoken by the gateway once per warning and language."""

import time
from collections.abc import Callable
from typing import Any, Final

from anlan.kernel import clock
from anlan.public_warnings.adapters.speech import SpeechGateway
from anlan.public_warnings.domain.languages import MAIN_LANGUAGE
from anlan.public_warnings.ports import ChannelDown, MessageRefused, Outgoing
from anlan.public_warnings.selectors.sounds import SoundRow, sent_sound, sound_of
from anlan.public_warnings.services.sounds import keep_spoken

_REST_SECONDS: Final = 60.0


class Sounds:
    """Finds or makes sounds. A gateway that fails is left alone for a minute: no loudspeaker waits for a voice."""

    def __init__(
        self, gateway: SpeechGateway | None, public_url: str, *, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._gateway, self._public_url, self._seconds = gateway, public_url, seconds
        self._rests_until = float("-inf")

    def told(self, message: Outgoing, language: str) -> dict[str, Any] | None:
        """Return where a device gets the sound and how it knows it whole, or nothing: then it reads the text itself."""
        row = self._find(message, language)
        if row is None:
            return None
        url = f"{self._public_url}/sounds/{row.sha256}.wav"
        return {"url": url, "sha256": row.sha256, "bytes": row.size, "seconds": row.seconds}

    def raw(self, message: Outgoing) -> bytes:
        """Return the sound in the main language, or nothing."""
        row = self._find(message, MAIN_LANGUAGE)
        return sent_sound(row.sha256) if row else b""

    def _find(self, message: Outgoing, language: str) -> SoundRow | None:
        row = sound_of(message.identifier, language)
        rests = self._seconds() < self._rests_until
        if row or self._gateway is None or language != MAIN_LANGUAGE or rests:
            return row
        try:
            sound = self._gateway.speak(message.text, language)
        except (ChannelDown, MessageRefused):
            self._rests_until = self._seconds() + _REST_SECONDS
            return None
        keep_spoken(identifier=message.identifier, language=language, sound=sound, now=clock.now())
        return sound_of(message.identifier, language)
