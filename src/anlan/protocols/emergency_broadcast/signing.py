"""SM2 over SM3 of a packet's bytes (GB/T 32918.2, the default signer's name), r and s as 64 bytes."""

from typing import Final

import gmssl_pyx
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from anlan.protocols.emergency_broadcast.message import PacketError

_HALF: Final = 32


def new_key() -> tuple[bytes, bytes]:
    """Return a new key: 32 private bytes, 64 public ones."""
    public, private = gmssl_pyx.sm2_key_generate()
    return bytes(private), bytes(public)


def sign(private: bytes, public: bytes, packet: bytes) -> bytes:
    """Return the signature of a packet; SM2 hashes the public key with it."""
    if (len(private), len(public)) != (_HALF, 2 * _HALF):
        raise PacketError(f"the signing key has {len(private)} and {len(public)} bytes, not {_HALF} and {2 * _HALF}")
    r, s = decode_dss_signature(gmssl_pyx.sm2_sign(private, public, packet))
    return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


def holds(public: bytes, packet: bytes, value: bytes) -> bool:
    """Tell whether ``value`` is a signature of exactly this packet by the owner of ``public``."""
    if len(value) != 2 * _HALF:
        return False
    der = encode_dss_signature(int.from_bytes(value[:_HALF], "big"), int.from_bytes(value[_HALF:], "big"))
    try:
        return bool(gmssl_pyx.sm2_verify(public, packet, der))
    except (gmssl_pyx.GmsslInnerError, gmssl_pyx.InvalidValueError):
        return False
