"""The simulated loudspeakers: play what arrives on ``speakers/#`` once, and say so on ``speakers-receipts/...``.

Those of exercises listen on ``exercise-speakers/#``. A sound is fetched and compared with its digest before it plays.
"""

import contextlib
import hashlib
import json
from typing import Any

import httpx
import paho.mqtt.client as mqtt

from anlan.config.side.store import Received

_TOPICS = ("speakers/#", "exercise-speakers/#")


def loudspeakers(host: str, port: int, received: Received, *, session: str = "anlan-side-speakers") -> mqtt.Client:
    """Return a client that connects as soon as the server is there and keeps its session over restarts."""
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=session, clean_session=False)

    def on_message(joined: mqtt.Client, _data: Any, message: mqtt.MQTTMessage) -> None:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            order = json.loads(message.payload)
            kept = ("title", "text", "level", "volume", "times", "stops", "parts")
            received.take(order["id"], {"topic": message.topic, **{name: order.get(name) for name in kept}})
            world, _, region = message.topic.partition("speakers/")
            for receipt in _play(order):
                said = json.dumps({"id": order["id"], **receipt})
                joined.publish(f"{world}speakers-receipts/{region}", said, qos=1)

    client.on_message = on_message
    client.on_connect = lambda joined, *_: joined.subscribe([(topic, 1) for topic in _TOPICS])
    client.reconnect_delay_set(1, 5)
    client.connect_async(host, port, keepalive=20)
    return client


def _play(order: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Return what a loudspeaker says of an order, without taking the time that it would sound."""
    seconds = 0.0
    for part in order.get("parts") or ():
        audio = part.get("audio")
        if audio and not _is_whole(audio):
            return ({"state": "started"}, {"state": "failed", "reason": "sound and digest differ"})
        seconds += audio["seconds"] if audio else len(part["text"]) / 4
    return ({"state": "started"}, {"state": "finished", "seconds": round(seconds * order.get("times", 1), 1)})


def _is_whole(audio: dict[str, Any]) -> bool:
    try:
        raw = httpx.get(audio["url"], timeout=10).content
    except (httpx.HTTPError, httpx.InvalidURL):
        return False
    return hashlib.sha256(raw).hexdigest() == audio["sha256"]
