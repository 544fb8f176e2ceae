"""The parts of one machine as a table: which processes ``anlan up`` runs, on which ports, with which environment."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from anlan.config.parts import keys, nats, ports, postgres
from anlan.config.parts.child import Launch
from anlan.config.supervisor import Part

WORKERS: Final = ("web", "live", "ingest", "gateways", "jobs", "deliver", "auditor", "side")
SIDE_PORTS: Final = 5
GATEWAY_PORTS: Final = 4


@dataclass(frozen=True, slots=True)
class PortUse:
    """One port that the plant needs, and the setting that moves it."""

    port: int
    address: str
    setting: str
    purpose: str


def is_given(name: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the user has set an option himself."""
    return bool(environment.get(name))


def cluster_of(options: Mapping[str, Any]) -> postgres.Cluster:
    """Return the private PostgreSQL of this installation."""
    return postgres.cluster_in(options["ANLAN_VAR"] / "postgres")


def nats_of(options: Mapping[str, Any]) -> nats.NatsServer:
    """Return the private NATS of this installation."""
    return nats.NatsServer(
        folder=options["ANLAN_VAR"] / "nats",
        port=options["ANLAN_NATS_PORT"],
        mqtt_port=options["ANLAN_MQTT_PORT"],
        mqtt_address=options["ANLAN_MQTT_LISTEN"],
    )


def ports_of(options: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> tuple[PortUse, ...]:
    """Return every port that ``anlan up`` will listen on."""
    uses = [
        PortUse(options["ANLAN_WEB_PORT"], options["ANLAN_LISTEN"], "ANLAN_WEB_PORT", "pages"),
        PortUse(options["ANLAN_LIVE_PORT"], options["ANLAN_LISTEN"], "ANLAN_LIVE_PORT", "live feed"),
    ]
    if not is_given("ANLAN_NATS_URL", environment):
        uses.append(PortUse(options["ANLAN_NATS_PORT"], "127.0.0.1", "ANLAN_NATS_PORT", "NATS"))
        uses.append(PortUse(options["ANLAN_MQTT_PORT"], options["ANLAN_MQTT_LISTEN"], "ANLAN_MQTT_PORT", "MQTT"))
    first = options["ANLAN_GATEWAY_PORT"]
    for port in range(first, first + GATEWAY_PORTS):
        uses.append(PortUse(port, options["ANLAN_GATEWAY_LISTEN"], "ANLAN_GATEWAY_PORT", "devices"))
    first = options["ANLAN_SIDE_PORT"]
    for port in range(first, first + SIDE_PORTS):
        uses.append(PortUse(port, "127.0.0.1", "ANLAN_SIDE_PORT", "simulated gateways"))
    return tuple(uses)


def clash(uses: tuple[PortUse, ...]) -> str:
    """Return a sentence that names the first port which is wanted twice or taken, or an empty text."""
    seen: dict[int, PortUse] = {}
    for use in uses:
        if use.port in seen:
            return f"port {use.port} is wanted twice: by {seen[use.port].setting} and by {use.setting}"
        seen[use.port] = use
    for use in uses:
        if ports.is_taken(use.port, use.address):
            return f"port {use.port} ({use.purpose}) is taken; end what uses it or set {use.setting} to another"
    return ""


def environment_of(options: Mapping[str, Any]) -> dict[str, str]:
    """Return the environment of every process of the plant, with key and addresses filled in."""
    return {name: text for name, text in os.environ.items() if text} | {
        "ANLAN_VAR": str(options["ANLAN_VAR"]),
        "ANLAN_SECRET_KEY": options["ANLAN_SECRET_KEY"] or keys.secret_key(options["ANLAN_VAR"]),
        "ANLAN_DATABASE_URL": options["ANLAN_DATABASE_URL"],
        "ANLAN_NATS_URL": options["ANLAN_NATS_URL"],
        "PYTHONUNBUFFERED": "1",
    }


def command_launch(environment: Mapping[str, str], *arguments: str) -> Launch:
    """Return how a subcommand of ``anlan`` is run as a process of its own."""
    return Launch(
        command=(sys.executable, "-m", "anlan.config.cli", *arguments),
        environment=environment,
        folder=Path(environment["ANLAN_VAR"]),
    )


def database_part(options: Mapping[str, Any]) -> Part:
    """Return the private PostgreSQL as a part."""
    cluster = cluster_of(options)
    return Part(
        name="postgres",
        launch=lambda: postgres.launch_of(cluster),
        is_ready=lambda: postgres.is_ready(cluster),
        is_told=False,
        is_base=True,
        clean=lambda: postgres.forget_socket(cluster),
    )


def nats_part(options: Mapping[str, Any]) -> Part:
    """Return the private NATS as a part."""
    server = nats_of(options)
    return Part(
        name="nats",
        launch=lambda: nats.launch_of(server),
        is_ready=lambda: nats.is_ready(server),
        is_told=False,
        is_base=True,
    )


def worker_parts(options: Mapping[str, Any], environment: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the platform's own processes as parts."""
    return tuple(_worker(name, options, environment) for name in WORKERS if has_command(name))


def _worker(name: str, options: Mapping[str, Any], environment: Mapping[str, str]) -> Part:
    listening = {"web": options["ANLAN_WEB_PORT"], "live": options["ANLAN_LIVE_PORT"]}
    port = listening.get(name)
    return Part(
        name=name,
        launch=lambda: command_launch(environment, name),
        is_ready=lambda: port is None or ports.answers(port, reachable(options)),
    )


def reachable(options: Mapping[str, Any]) -> str:
    """Return the address by which this machine reaches its own pages."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(options["ANLAN_LISTEN"], options["ANLAN_LISTEN"])  # noqa: S104 - read, not bound


def has_command(name: str) -> bool:
    """Tell whether ``anlan`` has a subcommand."""
    return find_spec(f"anlan.config.commands.{name}") is not None
