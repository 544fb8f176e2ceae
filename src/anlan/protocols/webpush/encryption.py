"""One record of ``aes128gcm`` (RFC 8188) under a key that only the browser can derive (RFC 8291)."""

import os
import struct
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD_SIZE: Final = 4096
# A push service need not take more than 4096 bytes (RFC 8030, 7.2): header 86, tag 16, delimiter 1.
LONGEST_TEXT: Final = 4096 - 86 - 16 - 1
_SALT, _HEAD, _POINT, _AUTH = 16, 21, 65, 16
_LAST_RECORD: Final = b"\x02"


class PushKeyError(Exception):
    """A subscription's key or secret, or an encrypted message, is not what the standard says."""


def encrypt(
    text: bytes,
    *,
    receiver: bytes,
    secret: bytes,
    salt: bytes | None = None,
    sender: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """Return the body for the push service; ``receiver`` is the browser's point, ``secret`` its 16 bytes.

    Salt and sender's key are new for each message; only a test names them.
    """
    if len(text) > LONGEST_TEXT:
        raise PushKeyError(f"{len(text)} bytes are more than {LONGEST_TEXT}")
    if len(secret) != _AUTH:
        raise PushKeyError(f"the secret has {len(secret)} bytes, not {_AUTH}")
    salt = salt or os.urandom(_SALT)
    sender = sender or ec.generate_private_key(ec.SECP256R1())
    point = _bytes(sender.public_key())
    shared = sender.exchange(ec.ECDH(), _point(receiver))
    key, nonce = _key_and_nonce(shared, secret, salt, receiver, point)
    sealed = AESGCM(key).encrypt(nonce, text + _LAST_RECORD, None)
    return salt + struct.pack(">IB", RECORD_SIZE, len(point)) + point + sealed


def decrypt(body: bytes, *, receiver: ec.EllipticCurvePrivateKey, secret: bytes) -> bytes:
    """Return the text as the browser reads it; raise ``PushKeyError`` if it was not encrypted for this browser."""
    if len(body) < _HEAD + _POINT:
        raise PushKeyError("the body is shorter than its header")
    salt, length = body[:_SALT], body[_HEAD - 1]
    point, sealed = body[_HEAD : _HEAD + length], body[_HEAD + length :]
    shared = receiver.exchange(ec.ECDH(), _point(point))
    key, nonce = _key_and_nonce(shared, secret, salt, _bytes(receiver.public_key()), point)
    try:
        padded = AESGCM(key).decrypt(nonce, sealed, None)
    except InvalidTag as error:
        raise PushKeyError("the body was not encrypted for this key") from error
    text, mark, _ = padded.rpartition(_LAST_RECORD)
    if not mark:
        raise PushKeyError("the last record has no delimiter")
    return text


def _key_and_nonce(shared: bytes, secret: bytes, salt: bytes, receiver: bytes, sender: bytes) -> tuple[bytes, bytes]:
    info = b"WebPush: info\0" + receiver + sender
    material = _derive(shared, secret, info, 32)
    key = _derive(material, salt, b"Content-Encoding: aes128gcm\0", 16)
    return key, _derive(material, salt, b"Content-Encoding: nonce\0", 12)


def _derive(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(material)


def _point(raw: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError as error:
        raise PushKeyError("the key is no point of P-256") from error


def _bytes(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
