"""SM2 over SM3 of a packet's bytes (GB/T 32918.2, the usual signer's name), r and s as 64 bytes."""

from typing import Final

from anlan.protocols.emergency_broadcast.message import PacketError
from anlan.protocols.xml_signature import sm2

_HALF: Final = 32


def sign(private: bytes, public: bytes, packet: bytes) -> bytes:
    """Return the signature of a packet; SM2 hashes the public key with it."""
    if (len(private), len(public)) != (_HALF, 2 * _HALF):
        raise PacketError(f"the signing key has {len(private)} and {len(public)} bytes, not {_HALF} and {2 * _HALF}")
    return sm2.sign(private, public, packet)


def holds(public: bytes, packet: bytes, value: bytes) -> bool:
    """Tell whether ``value`` is a signature of exactly this packet by the owner of ``public``."""
    return len(value) == 2 * _HALF and sm2.verify(public, packet, value)
