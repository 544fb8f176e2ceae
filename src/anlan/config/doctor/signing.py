"""The key that signs what is sent to the public, and the partners whose signatures are believed."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from anlan.config.doctor.finding import Finding
from anlan.config.parts.signing import NAME
from anlan.kernel.errors import AnlanError
from anlan.protocols.xml_signature.keys import Certificate, certificates_in, key_in

_PART: Final = "signing key"
_ADVICE: Final = "set ANLAN_SIGNING_KEY and ANLAN_SIGNING_CERTIFICATE; see docs/operations/signing.md"
_ENDS_SOON: Final = timedelta(days=30)
_OTHERS: Final = 0o077


def look(options: Mapping[str, Any], now: datetime) -> Iterator[Finding]:
    """Yield a finding for the platform's key and one for the partners' certificates."""
    yield own_key(options["ANLAN_SIGNING_KEY"], options["ANLAN_SIGNING_CERTIFICATE"], now)
    if options["ANLAN_TRUSTED_SIGNERS"]:
        yield _partners(options["ANLAN_TRUSTED_SIGNERS"])


def own_key(key_file: Path, certificate_file: Path, now: datetime) -> Finding:
    """Judge the key and its certificate."""
    try:
        certificate = key_in(key_file.read_bytes(), certificate_file.read_bytes()).certificate
        mode = key_file.stat().st_mode
    except FileNotFoundError as error:
        return Finding(_PART, False, f"{error.filename} is not there: messages go out unsigned", _ADVICE)
    except (OSError, AnlanError) as error:
        return Finding(_PART, False, f"{error}: messages go out unsigned", _ADVICE)
    if mode & _OTHERS:
        return Finding(_PART, False, f"others can read {key_file}", f"chmod 600 {key_file}")
    return _certificate(certificate, now)


def _certificate(certificate: Certificate, now: datetime) -> Finding:
    ends = certificate.parsed.not_valid_after_utc
    says = f"{'SM2' if certificate.sm2_key else 'RSA or ECDSA'}, {certificate.subject}, until {ends:%Y-%m-%d}"
    if not certificate.holds_at(now) or ends - now < _ENDS_SOON:
        return Finding(_PART, False, says, "have the certificate renewed and set it; see docs/operations/signing.md")
    if NAME in certificate.subject:
        says += "; partners cannot trust it until you set your own"
    return Finding(_PART, True, says)


def _partners(path: Path) -> Finding:
    part = "partners' certificates"
    try:
        found = certificates_in(path.read_bytes())
    except (OSError, AnlanError) as error:
        return Finding(part, False, str(error), "correct ANLAN_TRUSTED_SIGNERS")
    return Finding(part, bool(found), f"{len(found)} in {path}", "put PEM certificates into the file")
