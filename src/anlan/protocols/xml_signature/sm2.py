"""SM2 signatures with SM3 (GM/T 0003.2), their keys and self-signed certificates (GM/T 0015)."""

from datetime import datetime, timedelta
from secrets import randbits
from typing import Final

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from gmssl_pyx import GmsslInnerError, normalize_sm2_public_key, sm2_key_generate, sm2_sign, sm2_verify

from anlan.protocols.xml_signature import der

CURVE: Final = "1.2.156.10197.1.301"
SIGNATURE: Final = "1.2.156.10197.1.501"
SIGNER_ID: Final = b"1234567812345678"
_EC_KEY, _COMMON_NAME, _ORGANISATION = "1.2.840.10045.2.1", "2.5.4.3", "2.5.4.10"
_HALF: Final = 32


def sign(private: bytes, public: bytes, message: bytes) -> bytes:
    """Return the signature r and s, 32 octets each, by the usual signer's name."""
    return _flat(sm2_sign(private, public, message, SIGNER_ID))


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a signature, r and s of 32 octets each or as DER, is of this message and key."""
    try:
        flat = signature if len(signature) == 2 * _HALF else _flat(signature)
        wrapped = encode_dss_signature(int.from_bytes(flat[:_HALF], "big"), int.from_bytes(flat[_HALF:], "big"))
        return bool(sm2_verify(normalize_sm2_public_key(public), message, wrapped, SIGNER_ID))
    except (GmsslInnerError, OverflowError, ValueError):
        return False


def _flat(wrapped: bytes) -> bytes:
    return b"".join(each.to_bytes(_HALF, "big") for each in decode_dss_signature(wrapped))


def private_key_in(pkcs8: bytes) -> tuple[bytes, bytes] | None:
    """Return the private and public key of a PKCS#8 DER on the SM2 curve; nothing where it is of another kind."""
    content, _ = der.read(pkcs8, der.SEQUENCE)
    _, rest = der.read_whole(content)
    algorithm, rest = der.read(rest, der.SEQUENCE)
    if der.oid(CURVE) not in algorithm:
        return None
    wrapped, _ = der.read(rest, der.OCTET_STRING)
    inner, _ = der.read(wrapped, der.SEQUENCE)
    _, rest = der.read_whole(inner)
    private, rest = der.read(rest, der.OCTET_STRING)
    tag, public, _ = der.read_any(rest) if rest else (0, b"", b"")
    if tag != 0xA1:
        raise der.NotDer("the key file holds no public key; write it with one (openssl pkey)")
    point, _ = der.read(public, der.BIT_STRING)
    return private, bytes(normalize_sm2_public_key(point[1:]))


def public_key_in(spki: bytes) -> bytes | None:
    """Return the public key of a SubjectPublicKeyInfo on the SM2 curve; nothing where it is of another kind."""
    content, _ = der.read(spki, der.SEQUENCE)
    algorithm, rest = der.read(content, der.SEQUENCE)
    if der.oid(CURVE) not in algorithm:
        return None
    point, _ = der.read(rest, der.BIT_STRING)
    return bytes(normalize_sm2_public_key(point[1:]))


def new_key() -> tuple[bytes, bytes]:
    """Return a new private and public key."""
    public, private = sm2_key_generate()
    return private, public


def pkcs8_of(private: bytes, public: bytes) -> bytes:
    """Return a private key with its public key as PKCS#8 DER."""
    algorithm = der.sequence(der.oid(_EC_KEY), der.oid(CURVE))
    point = der.value(0xA1, der.bits(b"\x04" + public))
    inner = der.sequence(der.whole(1), der.value(der.OCTET_STRING, private), point)
    return der.sequence(der.whole(0), algorithm, der.value(der.OCTET_STRING, inner))


def self_signed(private: bytes, public: bytes, *, name: str, since: datetime, days: int) -> bytes:
    """Return a certificate of the key signed by itself, as DER."""
    algorithm = der.sequence(der.oid(SIGNATURE))
    holder = der.sequence(_part(_ORGANISATION, "Anlan"), _part(_COMMON_NAME, name))
    key = der.sequence(der.sequence(der.oid(_EC_KEY), der.oid(CURVE)), der.bits(b"\x04" + public))
    told = der.sequence(
        der.value(0xA0, der.whole(2)),
        der.whole(randbits(127)),
        algorithm,
        holder,
        der.sequence(_time(since), _time(since + timedelta(days=days))),
        holder,
        key,
    )
    wrapped = sm2_sign(private, public, told, SIGNER_ID)
    return der.sequence(told, algorithm, der.bits(wrapped))


def _part(kind: str, text: str) -> bytes:
    return der.value(der.SET, der.sequence(der.oid(kind), der.value(der.UTF8, text.encode())))


def _time(instant: datetime) -> bytes:
    return der.value(0x17, instant.strftime("%y%m%d%H%M%SZ").encode())
