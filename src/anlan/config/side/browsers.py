"""A simulated push service with its browsers: it checks the server's token, the browser decrypts what arrives."""

import json
import os
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from anlan.config.side.gateways import Answer, Asked
from anlan.config.side.store import Received
from anlan.kernel.clock import real_now
from anlan.protocols import webpush
from anlan.protocols.webpush import b64, unb64

_LONGEST: Final = 4096
_TOKEN_SECONDS: Final = 24 * 3600


class Browser:
    """One browser with its keys, as it would subscribe."""

    def __init__(self, number: int) -> None:
        self._key, self._secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.path = f"/push/{number}"
        self.is_gone = False

    @property
    def p256dh(self) -> str:
        """Return the browser's public key."""
        encoding, form = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        return b64(self._key.public_key().public_bytes(encoding, form))

    @property
    def auth(self) -> str:
        """Return the browser's secret."""
        return b64(self._secret)

    def read(self, body: bytes) -> dict[str, object]:
        """Return what a message says."""
        found: dict[str, object] = json.loads(webpush.decrypt(body, receiver=self._key, secret=self._secret))
        return found


class PushService:
    """``/push/NUMBER``: the address of each browser; what they read is kept."""

    def __init__(self, received: Received) -> None:
        self._received = received
        self._browsers: dict[str, Browser] = {}
        self._count = 0

    def new_browser(self) -> Browser:
        """Return a browser that this service knows."""
        browser = Browser(len(self._browsers) + 1)
        self._browsers[browser.path] = browser
        return browser

    def part(self, asked: Asked) -> Answer:
        """Take one message for a browser, or say why not as RFC 8030 does."""
        browser = self._browsers.get(asked.path)
        if browser is None:
            return Answer(404)
        if browser.is_gone:
            return Answer(410)
        if not _is_allowed(asked.headers):
            return Answer(403)
        if len(asked.body) > _LONGEST:
            return Answer(413)
        if asked.headers.get("content-encoding") != "aes128gcm" or not asked.headers.get("ttl", "").isdigit():
            return Answer(400)
        self._count += 1
        told = {name: asked.headers.get(name, "") for name in ("ttl", "urgency")}
        self._received.take(f"{self._count}", {"browser": browser.path, **told, **browser.read(asked.body)})
        return Answer(201, b"", Location=f"/receipts/{self._count}")


def _is_allowed(headers: dict[str, str]) -> bool:
    """Tell whether the token is signed by the key beside it and meant for this service, now."""
    scheme, _, rest = headers.get("authorization", "").partition(" ")
    fields = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
    try:
        head, claims, signature = fields["t"].split(".")
        raw, point = unb64(signature), unb64(fields["k"])
        der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        key.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
        said = json.loads(unb64(claims))
    except (KeyError, ValueError, InvalidSignature):
        return False
    left = said["exp"] - real_now().timestamp()
    audience = f"http://{headers.get('host')}"
    return scheme == "vapid" and said["aud"] == audience and 0 < left <= _TOKEN_SECONDS and bool(said["sub"])
