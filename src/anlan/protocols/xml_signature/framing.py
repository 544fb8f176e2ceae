"""The one shape of a signature that this platform writes: an enveloped signature, last child of the document's root."""

import base64
from dataclasses import dataclass
from typing import Any

from lxml import etree

from anlan.protocols.xml_signature import table, tree
from anlan.protocols.xml_signature.tree import DSIG


@dataclass(frozen=True, slots=True)
class Frame:
    """A signature that was put on a document and lacks its value; ``message`` is what the key signs."""

    element: Any
    message: bytes


def frame(root: Any, method: str, digest_name: str, digest_value: bytes) -> Frame:
    """Put a signature's frame at the end of the root."""
    signature = etree.SubElement(root, f"{{{DSIG}}}Signature", nsmap={None: DSIG})
    told = _put(signature, "SignedInfo")
    _put(told, "CanonicalizationMethod", Algorithm=table.uri_of("canonical", "exclusive"))
    _put(told, "SignatureMethod", Algorithm=table.uri_of("signature", method))
    reference = _put(told, "Reference", URI="")
    transforms = _put(reference, "Transforms")
    _put(transforms, "Transform", Algorithm=tree.ENVELOPED)
    _put(transforms, "Transform", Algorithm=table.uri_of("canonical", "exclusive"))
    _put(reference, "DigestMethod", Algorithm=table.uri_of("digest", digest_name))
    _put(reference, "DigestValue").text = _base64(digest_value)
    return Frame(signature, tree.canonical(told, "exclusive"))


def close(framed: Frame, mark: bytes, certificate: bytes) -> None:
    """Put the signature's value and the signer's certificate into its frame."""
    _put(framed.element, "SignatureValue").text = _base64(mark)
    holder = _put(_put(framed.element, "KeyInfo"), "X509Data")
    _put(holder, "X509Certificate").text = _base64(certificate)


def _put(parent: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{DSIG}}}{name}", attributes)


def _base64(octets: bytes) -> str:
    return base64.b64encode(octets).decode()
