"""The gateways of further channels, run together: one HTTP server, telephones and a satellite terminal that step."""

import contextlib
import threading
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from anlan.config.side.addresses import GATEWAYS_PORT, SECRET, SERIAL, THEIRS, key_file, platform_key
from anlan.config.side.broadcasting import BroadcastPlatform
from anlan.config.side.browsers import PushService
from anlan.config.side.gateways import Gateways, run
from anlan.config.side.phones import PhoneNetwork
from anlan.config.side.robots import Robots
from anlan.config.side.speech import speech
from anlan.config.side.store import Received
from anlan.config.side.terminal import Terminal
from anlan.config.side.voice import VoiceService
from anlan.kernel.clock import real_now

_STEP_SECONDS = 1.0


@contextlib.contextmanager
def running_gateways(folder: Path, first_port: int) -> Iterator[Gateways]:
    """Run them for the length of a ``with`` block."""
    kept = {name: Received(folder / f"{name}.jsonl") for name in ("robots", "push", "broadcast", "satellite")}
    public = bytes.fromhex(tomllib.loads(key_file(folder).read_text("utf-8"))["public"])
    phones = PhoneNetwork(real_now)
    voice = VoiceService(phones, SECRET)
    terminal = Terminal(folder / "satellite", kept["satellite"])
    robots = Robots(kept["robots"], {"office": "", "towns": "SEC0", "exercise": "SEC1"}, time.monotonic)
    parts = {
        "robots": robots.part,
        "push": PushService(kept["push"]).part,
        "broadcast": BroadcastPlatform(kept["broadcast"], THEIRS, {SERIAL: public}, platform_key(folder)).part,
        "voice": voice.part,
        "speech": speech,
    }
    server, stop = Gateways(first_port + GATEWAYS_PORT, kept["robots"], parts), threading.Event()
    run(server)
    stepping = threading.Thread(target=_step, args=(stop, phones, voice, terminal), daemon=True)
    stepping.start()
    try:
        yield server
    finally:
        stop.set()
        stepping.join()
        server.shutdown()
        server.server_close()


def _step(stop: threading.Event, phones: PhoneNetwork, voice: VoiceService, terminal: Terminal) -> None:
    while not stop.wait(_STEP_SECONDS):
        voice.tell(phones.step())
        terminal.step()
