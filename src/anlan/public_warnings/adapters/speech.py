"""Text to speech by an HTTP gateway: POST /speech with text and language, answered with a WAV file."""

from typing import Final

from anlan.kernel.errors import AnlanError
from anlan.public_warnings.adapters.http import ask, client, require_success
from anlan.public_warnings.domain.sound import CheckedSound, checked
from anlan.public_warnings.ports import ChannelDown

_PATIENCE_SECONDS: Final = 20


class SpeechGateway:
    """One gateway; every answer is checked like a file that a person brings."""

    def __init__(self, url: str) -> None:
        self._url, self._client = url, client(_PATIENCE_SECONDS)

    def speak(self, text: str, language: str) -> CheckedSound:
        """Return the text as sound; raise ``ChannelDown`` where the gateway cannot, or gives no sound."""
        body = {"text": text, "language": language, "format": "wav"}
        answer = require_success(ask(self._client, "POST", f"{self._url}/speech", json=body))
        try:
            return checked(answer.content)
        except AnlanError as error:
            raise ChannelDown(f"speech: {error}") from error
