"""A private NATS server with JetStream and MQTT: its configuration, and a throw-away one for tests.

JetStream syncs every message to disk before it acknowledges it. An MQTT PUBACK means only that the server's own stream
``$MQTT_msgs`` has the message, so gauges are read through durable consumers on that stream. The mappings put a gauge's
messages under the number of its partition, by which ingest workers share them.
"""

import contextlib
import os
import shutil
import socket
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from anlan.config.parts.child import Launch, PartFailed, start_child, stop_child, wait_until
from anlan.config.parts.ports import answers, free_ports

_PARTITIONS = 8  # As in monitoring.domain.partitions: how many workers may share the sources of readings.
_CONFIGURATION = """\
server_name: anlan
listen: "127.0.0.1:{port}"
max_payload: 8MB
jetstream {{
  store_dir: "{folder}/jetstream"
  max_memory_store: 256MB
  max_file_store: 16GB
  sync_interval: {sync}
}}
mqtt {{
  listen: "{mqtt_address}:{mqtt_port}"
  ack_wait: "30s"
  max_ack_pending: 1000
}}
mappings = {{
  "tele.*": "gauges.{{{{partition({partitions},1)}}}}.{{{{wildcard(1)}}}}"
  "tele.gateway.*": "gauges.{{{{partition({partitions},1)}}}}.gateway.{{{{wildcard(1)}}}}"
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NatsServer:
    """Where a NATS server keeps its data and listens."""

    folder: Path
    port: int
    mqtt_port: int
    mqtt_address: str = "127.0.0.1"
    is_durable: bool = True

    @property
    def url(self) -> str:
        """The address for NATS clients."""
        return f"nats://127.0.0.1:{self.port}"


def configuration(server: NatsServer) -> str:
    """Return the text of the server's configuration file."""
    return _CONFIGURATION.format(
        port=server.port,
        folder=server.folder,
        sync="always" if server.is_durable else "2m",
        mqtt_address=server.mqtt_address,
        mqtt_port=server.mqtt_port,
        partitions=_PARTITIONS,
    )


def launch_of(server: NatsServer) -> Launch:
    """Write the configuration and return how the server is started."""
    server.folder.mkdir(parents=True, exist_ok=True)
    file = server.folder / "nats.conf"
    file.write_text(configuration(server))
    return Launch(command=(binary(), "-c", str(file)), folder=server.folder)


def binary() -> str:
    """Return the path of the ``nats-server`` that is installed beside this Python, else of the one on the path."""
    beside = Path(sysconfig.get_path("scripts")) / "nats-server"
    found = str(beside) if os.access(beside, os.X_OK) else shutil.which("nats-server")
    if found is None:
        raise PartFailed("nats-server is not installed; run make setup")
    return found


def is_ready(server: NatsServer) -> bool:
    """Tell whether the server greets its clients, has JetStream, and listens for MQTT."""
    try:
        with socket.create_connection(("127.0.0.1", server.port), timeout=1) as connection:
            greeting = connection.recv(4096)
    except OSError:
        return False
    return greeting.startswith(b"INFO ") and b'"jetstream":true' in greeting and answers(server.mqtt_port)


@contextlib.contextmanager
def throw_away_server(folder: Path | None = None) -> Iterator[NatsServer]:
    """Run a NATS server on free ports for the length of a ``with`` block; without ``folder`` its data are deleted.

    Give the same ``folder`` twice to see what survives a restart.
    """
    with contextlib.ExitStack() as stack:
        home = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="anlan-nats-")))
        port, mqtt_port = free_ports(2)
        server = NatsServer(folder=home, port=port, mqtt_port=mqtt_port, is_durable=folder is not None)
        launch = launch_of(server)
        child = start_child(launch, stack.enter_context((home / "nats.log").open("ab")))
        stack.callback(stop_child, child, launch)
        if not wait_until(lambda: is_ready(server), child):
            raise PartFailed(f"nats-server did not start:\n{(home / 'nats.log').read_text()[-2000:]}")
        yield server
