"""What the XML signature of a sent message is worth now."""

from dataclasses import dataclass

from anlan.protocols.xml_signature.verifying import verify
from anlan.public_warnings.domain.worth import Worth
from anlan.public_warnings.selectors.transmissions import TransmissionRow
from anlan.support.signing_key import trusted_signers


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureMark:
    """The mark that a page shows beside the seal."""

    worth: Worth
    algorithm: str = ""
    signer: str = ""
    digest: str = ""
    reason: str = ""


def signature_mark(sent: TransmissionRow) -> SignatureMark:
    """Return what the signature of a transmission is worth: verified anew, byte by byte."""
    verdict = verify(sent.cap_xml, trusted_signers(), exactly=True)
    if not verdict.is_signed and not sent.xml_signature:
        return SignatureMark(worth=Worth.UNSIGNED)
    is_whole = verdict.is_intact and verdict.is_exact
    worth = Worth.VALID if verdict.valid else Worth.INTACT if is_whole else Worth.BROKEN
    return SignatureMark(
        worth=worth,
        algorithm=verdict.algorithm or sent.xml_signature.get("algorithm", ""),
        signer=verdict.signer or sent.xml_signature.get("signer", ""),
        digest=verdict.digest,
        reason=verdict.errors[0].code if verdict.errors else "",
    )
