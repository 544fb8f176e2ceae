"""Every setting of Anlan in one table: its variable, default, how it is read, and what it does.

Every command refuses an unknown ``ANLAN_`` variable or an unreadable value by name. The page ``docs/settings.md`` is
printed from this table.
"""

import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from anlan.config.parts import keys, postgres
from anlan.protocols.emergency_broadcast import PacketError, require_resource
from anlan.protocols.group_robots import Robot, robots_in

_LEAST_SHARED_SECRET: Final = 32
_LONGEST_REGION: Final = 12
REPOSITORY: Final = Path(__file__).resolve().parents[3]


class WrongOption(Exception):
    """A setting is unknown or unreadable; ``str`` names it and says what is expected."""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: ``read`` turns the text of the environment into its value or raises ``ValueError``.

    Where the variable is empty and there is a ``fill``, the value follows from the other options; ``shown`` then says
    how, in the printed table.
    """

    name: str
    default: str
    read: Callable[[str], Any]
    expected: str
    meaning: str
    fill: Callable[[Mapping[str, Any]], Any] | None = None
    shown: str = ""


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(text)
    return text == "1"


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text)
        if not least <= number <= most:
            raise ValueError(text)
        return number

    return read


_port = _number(1, 65535)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _folder(text: str) -> Path:
    if not text:
        raise ValueError(text)
    return Path(text).expanduser().absolute()


def _file(text: str) -> Path | None:
    return Path(text).expanduser().absolute() if text else None


def _address(text: str) -> str:
    return str(ipaddress.ip_address(text))


def _secret(text: str) -> str:
    if text and len(text) < keys.LEAST_LENGTH:
        raise ValueError(text)
    return text


def _url(*schemes: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        parts = urlsplit(text)
        if text and (parts.scheme not in schemes or not (parts.hostname or parts.query)):
            raise ValueError(text)
        return text.rstrip("/")

    return read


def _database(text: str) -> str:
    checked = _url("postgresql", "postgres")(text)
    if checked and not urlsplit(checked).path.strip("/"):
        raise ValueError(text)
    return checked


def _urls(text: str) -> tuple[str, ...]:
    return tuple(_url("http", "https")(word) for word in _words(text))


def _robots(text: str) -> tuple[Robot, ...]:
    return robots_in(_words(text))


def _receivers(text: str) -> tuple[tuple[str, str], ...]:
    found = tuple(tuple(part.strip() for part in word.partition("=")[::2]) for word in _words(text))
    for name, addresses in found:
        if not name or not all("@" in each.strip()[1:-1] for each in addresses.split(";")):
            raise ValueError(text)
    return found


def _read_mailboxes(text: str) -> tuple[tuple[str, str], ...]:
    read = _url("imaps", "imap+tls", "imap")
    found = tuple(tuple(part.strip() for part in word.partition("=")[::2]) for word in _words(text))
    for region, address in found:
        if not (region.isdigit() and 2 <= len(region) <= _LONGEST_REGION and urlsplit(read(address)).password):
            raise ValueError(text)
    return found


def _mailbox(text: str) -> str:
    if "@" not in text[1:-1] or any(each.isspace() for each in text):
        raise ValueError(text)
    return text


def _contact(text: str) -> str:
    if text and not text.startswith(("mailto:", "https://")):
        raise ValueError(text)
    return text


def _file(text: str) -> Path | None:
    return Path(text).expanduser().absolute() if text else None


def _platform(text: str) -> str:
    try:
        return require_resource(text) if text else ""
    except PacketError as error:
        raise ValueError(text) from error


def _phone(text: str) -> str:
    if text and not (text.isascii() and text.lstrip("+").replace("-", "").isdigit()):
        raise ValueError(text)
    return text


def _shared_secret(text: str) -> str:
    if text and len(text) < _LEAST_SHARED_SECRET:
        raise ValueError(text)
    return text


OPTIONS: Final = (
    Option(
        "ANLAN_VAR", str(REPOSITORY / "var"), _folder, "a folder", "Where all data of this machine lie.", shown="`var`"
    ),
    Option(
        "ANLAN_SECRET_KEY",
        "",
        _secret,
        "50 or more random characters",
        "Signs sessions and confirm links. `anlan up` makes one in the data folder.",
        lambda options: keys.known_secret(options["ANLAN_VAR"]),
        "made once",
    ),
    Option(
        "ANLAN_DATABASE_URL",
        "",
        _database,
        "postgresql://user:password@host:port/name, or ...@/name?host=/socket/folder",
        "An external PostgreSQL with PostGIS.",
        lambda options: postgres.cluster_in(options["ANLAN_VAR"] / "postgres").url(),
        "a private one",
    ),
    Option(
        "ANLAN_DATABASE_POOL",
        "0",
        _number(0, 500),
        "0 to 500",
        "Connections that one process keeps open; 0 opens one for each request. `anlan web` takes one for each request "
        "that it works on at once.",
    ),
    Option(
        "ANLAN_NATS_URL",
        "",
        _url("nats", "tls"),
        "nats://host:port",
        "An external NATS with JetStream and MQTT.",
        lambda options: f"nats://127.0.0.1:{options['ANLAN_NATS_PORT']}",
        "a private one",
    ),
    Option(
        "ANLAN_NATS_REPLICAS",
        "1",
        _number(1, 5),
        "1 to 5",
        "On how many servers of a NATS cluster readings are kept until they are stored.",
    ),
    Option("ANLAN_NATS_PORT", "14222", _port, "1 to 65535", "Port of the private NATS for its own clients."),
    Option("ANLAN_MQTT_PORT", "11883", _port, "1 to 65535", "Port of the private NATS for MQTT gauges."),
    Option(
        "ANLAN_MQTT_LISTEN",
        "127.0.0.1",
        _address,
        "an IP address",
        "Address that the private NATS listens on for MQTT gauges. Gauges carry no password: open it only to a closed "
        "network of gauges.",
    ),
    Option("ANLAN_WEB_PORT", "8000", _port, "1 to 65535", "Port of the pages and the API."),
    Option(
        "ANLAN_WEB_THREADS",
        "8",
        _number(1, 128),
        "1 to 128",
        "Requests of the desk that the web server works on at once; phones, the public and other systems have a "
        "quarter each beside it.",
    ),
    Option("ANLAN_LIVE_PORT", "8001", _port, "1 to 65535", "Port of the live feed."),
    Option(
        "ANLAN_LISTEN", "127.0.0.1", _address, "an IP address", "Address that the pages and the live feed listen on."
    ),
    Option("ANLAN_HOSTS", "127.0.0.1,localhost,[::1]", _words, "names by comma", "Host names the pages answer to."),
    Option(
        "ANLAN_PUBLIC_URL",
        "",
        _url("http", "https"),
        "http(s)://host:port",
        "Address written into confirm links.",
        lambda options: f"http://127.0.0.1:{options['ANLAN_WEB_PORT']}",
        "this machine's own",
    ),
    Option("ANLAN_HTTPS", "0", _flag, "0 or 1", "1 where a proxy gives HTTPS: cookies are then marked secure."),
    Option("ANLAN_DEMO", "0", _flag, "0 or 1", "1 shows the demonstration accounts on the login page."),
    Option(
        "ANLAN_SMTP_URL",
        "",
        _url("smtp", "smtps", "smtp+tls"),
        "smtp://, smtp+tls:// (STARTTLS) or smtps://, user:password@host:port",
        "Mail server.",
        shown="the simulated one",
    ),
    Option("ANLAN_MAIL_FROM", "warnings@anlan.example", _mailbox, "an address", "Sender of warnings by mail."),
    Option(
        "ANLAN_MAIL_TO",
        "",
        _receivers,
        "name=address;address by comma",
        "Receivers of warnings by mail.",
        shown="the table's",
    ),
    Option(
        "ANLAN_INTAKE_MAIL",
        "",
        _read_mailboxes,
        "region=imaps://user:password@host:port/folder by comma",
        "Mailboxes read into the inbox about once a minute; imap+tls is STARTTLS.",
        shown="none is read",
    ),
    Option(
        "ANLAN_EXERCISE_MAIL_TO",
        "",
        _receivers,
        "name=address;address by comma",
        "Receivers of exercises by mail.",
        shown="the table's",
    ),
    Option(
        "ANLAN_SMS_URL",
        "",
        _url("http", "https"),
        "http(s)://host:port/path",
        "SMS gateway.",
        shown="the simulated one",
    ),
    Option(
        "ANLAN_WEBHOOK_URLS",
        "",
        _urls,
        "http(s) addresses by comma",
        "Receivers of warnings.",
        shown="the simulated one",
    ),
    Option(
        "ANLAN_EMBED_HOSTS",
        "*",
        _words,
        "addresses of sites by comma, * for all",
        "Sites that may put the small page of public warnings into a frame; empty allows none.",
    ),
    Option(
        "ANLAN_PUSH_HOSTS",
        "fcm.googleapis.com,updates.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com",
        _words,
        "host names by comma, * for a part",
        "Push services of browsers that this network may reach; empty turns notifications by browser off.",
    ),
    Option(
        "ANLAN_ROBOTS",
        "",
        _robots,
        "make:name=https://address#secret by comma, make wecom, dingtalk or feishu",
        "Group robots that say warnings in their groups.",
    ),
    Option(
        "ANLAN_EXERCISE_ROBOTS",
        "",
        _robots,
        "as ANLAN_ROBOTS",
        "Group robots of exercises.",
    ),
    Option(
        "ANLAN_PUSH_CONTACT",
        "",
        _contact,
        "mailto:address or https://address",
        "Whom a browser's push service may ask about our messages; without it nothing is pushed.",
    ),
    Option(
        "ANLAN_BROADCAST_URL",
        "",
        _url("http", "https"),
        "http(s)://host:port/path",
        "Emergency broadcasting platform that takes packages.",
    ),
    Option(
        "ANLAN_EXERCISE_BROADCAST_URL",
        "",
        _url("http", "https"),
        "http(s)://host:port/path",
        "Broadcasting platform of exercises; its messages carry the severity of a test.",
    ),
    Option(
        "ANLAN_BROADCAST_PLATFORM",
        "",
        _platform,
        "18 digits",
        "Number of this platform in the broadcasting network.",
    ),
    Option(
        "ANLAN_BROADCAST_TO",
        "",
        _platform,
        "18 digits",
        "Number of the broadcasting platform.",
    ),
    Option(
        "ANLAN_BROADCAST_KEY",
        "",
        _file,
        "a TOML file: issuer, serial, public, private",
        "Certificate and SM2 key that sign what goes to the broadcasting network.",
    ),
    Option(
        "ANLAN_VOICE_URL",
        "",
        _url("http", "https"),
        "http(s)://host:port/path",
        "Voice gateway that calls people and reads to them.",
    ),
    Option(
        "ANLAN_VOICE_SECRET",
        "",
        _shared_secret,
        "32 or more characters",
        "Shared with the voice gateway: both sides sign what they say.",
    ),
    Option(
        "ANLAN_VOICE_DUTY_ROOM",
        "",
        _phone,
        "a telephone number",
        "Where a called person is connected to by key.",
    ),
    Option(
        "ANLAN_SATELLITE_FOLDER",
        "",
        _file,
        "a folder with outbox and inbox",
        "Where a satellite terminal's program takes messages from and lays answers.",
    ),
    Option(
        "ANLAN_TTS_URL",
        "",
        _url("http", "https"),
        "http(s)://host:port/path",
        "Gateway that speaks a text as a WAV file; without it devices read the text themselves.",
    ),
    Option(
        "ANLAN_PARTNER_HOSTS",
        "",
        _words,
        "host names by comma",
        "Hosts of partners' CAP feeds that may be at private addresses; all others must be on the open internet.",
    ),
    Option(
        "ANLAN_GATEWAY_PORT",
        "7651",
        _number(1, 65532),
        "1 to 65532",
        "First of four ports for devices: SL 651, HJ 212, GB/T 26875.3 and JT/T 808, each by TCP and UDP.",
    ),
    Option(
        "ANLAN_GATEWAY_LISTEN",
        "127.0.0.1",
        _address,
        "an IP address",
        "Address that devices call in on. Their protocols are not encrypted: open it only to the devices' own network.",
    ),
    Option(
        "ANLAN_SIGNING_KEY",
        "",
        _file,
        "a PEM file, PKCS#8, not encrypted, mode 600",
        "The private key (SM2, RSA or ECDSA) that signs what is sent to the public. See `docs/operations/signing.md`.",
        lambda options: options["ANLAN_VAR"] / "signing" / "key.pem",
        "a self-signed SM2 key, made once",
    ),
    Option(
        "ANLAN_SIGNING_CERTIFICATE",
        "",
        _file,
        "a PEM file",
        "The certificate of that key.",
        lambda options: options["ANLAN_VAR"] / "signing" / "certificate.pem",
        "made with that key",
    ),
    Option(
        "ANLAN_TRUSTED_SIGNERS",
        "",
        _file,
        "a PEM file",
        "Certificates of partners, or of those who certify them, whose signed messages are believed.",
    ),
    Option(
        "ANLAN_SMPP_URL",
        "",
        _url("smpp"),
        "smpp://system_id:password@host:port?source=NUMBER&window=100&client_id=1",
        "Short message centre for the public by SMPP 3.4 (docs/integrators/sms.md); without it no such channel.",
    ),
    Option(
        "ANLAN_EXERCISE_SMPP_URL",
        "",
        _url("smpp"),
        "smpp://system_id:password@host:port",
        "The centre, or its account, that messages of exercises to the public go to: never that of the public itself.",
    ),
    Option("ANLAN_SIDE_PORT", "8025", _port, "1 to 65535", "First of five ports of the simulated gateways."),
)


def read_options(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return every option's value by name; raise ``WrongOption`` naming the first that is unknown or unreadable."""
    known = {option.name for option in OPTIONS}
    for name in sorted(environment):
        if name.startswith("ANLAN_") and name not in known:
            raise WrongOption(f"{name} is not a setting of Anlan; docs/settings.md lists them all")
    values = {option.name: _read(option, environment.get(option.name, option.default)) for option in OPTIONS}
    for option in OPTIONS:
        if option.fill and not values[option.name]:
            values[option.name] = option.fill(values)
    return values


def _read(option: Option, text: str) -> Any:
    try:
        return option.read(text)
    except ValueError as error:
        shown = "that value" if option.name == "ANLAN_SECRET_KEY" else repr(text)
        raise WrongOption(f"{option.name} cannot be {shown}; expected {option.expected}") from error


def settings_page() -> str:
    """Return the text of ``docs/settings.md``."""
    lines = [
        "# Settings",
        "",
        "Anlan is set up by environment variables. Every command refuses an unknown `ANLAN_` variable or a value that",
        "it cannot read, by name. This page is printed by `anlan settings`; a test keeps it current.",
        "",
        "| variable | default | expected | meaning |",
        "|---|---|---|---|",
    ]
    for option in OPTIONS:
        default = option.shown or (f"`{option.default}`" if option.default else "none")
        lines.append(f"| `{option.name}` | {default} | {option.expected} | {option.meaning} |")
    return "\n".join(lines) + "\n"
