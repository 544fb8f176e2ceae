"""The certificate's key by which this platform signs towards the broadcasting network."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from anlan.public_warnings.ports import ChannelDown


@dataclass(frozen=True, slots=True)
class BroadcastKey:
    """Who issued the certificate, its serial number, and the pair of keys."""

    issuer: str
    serial: str
    public: bytes
    private: bytes = field(repr=False)


def broadcast_key(file: Path) -> BroadcastKey:
    """Read ``issuer``, ``serial``, ``public`` (128 hexadecimal digits) and ``private`` (64) from a TOML file."""
    try:
        found = tomllib.loads(file.read_text("utf-8"))
        public, private = bytes.fromhex(found["public"]), bytes.fromhex(found["private"])
        return BroadcastKey(found["issuer"], found["serial"], public, private)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ChannelDown(f"signing key {file.name}: {error}") from error
