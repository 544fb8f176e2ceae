"""The certificate's key by which this platform signs towards the broadcasting network."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from anlan.public_warnings.ports import ChannelDown


@dataclass(frozen=True, slots=True)
class BroadcastKey:
    """Who issued the certificate, its serial number, and the pair of keys.

    ``answers``: public keys by which the broadcasting platform signs, by certificate number; none: not asked for.
    """

    issuer: str
    serial: str
    public: bytes
    private: bytes = field(repr=False)
    answers: Mapping[str, bytes] = field(default_factory=dict)


_PUBLIC_BYTES: Final = 64


def broadcast_key(file: Path) -> BroadcastKey:
    """Read ``issuer``, ``serial``, ``public`` (128 hexadecimal digits), ``private`` (64), ``answers`` from TOML."""
    try:
        found = tomllib.loads(file.read_text("utf-8"))
        public, private = bytes.fromhex(found["public"]), bytes.fromhex(found["private"])
        answers = {str(serial): _public(each) for serial, each in found.get("answers", {}).items()}
        return BroadcastKey(found["issuer"], found["serial"], public, private, answers)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ChannelDown(f"signing key {file.name}: {error}") from error


def _public(text: str) -> bytes:
    raw = bytes.fromhex(text)
    if len(raw) != _PUBLIC_BYTES:
        raise ValueError(f"a public key of an answer has {len(raw)} bytes, not {_PUBLIC_BYTES}")
    return raw
