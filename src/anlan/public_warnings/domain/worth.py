"""What an XML signature is worth."""

from enum import StrEnum

from anlan.protocols.xml_signature.verifying import Verdict


class Worth(StrEnum):
    """Valid by a trusted signer; intact by one who is not trusted (any more); broken; or never signed."""

    VALID = "valid"
    INTACT = "intact"
    BROKEN = "broken"
    UNSIGNED = "unsigned"


def worth_of(verdict: Verdict) -> Worth:
    """Return what the signature of another's document is worth; in which form he writes does not matter."""
    if not verdict.is_signed:
        return Worth.UNSIGNED
    if not verdict.is_intact:
        return Worth.BROKEN
    return Worth.VALID if verdict.valid else Worth.INTACT
