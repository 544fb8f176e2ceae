"""Signing a document: an enveloped signature over all of it, as the last child of its root."""

from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, utils

from anlan.protocols.xml_signature import framing, keys, sm2, tree
from anlan.protocols.xml_signature.tree import DSIG, Refused

_BITS_384: Final = 384


def sign(raw: bytes, key: keys.SigningKey) -> bytes:
    """Return the document signed with the key, written in the one form in which any touched byte is found."""
    root = tree.parse(raw)
    if next(root.iter(f"{{{DSIG}}}Signature"), None) is not None:
        raise Refused("signed_already")
    method = method_of(key)
    digest_name = method.split("-")[1]
    content = tree.without_signature(root, "exclusive")
    framed = framing.frame(root, method, digest_name, tree.digest(digest_name, content))
    framing.close(framed, _mark(key, method, framed.message), key.certificate.raw)
    return tree.written(root)


def method_of(key: keys.SigningKey) -> str:
    """Return the algorithm that a key signs with."""
    if key.is_sm2:
        return "sm2-sm3"
    if isinstance(key.private, ec.EllipticCurvePrivateKey):
        return "ecdsa-sha384" if key.private.curve.key_size >= _BITS_384 else "ecdsa-sha256"
    return "rsa-sha256"


def _mark(key: keys.SigningKey, method: str, message: bytes) -> bytes:
    """Return the signature's value: for elliptic curves r and s side by side, each as long as the curve's order."""
    if key.is_sm2:
        return sm2.sign(key.private, key.certificate.sm2_key or b"", message)
    chosen = hashes.SHA384() if method.endswith("384") else hashes.SHA256()
    if not isinstance(key.private, ec.EllipticCurvePrivateKey):
        return bytes(key.private.sign(message, padding.PKCS1v15(), chosen))
    half = (key.private.curve.key_size + 7) // 8
    pair = utils.decode_dss_signature(key.private.sign(message, ec.ECDSA(chosen)))
    return b"".join(each.to_bytes(half, "big") for each in pair)
