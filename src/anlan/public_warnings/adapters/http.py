"""One way to ask a gateway by HTTP: what heals is down, what does not is the caller's to judge."""

from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

import httpx

from anlan.public_warnings.ports import ChannelDown, MessageRefused

PATIENCE_SECONDS: Final = 10.0
_FIRST_FAULT, _FIRST_FAULT_OF_THEIRS = 300, 500
_HEALS: Final = frozenset({408, 425, 429})
_LONGEST: Final = 200


def client(seconds: float = PATIENCE_SECONDS) -> httpx.Client:
    """Return a client that waits so long for an answer, three seconds for a connection, and follows no redirect."""
    return httpx.Client(timeout=httpx.Timeout(seconds, connect=3), follow_redirects=False)


def ask(asker: httpx.Client, method: str, url: str, **request: Any) -> httpx.Response:
    """Return any answer that is not a passing fault; raise ``ChannelDown`` or, for an address, ``MessageRefused``."""
    try:
        answer = asker.request(method, url, **request)
    except httpx.HTTPError as error:
        raise ChannelDown(f"{type(error).__name__}: {error}") from error
    except httpx.InvalidURL as error:
        raise MessageRefused(f"address: {error}") from error
    if answer.status_code >= _FIRST_FAULT_OF_THEIRS or answer.status_code in _HEALS:
        raise ChannelDown(f"answered {answer.status_code}")
    return answer


def require_success(answer: httpx.Response) -> httpx.Response:
    """Return a 2xx answer; refuse any other by its status and words."""
    if answer.status_code >= _FIRST_FAULT:
        raise MessageRefused(f"answered {answer.status_code}: {answer.text[:_LONGEST]}")
    return answer


def json_of(answer: httpx.Response) -> dict[str, Any]:
    """Return the JSON object of an answer; raise ``ChannelDown`` where it is none: no gateway of ours spoke."""
    try:
        found = answer.json()
    except ValueError as error:
        raise ChannelDown("the answer is no JSON") from error
    if not isinstance(found, dict):
        raise ChannelDown("the answer is no JSON object")
    return found


def asked_for(ids: Iterable[UUID], said: Iterable[object]) -> Iterator[tuple[UUID, str]]:
    """Return which of the ids asked for an answer names, each beside the name it has there; others are nobody's."""
    by_text = {str(each): each for each in ids}
    for name in map(str, said):
        if name.lower() in by_text:
            yield by_text[name.lower()], name
