"""SMS by the HTTP gateway of the channel ``sms``: POST /messages with the notice's id, which it takes only once."""

from functools import cache
from typing import Final
from uuid import UUID

import httpx
from django.conf import settings

from anlan.notices.ports import GatewayDown, NumberRefused

_PATIENCE: Final = httpx.Timeout(10, connect=3)
_FIRST_FAULT, _FIRST_FAULT_OF_THEIRS = 300, 500
_HEALS: Final = frozenset({404, 408, 425, 429})


class GatewayTexter:
    """Sends by the gateway at ``url``."""

    def __init__(self, url: str) -> None:
        self._url = f"{url.rstrip('/')}/messages"
        self._client = httpx.Client(timeout=_PATIENCE, follow_redirects=False)

    def send(self, notice_id: UUID, number: str, text: str) -> str:
        """Hand the text over; return the gateway's reference."""
        body = {"id": str(notice_id), "to": number, "text": text, "route": "real"}
        try:
            answer = self._client.post(self._url, json=body)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise GatewayDown(f"{type(error).__name__}: {error}") from error
        if answer.status_code >= _FIRST_FAULT_OF_THEIRS or answer.status_code in _HEALS:
            raise GatewayDown(f"answered {answer.status_code}")
        if answer.status_code >= _FIRST_FAULT:
            raise NumberRefused(f"answered {answer.status_code}: {answer.text[:100]}")
        return _reference(answer)


def _reference(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["reference"])
    except (ValueError, KeyError, TypeError) as error:
        raise GatewayDown("the answer names no reference") from error


@cache
def texter() -> GatewayTexter:
    """Return the gateway of the settings; none set means the simulated one of this machine."""
    told = settings.ANLAN
    return GatewayTexter(told["ANLAN_SMS_URL"] or f"http://127.0.0.1:{told['ANLAN_SIDE_PORT'] + 1}")
