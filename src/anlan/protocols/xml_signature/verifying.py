"""Verifying a signed document: the whole of it, one signature, a known shape, a trusted signer, and nothing else."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from lxml import etree

from anlan.kernel.errors import AnlanError
from anlan.protocols.xml_signature import framing, sm2, table, tree
from anlan.protocols.xml_signature.keys import Certificate
from anlan.protocols.xml_signature.tree import DSIG, Refused

_HASHES: Final[dict[str, Callable[[], hashes.HashAlgorithm]]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_PARTS: Final = frozenset({"SignedInfo", "SignatureValue", "KeyInfo"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: a stable code, and the detail."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a signature is worth.

    ``is_intact``: the document is what the holder of the certificate in it signed. ``valid``: that, and he is trusted
    and his certificate holds. ``is_exact``: the bytes stand in the one form in which this platform writes; a stranger's
    may differ and be intact. ``digest`` is of what was signed, in hexadecimal.
    """

    is_signed: bool
    is_intact: bool
    valid: bool
    is_exact: bool
    signer: str = ""
    fingerprint: str = ""
    algorithm: str = ""
    digest: str = ""
    errors: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Claim:
    """A signature of the one allowed shape, not yet believed."""

    told: Any
    canonical: str
    method: str
    digest_name: str
    digest_value: bytes
    content_form: str
    mark: bytes
    certificate: Certificate


def verify(raw: bytes, trusted: Sequence[Certificate], *, at: datetime | None = None, exactly: bool = False) -> Verdict:
    """Return what the signature of a document is worth; ``trusted`` are signers, or those who certify them.

    ``at``: when the certificate must hold. ``exactly``: bytes in another form than this platform's are an error too.
    """
    try:
        root = tree.parse(raw)
        signature = _signature_of(root)
        if signature is None:
            return _unsigned(Finding("unsigned"))
        claim = _claim_of(signature)
    except Refused as error:
        return _unsigned(Finding(error.code, error.detail), is_signed=b"Signature" in raw)
    except AnlanError as error:
        return _unsigned(Finding("certificate_unusable", str(error.data.get("reason", ""))), is_signed=True)
    content = tree.without_signature(root, claim.content_form)
    broken = tuple(_broken(claim, content))
    is_exact = _as_written(root, claim) == raw
    doubts = tuple(_doubts(claim.certificate, trusted, at))
    if exactly and not is_exact:
        doubts += (Finding("not_as_written", "the bytes differ from the form in which they were signed"),)
    return Verdict(
        is_signed=True,
        is_intact=not broken,
        valid=not broken and not doubts,
        is_exact=is_exact,
        signer=claim.certificate.subject,
        fingerprint=claim.certificate.fingerprint,
        algorithm=claim.method,
        digest=tree.digest(claim.digest_name, content).hex(),
        errors=broken + doubts,
    )


def _unsigned(finding: Finding, *, is_signed: bool = False) -> Verdict:
    return Verdict(is_signed=is_signed, is_intact=False, valid=False, is_exact=False, errors=(finding,))


def _signature_of(root: Any) -> Any:
    """Return the one signature, a child of the root; wrapping it elsewhere or adding another is refused."""
    found = list(root.iter(f"{{{DSIG}}}Signature"))
    if not found:
        return None
    if len(found) > 1:
        raise Refused("several_signatures", str(len(found)))
    if found[0].getparent() is not root:
        raise Refused("signature_not_at_the_root", "it vouches for another element than the document")
    return found[0]


def _claim_of(signature: Any) -> _Claim:
    """Return the claim of a signature of the allowed shape; any other shape is refused by what is wrong."""
    strange = [each.tag for each in signature if etree.QName(each).localname not in _PARTS]
    if strange or set(signature.attrib) - {"Id"}:
        raise Refused("malformed_signature", f"{(strange or list(signature.attrib))[0]} is not allowed")
    told = tree.only(signature, "SignedInfo")
    reference = tree.only(told, "Reference")
    if reference.get("URI") != "":
        raise Refused("reference_not_whole_document", str(reference.get("URI")))
    method = table.name_of("signature", _algorithm(told, "SignatureMethod"))
    digest_name = table.name_of("digest", _algorithm(reference, "DigestMethod"))
    if not method.endswith(digest_name):
        raise Refused("algorithms_do_not_match", f"{method} {digest_name}")
    return _Claim(
        told=told,
        canonical=table.name_of("canonical", _algorithm(told, "CanonicalizationMethod")),
        method=method,
        digest_name=digest_name,
        digest_value=tree.octets_in(tree.only(reference, "DigestValue")),
        content_form=_content_form(tree.only(reference, "Transforms")),
        mark=tree.octets_in(tree.only(signature, "SignatureValue")),
        certificate=_certificate_of(tree.only(signature, "KeyInfo")),
    )


def _algorithm(parent: Any, name: str) -> str:
    element = tree.only(parent, name)
    if len(element):
        raise Refused("malformed_signature", f"{name} has parameters")
    return str(element.get("Algorithm", ""))


def _content_form(transforms: Any) -> str:
    """Return how the content is made canonical; anything but the enveloped signature before it is refused."""
    uris = [str(each.get("Algorithm", "")) for each in transforms]
    if not 1 <= len(uris) <= 2 or uris[0] != tree.ENVELOPED or any(len(each) for each in transforms):
        raise Refused("transform_not_allowed", " ".join(uris))
    return table.name_of("canonical", uris[1]) if len(uris) == 2 else "inclusive"


def _certificate_of(info: Any) -> Certificate:
    found = info.findall(f"{{{DSIG}}}X509Data/{{{DSIG}}}X509Certificate")
    if not found or len(info) != 1:
        raise Refused("no_certificate", "KeyInfo must hold an X.509 certificate and nothing else")
    certificate = Certificate(tree.octets_in(found[0]))
    _ = certificate.parsed
    return certificate


def _broken(claim: _Claim, content: bytes) -> Iterator[Finding]:
    """Yield what shows that the document is not what was signed."""
    if tree.digest(claim.digest_name, content) != claim.digest_value:
        yield Finding("digest_differs", "the document was changed after it was signed")
    if not _is_of_key(claim, tree.canonical(claim.told, claim.canonical)):
        yield Finding("signature_wrong", "the signature is not of this content and certificate")


def _is_of_key(claim: _Claim, message: bytes) -> bool:
    kind, digest_name = claim.method.split("-")
    try:
        if kind == "sm2":
            point = claim.certificate.sm2_key
            return point is not None and sm2.verify(point, message, claim.mark)
        key = claim.certificate.public_key
        chosen = _HASHES[digest_name]()
        if kind == "rsa" and isinstance(key, rsa.RSAPublicKey):
            key.verify(claim.mark, message, padding.PKCS1v15(), chosen)
        elif kind == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
            half = (key.curve.key_size + 7) // 8
            if len(claim.mark) != 2 * half:
                return False
            pair = (int.from_bytes(claim.mark[:half], "big"), int.from_bytes(claim.mark[half:], "big"))
            key.verify(utils.encode_dss_signature(*pair), message, ec.ECDSA(chosen))
        else:
            return False
    except (InvalidSignature, AnlanError, ValueError):
        return False
    return True


def _as_written(root: Any, claim: _Claim) -> bytes:
    """Return the document with this very signature as this platform writes it."""
    twin = tree.unsigned_twin(root)
    framed = framing.frame(twin, claim.method, claim.digest_name, claim.digest_value)
    framing.close(framed, claim.mark, claim.certificate.raw)
    return tree.written(twin)


def _doubts(certificate: Certificate, trusted: Sequence[Certificate], at: datetime | None) -> Iterator[Finding]:
    """Yield why the signer is not believed though the document may be intact."""
    if not any(certificate.raw == each.raw or _is_certified(certificate, each) for each in trusted):
        yield Finding("signer_not_trusted", certificate.subject)
    if at is not None and not certificate.holds_at(at):
        yield Finding("certificate_not_in_force", at.isoformat(timespec="seconds"))


def _is_certified(certificate: Certificate, issuer: Certificate) -> bool:
    try:
        return certificate.is_signed_by(issuer)
    except AnlanError:
        return False
