"""Every setting of Anlan in one table: its variable, default, how it is read, and what it does.

Every command refuses an unknown ``ANLAN_`` variable or an unreadable value by name. The page ``docs/settings.md`` is
printed from this table.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from anlan.config import option_readers as reads
from anlan.config.parts import keys, postgres

_SECRET: Final = frozenset({"ANLAN_SECRET_KEY", "ANLAN_MODEL_KEY"})
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


OPTIONS: Final = (
    Option(
        "ANLAN_VAR",
        str(REPOSITORY / "var"),
        reads.folder,
        "a folder",
        "Where all data of this machine lie.",
        shown="`var`",
    ),
    Option(
        "ANLAN_SECRET_KEY",
        "",
        reads.secret,
        "50 or more random characters",
        "Signs sessions and confirm links. `anlan up` makes one in the data folder.",
        lambda options: keys.known_secret(options["ANLAN_VAR"]),
        "made once",
    ),
    Option(
        "ANLAN_DATABASE_URL",
        "",
        reads.database,
        "postgresql://user:password@host:port/name, or ...@/name?host=/socket/folder",
        "An external PostgreSQL with PostGIS.",
        lambda options: postgres.cluster_in(options["ANLAN_VAR"] / "postgres").url(),
        "a private one",
    ),
    Option(
        "ANLAN_DATABASE_POOL",
        "0",
        reads.number(0, 500),
        "0 to 500",
        "Connections that one process keeps open; 0 opens one for each request. `anlan web` takes one for each request "
        "that it works on at once.",
    ),
    Option(
        "ANLAN_NATS_URL",
        "",
        reads.url("nats", "tls"),
        "nats://host:port",
        "An external NATS with JetStream and MQTT.",
        lambda options: f"nats://127.0.0.1:{options['ANLAN_NATS_PORT']}",
        "a private one",
    ),
    Option(
        "ANLAN_NATS_REPLICAS",
        "1",
        reads.number(1, 5),
        "1 to 5",
        "On how many servers of a NATS cluster readings are kept until they are stored.",
    ),
    Option("ANLAN_NATS_PORT", "14222", reads.port, "1 to 65535", "Port of the private NATS for its own clients."),
    Option("ANLAN_MQTT_PORT", "11883", reads.port, "1 to 65535", "Port of the private NATS for MQTT gauges."),
    Option(
        "ANLAN_MQTT_LISTEN",
        "127.0.0.1",
        reads.address,
        "an IP address",
        "Address that the private NATS listens on for MQTT gauges. Gauges carry no password: open it only to a closed "
        "network of gauges.",
    ),
    Option("ANLAN_WEB_PORT", "8000", reads.port, "1 to 65535", "Port of the pages and the API."),
    Option(
        "ANLAN_WEB_THREADS",
        "8",
        reads.number(1, 128),
        "1 to 128",
        "Requests of the desk that the web server works on at once; phones, the public and other systems have a "
        "quarter each beside it.",
    ),
    Option("ANLAN_LIVE_PORT", "8001", reads.port, "1 to 65535", "Port of the live feed."),
    Option(
        "ANLAN_LISTEN",
        "127.0.0.1",
        reads.address,
        "an IP address",
        "Address that the pages and the live feed listen on.",
    ),
    Option(
        "ANLAN_HOSTS", "127.0.0.1,localhost,[::1]", reads.words, "names by comma", "Host names the pages answer to."
    ),
    Option(
        "ANLAN_PUBLIC_URL",
        "",
        reads.url("http", "https"),
        "http(s)://host:port",
        "Address written into confirm links.",
        lambda options: f"http://127.0.0.1:{options['ANLAN_WEB_PORT']}",
        "this machine's own",
    ),
    Option("ANLAN_HTTPS", "0", reads.flag, "0 or 1", "1 where a proxy gives HTTPS: cookies are then marked secure."),
    Option("ANLAN_DEMO", "0", reads.flag, "0 or 1", "1 shows the demonstration accounts on the login page."),
    Option(
        "ANLAN_SMTP_URL",
        "",
        reads.url("smtp", "smtps", "smtp+tls"),
        "smtp://, smtp+tls:// (STARTTLS) or smtps://, user:password@host:port",
        "Mail server.",
        shown="the simulated one",
    ),
    Option("ANLAN_MAIL_FROM", "warnings@anlan.example", reads.mailbox, "an address", "Sender of warnings by mail."),
    Option(
        "ANLAN_MAIL_TO",
        "",
        reads.receivers,
        "name=address;address by comma",
        "Receivers of warnings by mail.",
        shown="the table's",
    ),
    Option(
        "ANLAN_INTAKE_MAIL",
        "",
        reads.read_mailboxes,
        "region=imaps://user:password@host:port/folder by comma",
        "Mailboxes read into the inbox about once a minute; imap+tls is STARTTLS.",
        shown="none is read",
    ),
    Option(
        "ANLAN_EXERCISE_MAIL_TO",
        "",
        reads.receivers,
        "name=address;address by comma",
        "Receivers of exercises by mail.",
        shown="the table's",
    ),
    Option(
        "ANLAN_SMS_URL",
        "",
        reads.url("http", "https"),
        "http(s)://host:port/path",
        "SMS gateway.",
        shown="the simulated one",
    ),
    Option(
        "ANLAN_WEBHOOK_URLS",
        "",
        reads.urls,
        "http(s) addresses by comma",
        "Receivers of warnings.",
        shown="the simulated one",
    ),
    Option(
        "ANLAN_EMBED_HOSTS",
        "*",
        reads.words,
        "addresses of sites by comma, * for all",
        "Sites that may put the small page of public warnings into a frame; empty allows none.",
    ),
    Option(
        "ANLAN_PUSH_HOSTS",
        "fcm.googleapis.com,updates.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com",
        reads.words,
        "host names by comma, * for a part",
        "Push services of browsers that this network may reach; empty turns notifications by browser off.",
    ),
    Option(
        "ANLAN_ROBOTS",
        "",
        reads.robots,
        "make:name=https://address#secret by comma, make wecom, dingtalk or feishu",
        "Group robots that say warnings in their groups.",
    ),
    Option(
        "ANLAN_EXERCISE_ROBOTS",
        "",
        reads.robots,
        "as ANLAN_ROBOTS",
        "Group robots of exercises.",
    ),
    Option(
        "ANLAN_PUSH_CONTACT",
        "",
        reads.contact,
        "mailto:address or https://address",
        "Whom a browser's push service may ask about our messages; without it nothing is pushed.",
    ),
    Option(
        "ANLAN_BROADCAST_URL",
        "",
        reads.url("http", "https"),
        "http(s)://host:port/path",
        "Emergency broadcasting platform that takes packages.",
    ),
    Option(
        "ANLAN_EXERCISE_BROADCAST_URL",
        "",
        reads.url("http", "https"),
        "http(s)://host:port/path",
        "Broadcasting platform of exercises; its messages carry the severity of a test.",
    ),
    Option(
        "ANLAN_BROADCAST_PLATFORM",
        "",
        reads.platform,
        "18 digits",
        "Number of this platform in the broadcasting network.",
    ),
    Option(
        "ANLAN_BROADCAST_TO",
        "",
        reads.platform,
        "18 digits",
        "Number of the broadcasting platform.",
    ),
    Option(
        "ANLAN_BROADCAST_KEY",
        "",
        reads.file,
        "a TOML file: issuer, serial, public, private",
        "Certificate and SM2 key that sign what goes to the broadcasting network.",
    ),
    Option(
        "ANLAN_VOICE_URL",
        "",
        reads.url("http", "https"),
        "http(s)://host:port/path",
        "Voice gateway that calls people and reads to them.",
    ),
    Option(
        "ANLAN_VOICE_SECRET",
        "",
        reads.shared_secret,
        "32 or more characters",
        "Shared with the voice gateway: both sides sign what they say.",
    ),
    Option(
        "ANLAN_VOICE_DUTY_ROOM",
        "",
        reads.phone,
        "a telephone number",
        "Where a called person is connected to by key.",
    ),
    Option(
        "ANLAN_SATELLITE_FOLDER",
        "",
        reads.file,
        "a folder with outbox and inbox",
        "Where a satellite terminal's program takes messages from and lays answers.",
    ),
    Option(
        "ANLAN_TTS_URL",
        "",
        reads.url("http", "https"),
        "http(s)://host:port/path",
        "Gateway that speaks a text as a WAV file; without it devices read the text themselves.",
    ),
    Option(
        "ANLAN_PARTNER_HOSTS",
        "",
        reads.words,
        "host names by comma",
        "Hosts of partners' CAP feeds that may be at private addresses; all others must be on the open internet.",
    ),
    Option(
        "ANLAN_GATEWAY_PORT",
        "7651",
        reads.number(1, 65532),
        "1 to 65532",
        "First of four ports for devices: SL 651, HJ 212, GB/T 26875.3 and JT/T 808, each by TCP and UDP.",
    ),
    Option(
        "ANLAN_GATEWAY_LISTEN",
        "127.0.0.1",
        reads.address,
        "an IP address",
        "Address that devices call in on. Their protocols are not encrypted: open it only to the devices' own network.",
    ),
    Option(
        "ANLAN_SIGNING_KEY",
        "",
        reads.file,
        "a PEM file, PKCS#8, not encrypted, mode 600",
        "The private key (SM2, RSA or ECDSA) that signs what is sent to the public. See `docs/operations/signing.md`.",
        lambda options: options["ANLAN_VAR"] / "signing" / "key.pem",
        "a self-signed SM2 key, made once",
    ),
    Option(
        "ANLAN_SIGNING_CERTIFICATE",
        "",
        reads.file,
        "a PEM file",
        "The certificate of that key.",
        lambda options: options["ANLAN_VAR"] / "signing" / "certificate.pem",
        "made with that key",
    ),
    Option(
        "ANLAN_TRUSTED_SIGNERS",
        "",
        reads.file,
        "a PEM file",
        "Certificates of partners, or of those who certify them, whose signed messages are believed.",
    ),
    Option(
        "ANLAN_SMPP_URL",
        "",
        reads.url("smpp"),
        "smpp://system_id:password@host:port?source=NUMBER&window=100&client_id=1",
        "Short message centre for the public by SMPP 3.4 (docs/integrators/sms.md); without it no such channel.",
    ),
    Option(
        "ANLAN_EXERCISE_SMPP_URL",
        "",
        reads.url("smpp"),
        "smpp://system_id:password@host:port",
        "The centre, or its account, that messages of exercises to the public go to: never that of the public itself.",
    ),
    Option(
        "ANLAN_MODEL_URL",
        "",
        reads.model_address,
        "http(s)://host:port/v1",
        "OpenAI-compatible language model of the internal network that drafts answers from the library's passages "
        "(docs/operations/language-model.md).",
        shown="none: no drafts",
    ),
    Option("ANLAN_MODEL_NAME", "default", str.strip, "a name", "Which of that address's models drafts."),
    Option(
        "ANLAN_MODEL_KEY",
        "",
        reads.token,
        "printable characters without blanks",
        "The key that the address asks for.",
    ),
    Option(
        "ANLAN_MODEL_SECONDS",
        "60",
        reads.number(5, 300),
        "5 to 300",
        "How long a draft may take altogether.",
    ),
    Option("ANLAN_SIDE_PORT", "8025", reads.port, "1 to 65535", "First of five ports of the simulated gateways."),
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
        shown = "that value" if option.name in _SECRET else repr(text)
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
