"""The simulated loudspeakers: play what arrives on ``speakers/#`` once, and say so on ``speakers-receipts/...``."""

import contextlib
import json
from typing import Any

import paho.mqtt.client as mqtt

from anlan.config.side.store import Received

_TOPIC = "speakers/#"


def loudspeakers(host: str, port: int, received: Received, *, session: str = "anlan-side-speakers") -> mqtt.Client:
    """Return a client that connects as soon as the server is there and keeps its session over restarts."""
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=session, clean_session=False)

    def on_message(joined: mqtt.Client, _data: Any, message: mqtt.MQTTMessage) -> None:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            body = json.loads(message.payload)
            received.take(body["id"], {"topic": message.topic, "title": body["title"], "text": body["text"]})
            region = message.topic.rpartition("/")[2]
            joined.publish(f"speakers-receipts/{region}", json.dumps({"id": body["id"], "played": True}), qos=1)

    client.on_message = on_message
    client.on_connect = lambda joined, *_: joined.subscribe(_TOPIC, qos=1)
    client.reconnect_delay_set(1, 5)
    client.connect_async(host, port, keepalive=20)
    return client
