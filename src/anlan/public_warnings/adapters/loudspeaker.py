"""Village loudspeakers by MQTT 3.1.1, QoS 1: publish on ``speakers/REGION``, read playback receipts back."""

import json
import threading
import time
from typing import Final
from uuid import UUID

import paho.mqtt.client as mqtt

from anlan.public_warnings.ports import Accepted, ChannelDown, Outgoing, Receipt

RECEIPTS: Final = "speakers-receipts/#"
_WAIT_SECONDS: Final = 5.0
_IDLE_SECONDS: Final = 0.4
_FIRST_WAIT_SECONDS: Final = 0.6


class LoudspeakerSender:
    """One MQTT server; each call connects anew, so a server that restarts is no trouble."""

    is_shared = True

    def __init__(self, host: str, port: int, *, listener: str = "anlan-speaker-receipts") -> None:
        self._host, self._port, self._listener = host, port, listener
        self._lock, self._has_session = threading.Lock(), False
        self._played: set[UUID] = set()

    def send(self, message: Outgoing) -> Accepted:
        """Publish the text; loudspeakers drop a repetition by its id. An acknowledged message is not yet a voice."""
        if not self._has_session:
            self._listen()
        body = {"id": str(message.id), "text": message.text, "title": message.title, "identifier": message.identifier}
        client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
        try:
            client.connect(self._host, self._port, keepalive=20)
            client.loop_start()
            published = client.publish(message.address, json.dumps(body, ensure_ascii=False).encode(), qos=1)
            published.wait_for_publish(_WAIT_SECONDS)
            if not published.is_published():
                raise ChannelDown("no acknowledgement by the MQTT server")
        except (OSError, RuntimeError, ValueError) as error:
            raise ChannelDown(f"{type(error).__name__}: {error}") from error
        finally:
            client.disconnect()
            client.loop_stop()
        return Accepted(f"mid {published.mid}", is_delivered=False)

    def find(self, message: Outgoing) -> Accepted | None:
        """The server cannot be asked; loudspeakers drop a repetition by its id."""
        return None

    def receipts(self, ids: frozenset[UUID]) -> frozenset[Receipt]:
        """Return what loudspeakers have played since the last question; the server keeps it in a lasting session."""
        self._listen()
        with self._lock:
            played, self._played = frozenset(map(Receipt, self._played)), set()
        return played

    def probe(self) -> None:
        """Sign in at the MQTT server; no loudspeaker is asked to speak."""
        self._listen()

    def _listen(self) -> None:
        """Take what the session holds; the first time, begin the session, so that no later receipt is missed."""
        with self._lock:
            heard_at = [time.monotonic() + _FIRST_WAIT_SECONDS]

            def on_message(_client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
                heard_at[0] = time.monotonic()
                self._played.update(_id_in(message.payload))

            client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=self._listener, clean_session=False)
            client.on_message = on_message
            client.on_connect = lambda joined, *_: joined.subscribe(RECEIPTS, qos=1)
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


def _id_in(payload: bytes) -> set[UUID]:
    """Return the message id of a playback receipt; a malformed one says nothing."""
    try:
        return {UUID(json.loads(payload)["id"])}
    except (ValueError, KeyError, TypeError):
        return set()
