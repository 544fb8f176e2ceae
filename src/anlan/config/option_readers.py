"""How the settings' texts are read: each reader returns the value or raises ``ValueError``."""

import ipaddress
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from anlan.config.parts import keys
from anlan.protocols.emergency_broadcast import PacketError, require_resource
from anlan.protocols.group_robots import Robot, robots_in

_LEAST_SHARED_SECRET: Final = 32
_LONGEST_REGION: Final = 12


def flag(text: str) -> bool:
    """Read 0 or 1."""
    if text not in ("0", "1"):
        raise ValueError(text)
    return text == "1"


def number(least: int, most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers within bounds."""

    def read(text: str) -> int:
        found = int(text)
        if not least <= found <= most:
            raise ValueError(text)
        return found

    return read


port = number(1, 65535)


def words(text: str) -> tuple[str, ...]:
    """Read words by comma."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def folder(text: str) -> Path:
    """Read a folder."""
    if not text:
        raise ValueError(text)
    return Path(text).expanduser().absolute()


def file(text: str) -> Path | None:
    """Read a file; empty is none."""
    return Path(text).expanduser().absolute() if text else None


def address(text: str) -> str:
    """Read an IP address."""
    return str(ipaddress.ip_address(text))


def secret(text: str) -> str:
    """Read a key that signs; empty is none."""
    if text and len(text) < keys.LEAST_LENGTH:
        raise ValueError(text)
    return text


def url(*schemes: str) -> Callable[[str], str]:
    """Return a reader of addresses of these schemes; empty is none."""

    def read(text: str) -> str:
        parts = urlsplit(text)
        if text and (parts.scheme not in schemes or not (parts.hostname or parts.query)):
            raise ValueError(text)
        return text.rstrip("/")

    return read


def database(text: str) -> str:
    """Read the address of a PostgreSQL with the name of a database."""
    checked = url("postgresql", "postgres")(text)
    if checked and not urlsplit(checked).path.strip("/"):
        raise ValueError(text)
    return checked


def urls(text: str) -> tuple[str, ...]:
    """Read http(s) addresses by comma."""
    return tuple(url("http", "https")(word) for word in words(text))


def robots(text: str) -> tuple[Robot, ...]:
    """Read group robots by comma."""
    return robots_in(words(text))


def receivers(text: str) -> tuple[tuple[str, str], ...]:
    """Read receivers of mail with their addresses."""
    found = tuple(tuple(part.strip() for part in word.partition("=")[::2]) for word in words(text))
    for name, addresses in found:
        if not name or not all("@" in each.strip()[1:-1] for each in addresses.split(";")):
            raise ValueError(text)
    return found


def read_mailboxes(text: str) -> tuple[tuple[str, str], ...]:
    """Read mailboxes, each with the region whose inbox it fills."""
    read = url("imaps", "imap+tls", "imap")
    found = tuple(tuple(part.strip() for part in word.partition("=")[::2]) for word in words(text))
    for region, address in found:
        if not (region.isdigit() and 2 <= len(region) <= _LONGEST_REGION and urlsplit(read(address)).password):
            raise ValueError(text)
    return found


def mailbox(text: str) -> str:
    """Read an address of mail."""
    if "@" not in text[1:-1] or any(each.isspace() for each in text):
        raise ValueError(text)
    return text


def contact(text: str) -> str:
    """Read an address of mail or a page; empty is none."""
    if text and not text.startswith(("mailto:", "https://")):
        raise ValueError(text)
    return text


def platform(text: str) -> str:
    """Read a number of the broadcasting network; empty is none."""
    try:
        return require_resource(text) if text else ""
    except PacketError as error:
        raise ValueError(text) from error


def phone(text: str) -> str:
    """Read a telephone number; empty is none."""
    if text and not (text.isascii() and text.lstrip("+").replace("-", "").isdigit()):
        raise ValueError(text)
    return text


def shared_secret(text: str) -> str:
    """Read a secret shared with another system; empty is none."""
    if text and len(text) < _LEAST_SHARED_SECRET:
        raise ValueError(text)
    return text


def model_address(text: str) -> str:
    """Read the address of a language model's API: no password, question or place within it; empty is none."""
    parts = urlsplit(text)
    if text and (not parts.hostname or parts.username or parts.password or parts.query or parts.fragment):
        raise ValueError(text)
    return url("http", "https")(text)


def token(text: str) -> str:
    """Read a key that goes into the head of a request: printable, without blanks; empty is none."""
    if text and not (text.isascii() and text.isprintable() and " " not in text):
        raise ValueError(text)
    return text
