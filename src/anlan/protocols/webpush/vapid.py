"""The application server's identity towards a push service (RFC 8292): a short JWT signed with ES256."""

import base64
import json
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

_HEADER: Final = {"typ": "JWT", "alg": "ES256"}


def b64(raw: bytes) -> str:
    """Return base64url without padding, as all of Web Push writes it."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Read base64url with or without padding; raise ``ValueError`` where it is none."""
    raw = text.encode("ascii").rstrip(b"=")
    return base64.b64decode(raw + b"=" * (-len(raw) % 4), altchars=b"-_", validate=True)


def new_key() -> bytes:
    """Return a new private key as PEM."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_key(pem: bytes) -> str:
    """Return the public key as browsers take it (``applicationServerKey``)."""
    point = (
        _private(pem)
        .public_key()
        .public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    )
    return b64(point)


def authorization(pem: bytes, endpoint: str, *, contact: str, expires: datetime) -> str:
    """Return the ``Authorization`` header for a message to ``endpoint``; ``expires`` at most 24 hours ahead."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int(expires.timestamp()), "sub": contact}
    signed = ".".join(b64(json.dumps(part, separators=(",", ":")).encode()) for part in (_HEADER, claims))
    r, s = decode_dss_signature(_private(pem).sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={signed}.{b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}, k={public_key(pem)}"


def _private(pem: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("the VAPID key is no elliptic-curve key")
    return key
