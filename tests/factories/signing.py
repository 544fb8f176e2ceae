"""Keys that sign, made for a test and for nothing else."""

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from anlan.protocols.xml_signature import sm2
from anlan.protocols.xml_signature.keys import Certificate, SigningKey

SINCE = datetime(2020, 1, 1, tzinfo=UTC)
KINDS = ("rsa", "p256", "p384", "sm2")


@cache
def signing_key(kind: str, name: str = "a test") -> SigningKey:
    """Return a key of a kind with a certificate signed by itself, which holds for thirty years."""
    if kind == "sm2":
        private, public = sm2.new_key()
        raw = sm2.self_signed(private, public, name=name, since=SINCE, days=10_000)
        return SigningKey(private, Certificate(raw))
    curve = {"p256": ec.SECP256R1, "p384": ec.SECP384R1}
    private = ec.generate_private_key(curve[kind]()) if kind in curve else rsa.generate_private_key(65537, 2048)
    return SigningKey(private, certificate_of(private, name))


def certificate_of(private, name, *, by=None, issuer="", may_issue=True) -> Certificate:
    """Return a certificate of a key, signed by itself or by another."""
    holder, signer = _name(name), _name(issuer or name)
    draft = x509.CertificateBuilder(
        issuer_name=signer,
        subject_name=holder,
        public_key=private.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=SINCE,
        not_valid_after=SINCE + timedelta(days=10_000),
    ).add_extension(x509.BasicConstraints(ca=may_issue, path_length=None), critical=True)
    return Certificate(draft.sign(by or private, hashes.SHA256()).public_bytes(Encoding.DER))


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
