"""Every setting of Anlan in one table: its variable, default, how it is read, and what it does.

``anlan manage`` and ``anlan up`` refuse an unknown ``ANLAN_`` variable or an unreadable value by name. The page
``docs/settings.md`` is printed from this table.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

REPOSITORY: Final = Path(__file__).resolve().parents[3]


class WrongOption(Exception):
    """A setting is unknown or unreadable; ``str`` names it and says what is expected."""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: ``read`` turns the text of the environment into its value or raises ``ValueError``."""

    name: str
    default: str
    read: Callable[[str], Any]
    expected: str
    meaning: str


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(text)
    return text == "1"


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65535:
        raise ValueError(text)
    return port


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


OPTIONS: Final = (
    Option("ANLAN_VAR", str(REPOSITORY / "var"), Path, "a folder", "Where all data of this machine lie."),
    Option("ANLAN_SECRET_KEY", "", str, "50 or more random characters", "Signs sessions and confirm links."),
    Option("ANLAN_DATABASE_URL", "", str, "postgresql://…", "An external PostgreSQL; empty: a private one."),
    Option("ANLAN_NATS_URL", "", str, "nats://…", "An external NATS with JetStream; empty: a private one."),
    Option("ANLAN_MQTT_PORT", "11883", _port, "1 to 65535", "Port of the private NATS for MQTT gauges."),
    Option("ANLAN_NATS_PORT", "14222", _port, "1 to 65535", "Port of the private NATS for its own clients."),
    Option("ANLAN_WEB_PORT", "8000", _port, "1 to 65535", "Port of the pages and the API."),
    Option("ANLAN_LIVE_PORT", "8001", _port, "1 to 65535", "Port of the live feed."),
    Option("ANLAN_LISTEN", "127.0.0.1", str, "an address", "Address that the pages and the live feed listen on."),
    Option("ANLAN_HOSTS", "127.0.0.1,localhost,[::1]", _words, "names by comma", "Host names the pages answer to."),
    Option("ANLAN_PUBLIC_URL", "http://127.0.0.1:8000", str, "http(s)://…", "Address written into confirm links."),
    Option("ANLAN_HTTPS", "0", _flag, "0 or 1", "1 where a proxy gives HTTPS: cookies are then marked secure."),
    Option("ANLAN_DEMO", "0", _flag, "0 or 1", "1 shows the demonstration accounts on the login page."),
    Option("ANLAN_SMTP_URL", "", str, "smtp://host:port", "Mail server; empty: the local one."),
    Option("ANLAN_SMS_URL", "", str, "http(s)://…", "SMS gateway; empty: the simulated one."),
    Option("ANLAN_WEBHOOK_URLS", "", _words, "addresses by comma", "Receivers of warnings; empty: the local one."),
    Option("ANLAN_SIDE_PORT", "8025", _port, "1 to 65535", "First of three ports of the simulated gateways."),
)


def read_options(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return every option's value by name; raise ``WrongOption`` naming the first that is unknown or unreadable."""
    known = {option.name for option in OPTIONS}
    for name in sorted(environment):
        if name.startswith("ANLAN_") and name not in known:
            raise WrongOption(f"{name} is not a setting of Anlan; see docs/settings.md")
    return {option.name: _read(option, environment.get(option.name, option.default)) for option in OPTIONS}


def _read(option: Option, text: str) -> Any:
    try:
        return option.read(text)
    except ValueError as error:
        raise WrongOption(f"{option.name}={text!r}: expected {option.expected}") from error
