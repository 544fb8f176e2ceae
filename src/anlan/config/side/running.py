"""All simulated gateways of one machine, started and stopped together."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from anlan.config.side.addresses import CENTRE_PORT
from anlan.config.side.further import running_gateways
from anlan.config.side.http import Gateway, SmsHandler, WebhookHandler
from anlan.config.side.mail import mail_server
from anlan.config.side.smpp import Centre
from anlan.config.side.speakers import loudspeakers
from anlan.config.side.store import Received

_CENTRE_RATE: Final = 8000


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Where the gateways listen and keep what they receive; no MQTT port, no loudspeakers."""

    folder: Path
    first_port: int
    webhook_key: str
    mqtt_port: int = 0


@dataclass(frozen=True, slots=True)
class RunningSide:
    """What has arrived at each gateway."""

    mails: Received
    texts: Received
    posts: Received
    played: Received


@contextlib.contextmanager
def running_side(side: Side) -> Iterator[RunningSide]:
    """Run every gateway for the length of a ``with`` block."""
    found = RunningSide(*(Received(side.folder / f"{name}.jsonl") for name in ("email", "sms", "webhook", "speaker")))
    signed = type("SignedHandler", (WebhookHandler,), {"key": side.webhook_key.encode()})
    with contextlib.ExitStack() as stack:
        mail = mail_server(side.first_port, found.mails)
        mail.start()
        stack.callback(mail.stop)
        for port, handler, received in (
            (side.first_port + 1, SmsHandler, found.texts),
            (side.first_port + 2, signed, found.posts),
        ):
            server = stack.enter_context(Gateway(port, handler, received))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            stack.callback(server.shutdown)
        stack.enter_context(running_gateways(side.folder, side.first_port))
        centre = Centre(side.first_port + CENTRE_PORT, side.folder / "smpp.jsonl", per_second=_CENTRE_RATE)
        stack.enter_context(centre.running())
        if side.mqtt_port:
            client = loudspeakers("127.0.0.1", side.mqtt_port, found.played)
            client.loop_start()
            stack.callback(client.loop_stop)
            stack.callback(client.disconnect)
        yield found
