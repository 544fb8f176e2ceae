"""Signing keys and certificates as operators keep them: PEM files of RSA, ECDSA (P-256, P-384, P-521) or SM2."""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from gmssl_pyx import GmsslInnerError

from anlan.kernel.errors import AnlanError
from anlan.protocols.xml_signature import der, sm2

LEAST_RSA_BITS: Final = 2048
_PEM: Final = re.compile(rb"-----BEGIN ([A-Z ]+)-----\s+([A-Za-z0-9+/=\s]+?)-----END \1-----")


class UnusableKey(AnlanError):
    """A key or certificate cannot be used: ``reason``."""

    code = "xml_signature.unusable_key"
    message = "The key or certificate cannot be used: %(reason)s."


@dataclass(frozen=True)
class Certificate:
    """A certificate by its DER bytes."""

    raw: bytes

    @cached_property
    def parsed(self) -> x509.Certificate:
        """Return it parsed; what is no certificate is refused."""
        try:
            found = x509.load_der_x509_certificate(self.raw)
            _ = (found.subject.rfc4514_string(), found.issuer, found.not_valid_before_utc, found.not_valid_after_utc)
        except (ValueError, TypeError, x509.InvalidVersion, UnsupportedAlgorithm) as error:
            raise UnusableKey(reason="no readable X.509 certificate") from error
        return found

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of its bytes."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def subject(self) -> str:
        """Return whose it is."""
        return self.parsed.subject.rfc4514_string()

    def holds_at(self, instant: datetime) -> bool:
        """Tell whether it is valid at an instant."""
        return self.parsed.not_valid_before_utc <= instant.astimezone(UTC) <= self.parsed.not_valid_after_utc

    @cached_property
    def sm2_key(self) -> bytes | None:
        """Return its public key where it is an SM2 key."""
        try:
            return sm2.public_key_in(_key_info_of(self.parsed.tbs_certificate_bytes))
        except (der.NotDer, GmsslInnerError) as error:
            raise UnusableKey(reason="its public key is unreadable") from error

    @cached_property
    def public_key(self) -> Any:
        """Return its RSA or ECDSA public key; a weak or unknown one is refused."""
        try:
            key = self.parsed.public_key()
        except (UnsupportedAlgorithm, ValueError) as error:
            raise UnusableKey(reason="a kind of key that is not supported") from error
        if isinstance(key, rsa.RSAPublicKey) and key.key_size < LEAST_RSA_BITS:
            raise UnusableKey(reason=f"an RSA key of {key.key_size} bits; at least {LEAST_RSA_BITS}")
        if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
            raise UnusableKey(reason="a kind of key that is not supported")
        return key

    def is_signed_by(self, issuer: "Certificate") -> bool:
        """Tell whether another certificate, which may issue certificates, signed this one."""
        if self.parsed.issuer != issuer.parsed.subject or not _may_issue(issuer.parsed):
            return False
        if issuer.sm2_key is not None:
            return sm2.verify(issuer.sm2_key, self.parsed.tbs_certificate_bytes, self.parsed.signature)
        try:
            self.parsed.verify_directly_issued_by(issuer.parsed)
        except (InvalidSignature, TypeError, ValueError, UnsupportedAlgorithm):
            return False
        return True


def _may_issue(parsed: x509.Certificate) -> bool:
    try:
        return bool(parsed.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except (x509.ExtensionNotFound, ValueError):
        return False


def _key_info_of(told: bytes) -> bytes:
    """Return the SubjectPublicKeyInfo of a certificate's signed part: the seventh field after the version."""
    rest, _ = der.read(told, der.SEQUENCE)
    if rest[:1] == b"\xa0":
        _, _, rest = der.read_any(rest)
    for _ in range(5):
        _, _, rest = der.read_any(rest)
    content, _ = der.read(rest, der.SEQUENCE)
    return der.value(der.SEQUENCE, content)


@dataclass(frozen=True)
class SigningKey:
    """A private key with its certificate. ``private`` is an RSA or ECDSA key, or the 32 octets of an SM2 key."""

    private: Any
    certificate: Certificate

    @property
    def is_sm2(self) -> bool:
        """Tell whether it signs with SM2."""
        return isinstance(self.private, bytes)


def certificates_in(pem: bytes) -> tuple[Certificate, ...]:
    """Return the certificates of a PEM file in their order."""
    return tuple(Certificate(raw) for kind, raw in _parts(pem) if kind == "CERTIFICATE")


def key_in(key_pem: bytes, certificate_pem: bytes) -> SigningKey:
    """Return the key of a PEM file with its certificate; refuse what does not belong together."""
    found = certificates_in(certificate_pem)
    keys = [raw for kind, raw in _parts(key_pem) if kind == "PRIVATE KEY"]
    if not found or len(keys) != 1:
        raise UnusableKey(reason="one PRIVATE KEY (PKCS#8, not encrypted) and a CERTIFICATE are needed, as PEM")
    certificate = found[0]
    try:
        pair = sm2.private_key_in(keys[0])
        if pair is not None:
            private, public = pair
            if certificate.sm2_key != public:
                raise UnusableKey(reason="the certificate is not of this key")
            return SigningKey(private, certificate)
        key = serialization.load_der_private_key(keys[0], None)
    except (der.NotDer, GmsslInnerError, ValueError, UnsupportedAlgorithm, TypeError) as error:
        raise UnusableKey(reason=str(error) or "the private key is unreadable") from error
    if key.public_key() != certificate.public_key:
        raise UnusableKey(reason="the certificate is not of this key")
    return SigningKey(key, certificate)


def _parts(pem: bytes) -> list[tuple[str, bytes]]:
    try:
        return [(kind.decode(), base64.b64decode(body)) for kind, body in _PEM.findall(pem)]
    except ValueError as error:
        raise UnusableKey(reason="the PEM text is damaged") from error


def pem_of(kind: str, raw: bytes) -> bytes:
    """Return DER bytes as PEM text."""
    body = base64.encodebytes(raw).replace(b"\n", b"")
    lines = [body[start : start + 64] for start in range(0, len(body), 64)]
    head, foot = f"-----BEGIN {kind}-----".encode(), f"-----END {kind}-----".encode()
    return b"\n".join((head, *lines, foot, b""))
