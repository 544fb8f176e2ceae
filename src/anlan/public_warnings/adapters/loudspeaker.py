"""Village loudspeakers by MQTT 3.1.1, QoS 1: publish text and sound, read playback receipts back.

Exercises have topics of their own, ``exercise-speakers/...``, which no real loudspeaker listens to.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

import paho.mqtt.client as mqtt

from anlan.public_warnings.adapters.speakerwords import order_of, receipt_in
from anlan.public_warnings.adapters.told import told
from anlan.public_warnings.adapters.turns import tried
from anlan.public_warnings.adapters.wall import require_own
from anlan.public_warnings.ports import Accepted, ChannelDown, MessageRefused, Outgoing, Receipt, Sent

_WAIT_SECONDS: Final = 5.0
_IDLE_SECONDS: Final = 0.4
_FIRST_WAIT_SECONDS: Final = 0.6
_EXERCISE: Final = "exercise-"


class LoudspeakerSender:
    """One MQTT server; each call connects anew, so a server that restarts is no trouble.

    ``sounds`` gives the sound of a message in a language as devices are told of it, or nothing.
    """

    is_shared = True

    def __init__(
        self,
        host: str,
        port: int,
        *,
        channel: str = "loudspeaker",
        sounds: Callable[[Outgoing, str], dict[str, Any] | None] = lambda message, language: None,
        listener: str = "anlan-speaker-receipts",
    ) -> None:
        self._host, self._port, self._channel, self._sounds = host, port, channel, sounds
        world = _EXERCISE if channel.startswith("exercise_") else ""
        self._listener, self._topics = f"{world}{listener}", f"{world}speakers/"
        self._receipts = f"{world}speakers-receipts/#"
        self._lock, self._has_session = threading.Lock(), False
        self._heard: dict[UUID, Receipt] = {}

    def send(self, message: Outgoing) -> Accepted:
        """Publish the order to speak; devices drop a repetition by its id. An acknowledged order is not yet a voice."""
        require_own(message, self._channel)
        self._begin()
        with self._joined() as client:
            return self._publish(client, message)

    def send_all(self, messages: Sequence[Outgoing], in_doubt: frozenset[UUID]) -> Iterator[Sent]:
        """Publish many orders over one connection."""
        self._begin()
        with self._joined() as client:
            for message in messages:
                yield tried(lambda each: self._publish(client, each), message)

    def _publish(self, client: mqtt.Client, message: Outgoing) -> Accepted:
        require_own(message, self._channel)
        if not message.address.startswith(self._topics) or set("+#") & set(message.address):
            raise MessageRefused(f"{message.address} is no topic of {self._topics}")
        about = told(message)
        sounds = {words.language: self._sounds(message, words.language) for words in about.words}
        order = json.dumps(order_of(message, about, sounds), ensure_ascii=False)
        try:
            published = client.publish(message.address, order.encode(), qos=1)
            published.wait_for_publish(_WAIT_SECONDS)
        except (OSError, RuntimeError, ValueError) as error:
            raise ChannelDown(f"{type(error).__name__}: {error}") from error
        if not published.is_published():
            raise ChannelDown("no acknowledgement by the MQTT server")
        return Accepted(f"mid {published.mid}", is_delivered=False)

    @contextmanager
    def _joined(self) -> Iterator[mqtt.Client]:
        client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
        try:
            client.connect(self._host, self._port, keepalive=20)
        except OSError as error:
            raise ChannelDown(f"{type(error).__name__}: {error}") from error
        client.loop_start()
        try:
            yield client
        finally:
            client.disconnect()
            client.loop_stop()

    def find(self, message: Outgoing) -> Accepted | None:
        """The server cannot be asked; loudspeakers drop a repetition by its id."""
        return None

    def receipts(self, ids: frozenset[UUID]) -> frozenset[Receipt]:
        """Return what loudspeakers have played, or could not; the server keeps it in a lasting session."""
        self._listen()
        with self._lock:
            heard, self._heard = frozenset(self._heard.values()), {}
        return heard

    def probe(self) -> None:
        """Join the server and leave it again; no loudspeaker hears of it."""
        with self._joined() as client:
            until = time.monotonic() + _WAIT_SECONDS
            while not client.is_connected():
                if time.monotonic() > until:
                    raise ChannelDown("the MQTT server does not answer")
                time.sleep(0.02)

    def _begin(self) -> None:
        """Begin the lasting session before the first order, so that no receipt is missed."""
        if not self._has_session:
            self._listen()

    def _listen(self) -> None:
        """Take what the session holds."""
        with self._lock:
            heard_at = [time.monotonic() + _FIRST_WAIT_SECONDS]

            def on_message(_client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
                heard_at[0] = time.monotonic()
                receipt = receipt_in(message.payload)
                if receipt is not None:
                    self._heard[receipt.id] = receipt

            client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=self._listener, clean_session=False)
            client.on_message = on_message
            client.on_connect = lambda joined, *_: joined.subscribe(self._receipts, qos=1)
            try:
                client.connect(self._host, self._port, keepalive=20)
                client.loop_start()
                while time.monotonic() - heard_at[0] < _IDLE_SECONDS:
                    time.sleep(0.05)
                self._has_session = True
            except OSError as error:
                raise ChannelDown(f"{type(error).__name__}: {error}") from error
            finally:
                client.disconnect()
                client.loop_stop()
