"""XML as signatures see it: parsed safely, made canonical, and the parts of a signature by name."""

import base64
import binascii
import hashlib
from typing import Any, Final

from lxml import etree

from anlan.protocols import safe_xml

DSIG: Final = "http://www.w3.org/2000/09/xmldsig#"
ENVELOPED: Final = DSIG + "enveloped-signature"
LIMIT_BYTES: Final = 2 * 1024 * 1024
_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'


class Refused(ValueError):
    """The document cannot be signed or verified: a code, and what was found."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail


def parse(raw: bytes) -> Any:
    """Return the root; nothing is expanded, fetched or read beyond the limit."""
    try:
        root = safe_xml.parse(raw, LIMIT_BYTES, keeps_comments=True)
    except safe_xml.XmlRefused as refused:
        raise Refused(refused.code, refused.detail) from refused
    if any(not isinstance(each.tag, str) for each in root.iter()):
        raise Refused("comment_or_instruction_inside", "what a reader may see otherwise than the signer")
    return root


def canonical(element: Any, form: str) -> bytes:
    """Return an element in canonical form, ``exclusive`` or ``inclusive``, without comments."""
    return bytes(etree.tostring(element, method="c14n", exclusive=form == "exclusive", with_comments=False))


def without_signature(root: Any, form: str) -> bytes:
    """Return the canonical document as the enveloped-signature transform leaves it: what the signature vouches for."""
    return canonical(unsigned_twin(root), form)


def unsigned_twin(root: Any) -> Any:
    """Return a copy of the document without its signature."""
    twin = etree.fromstring(etree.tostring(root))
    for each in twin.findall(f"{{{DSIG}}}Signature"):
        _remove(twin, each)
    return twin


def _remove(parent: Any, child: Any) -> None:
    """Take a child out and leave the text that follows it."""
    if child.tail:
        before = child.getprevious()
        if before is None:
            parent.text = (parent.text or "") + child.tail
        else:
            before.tail = (before.tail or "") + child.tail
        child.tail = None
    parent.remove(child)


def written(root: Any) -> bytes:
    """Return the one way in which this platform writes a signed document: any other bytes were touched."""
    return _DECLARATION + bytes(etree.tostring(root, method="c14n", exclusive=False, with_comments=True))


def digest(name: str, content: bytes) -> bytes:
    """Return the digest by its name: sha256, sha384, sha512 or sm3."""
    return hashlib.new(name, content).digest()


def only(parent: Any, name: str) -> Any:
    """Return the one child of a signature's part that has this name."""
    found = parent.findall(f"{{{DSIG}}}{name}")
    if len(found) != 1:
        raise Refused("malformed_signature", f"{len(found)} elements {name}, where 1 is expected")
    return found[0]


def octets_in(element: Any) -> bytes:
    """Return the octets of a Base64 text; other characters than white space are refused."""
    try:
        return base64.b64decode("".join((element.text or "").split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("malformed_signature", "Base64") from error
