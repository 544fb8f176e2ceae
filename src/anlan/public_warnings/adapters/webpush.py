"""Browsers that subscribed: one encrypted message each, by its push service."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from anlan.kernel import clock
from anlan.kernel.levels import Level
from anlan.protocols import webpush
from anlan.public_warnings import api
from anlan.public_warnings.adapters.http import PATIENCE_SECONDS, ask, client, require_success
from anlan.public_warnings.adapters.told import Told, told
from anlan.public_warnings.adapters.turns import tried
from anlan.public_warnings.adapters.wall import require_own
from anlan.public_warnings.ports import Accepted, MessageRefused, Outgoing, Receipt, Sent

_GONE: Final = frozenset({404, 410})
_TOKEN_HOURS: Final = 12
_LONGEST_BODY: Final = 600
# How soon a sleeping phone is woken (RFC 8030, 5.3); a warning of any colour is worth the battery from orange on.
_URGENCY: Final = {Level.RED: "high", Level.ORANGE: "high", Level.YELLOW: "normal", Level.BLUE: "low"}
_AT_ONCE: Final = 16


@dataclass(frozen=True, slots=True)
class Browsers:
    """What is known of subscriptions, asked once for many messages; and how one that is gone is forgotten."""

    known: Callable[[frozenset[UUID]], Mapping[UUID, api.PushReceiver]]
    forget: Callable[[str], None]


class PushSender:
    """Sends to subscriptions by their id, which is a message's address; ``key`` is the server's own, as PEM."""

    is_shared = False

    def __init__(
        self, channel: str, key: bytes, *, contact: str, browsers: Browsers, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._channel, self._key, self._contact, self._browsers = channel, key, contact, browsers
        self._client = client(patience)

    def send(self, message: Outgoing) -> Accepted:
        """Encrypt for the browser and hand to its push service; a browser that is gone is forgotten."""
        require_own(message, self._channel)
        gone: list[str] = []
        try:
            return self._hand_over(message, self._known((message,)), gone)
        finally:
            self._forget(gone)

    def send_all(self, messages: Sequence[Outgoing], in_doubt: frozenset[UUID]) -> Iterator[Sent]:
        """Send many at once: the keys are asked for together, and push services are many and slow."""
        known, gone = self._known(messages), list[str]()
        with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
            yield from pool.map(lambda each: tried(lambda one: self._hand_over(one, known, gone), each), messages)
        self._forget(gone)

    def _known(self, messages: Sequence[Outgoing]) -> Mapping[UUID, api.PushReceiver]:
        return self._browsers.known(frozenset(UUID(each.address) for each in messages if each.channel == self._channel))

    def _forget(self, gone: list[str]) -> None:
        for endpoint in gone:
            self._browsers.forget(endpoint)

    def _hand_over(self, message: Outgoing, known: Mapping[UUID, api.PushReceiver], gone: list[str]) -> Accepted:
        """Hand one message to its browser's push service; note an endpoint that is gone."""
        require_own(message, self._channel)
        receiver = known.get(UUID(message.address))
        if receiver is None:
            raise MessageRefused("the browser has ended its subscription")
        about = told(message)
        answer = ask(
            self._client,
            "POST",
            receiver.endpoint,
            content=self._sealed(message, about, receiver),
            headers=self._headers(about, receiver.endpoint),
        )
        if answer.status_code in _GONE:
            gone.append(receiver.endpoint)
            raise MessageRefused(f"the push service no longer knows this browser ({answer.status_code})")
        require_success(answer)
        return Accepted(answer.headers.get("location", "")[-120:] or str(answer.status_code), is_delivered=False)

    def _sealed(self, message: Outgoing, about: Told, receiver: api.PushReceiver) -> bytes:
        words = next((each for each in about.words if each.language == receiver.language), about.words[0])
        is_main = words is about.words[0]
        said = {
            "title": message.title if is_main else words.headline,
            "body": words.instruction[:_LONGEST_BODY] or words.description[:_LONGEST_BODY],
            "level": int(about.level),
            "identifier": message.identifier,
            "follows": about.follows,
            "lifted": about.is_lifting,
            "language": words.language,
            "url": f"/public/messages/{message.identifier}/?{urlencode({'lang': words.language})}",
        }
        try:
            return webpush.encrypt(
                json.dumps(said, ensure_ascii=False).encode(),
                receiver=webpush.unb64(receiver.p256dh),
                secret=webpush.unb64(receiver.auth),
            )
        except (webpush.PushKeyError, ValueError) as error:
            raise MessageRefused(f"subscription: {error}") from error

    def _headers(self, about: Told, endpoint: str) -> dict[str, str]:
        real = clock.real_now()
        lasts = int((about.expires - about.sent).total_seconds())
        return {
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(max(lasts, 0)),
            "Urgency": _URGENCY[about.level],
            "Authorization": webpush.authorization(
                self._key, endpoint, contact=self._contact, expires=real + timedelta(hours=_TOKEN_HOURS)
            ),
        }

    def find(self, message: Outgoing) -> Accepted | None:
        """A push service cannot be asked; the browser shows one notice per identifier."""
        return None

    def receipts(self, ids: frozenset[UUID]) -> frozenset[Receipt]:
        """A push service says nothing of what a browser showed."""
        return frozenset()

    def probe(self) -> None:
        """Push services are many and belong to the browsers; none is asked without a message to hand over."""
