"""An OpenAI-compatible language model of the internal network: bounded time and size, no redirect, no proxy."""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import httpx
from django.conf import settings

from anlan.knowledge.domain.drafting import LONGEST_DRAFT
from anlan.knowledge.ports import Drafter, DrafterAway

_MOST_BYTES: Final = 256 * 1024
_MOST_TOKENS: Final = 1500
_AT_ONCE: Final = 2
_OK: Final = 200
_PLACES: Final = threading.BoundedSemaphore(_AT_ONCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAddress:
    """Where the model is, which of the address's models, the key if any, and how long a draft may take."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    seconds: float = 60.0


class LanguageModel:
    """One model; at most two drafts at once in a process, so that the pages always have threads left."""

    def __init__(self, at: ModelAddress) -> None:
        self._at = at

    @property
    def name(self) -> str:
        """Return the model's name."""
        return self._at.name

    def draft(self, instructions: str, question: str) -> str:
        """Return what the model wrote, or raise ``DrafterAway``."""
        if not _PLACES.acquire(blocking=False):
            raise DrafterAway("busy")
        try:
            return _words_in(self._asked(instructions, question))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, RuntimeError) as error:
            raise DrafterAway(f"unreachable {type(error).__name__}") from error
        finally:
            _PLACES.release()

    def _asked(self, instructions: str, question: str) -> bytes:
        body = {
            "model": self._at.name,
            "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": question}],
            "temperature": 0,
            "max_tokens": _MOST_TOKENS,
            "stream": False,
        }
        headers = {"Accept-Encoding": "identity"}
        if self._at.key:
            headers["Authorization"] = f"Bearer {self._at.key}"
        until = time.monotonic() + self._at.seconds
        with (
            _client(self._at.seconds) as client,
            client.stream("POST", f"{self._at.url}/chat/completions", json=body, headers=headers) as answer,
        ):
            return _read(answer, until)


def drafter() -> Drafter | None:
    """Return the model that the operator set up; nothing where none is."""
    known = settings.ANLAN
    if not known["ANLAN_MODEL_URL"]:
        return None
    return LanguageModel(
        ModelAddress(
            url=known["ANLAN_MODEL_URL"],
            name=known["ANLAN_MODEL_NAME"] or "default",
            key=known["ANLAN_MODEL_KEY"],
            seconds=known["ANLAN_MODEL_SECONDS"],
        )
    )


@contextlib.contextmanager
def _client(seconds: float) -> Iterator[httpx.Client]:
    """Give a client that is closed when its time is over, even under an answer that comes byte by byte."""
    patience = httpx.Timeout(seconds, connect=min(5.0, seconds))
    with httpx.Client(timeout=patience, trust_env=False, follow_redirects=False) as client:
        watch = threading.Timer(seconds, client.close)
        watch.daemon = True
        watch.start()
        try:
            yield client
        finally:
            watch.cancel()


def _read(answer: httpx.Response, until: float) -> bytes:
    if answer.status_code != _OK:
        raise DrafterAway(f"answered {answer.status_code}")
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise DrafterAway("compressed")
    body = bytearray()
    for chunk in answer.iter_raw():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise DrafterAway("too_large")
        if time.monotonic() > until:
            raise DrafterAway("too_slow")
    return bytes(body)


def _words_in(body: bytes) -> str:
    try:
        words = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise DrafterAway("no_answer_within") from error
    if not isinstance(words, str):
        raise DrafterAway("no_answer_within")
    return words[: LONGEST_DRAFT + 1]
