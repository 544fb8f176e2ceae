"""The little of ASN.1 DER that keys, certificates and SM2 signatures need: values in, values out, nothing guessed."""

from typing import Final

INTEGER, BIT_STRING, OCTET_STRING, NULL, OID, UTF8, SEQUENCE, SET = 0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x30, 0x31
_SHORT: Final = 0x80


class NotDer(ValueError):
    """The bytes are no DER of the shape that is expected."""


def value(tag: int, content: bytes) -> bytes:
    """Return one value with its tag and length."""
    size = len(content)
    if size < _SHORT:
        return bytes((tag, size)) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, _SHORT | len(octets))) + octets + content


def sequence(*parts: bytes) -> bytes:
    """Return a sequence of values."""
    return value(SEQUENCE, b"".join(parts))


def whole(number: int) -> bytes:
    """Return an integer that is not negative."""
    return value(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def bits(content: bytes) -> bytes:
    """Return a bit string of whole octets."""
    return value(BIT_STRING, b"\x00" + content)


def oid(dotted: str) -> bytes:
    """Return an object identifier."""
    first, second, *rest = (int(each) for each in dotted.split("."))
    return value(OID, b"".join(_base_128(each) for each in (first * 40 + second, *rest)))


def _base_128(number: int) -> bytes:
    octets = [number & 0x7F]
    while number := number >> 7:
        octets.append(number & 0x7F | 0x80)
    return bytes(reversed(octets))


def read(raw: bytes, tag: int) -> tuple[bytes, bytes]:
    """Return the content of the value at the start, which has ``tag``, and what follows it."""
    found, content, rest = read_any(raw)
    if found != tag:
        raise NotDer(f"tag {found:#x} where {tag:#x} is expected")
    return content, rest


def read_any(raw: bytes) -> tuple[int, bytes, bytes]:
    """Return tag and content of the value at the start, and what follows it."""
    if len(raw) < 2:
        raise NotDer("it ends too early")
    tag, size, start = raw[0], raw[1], 2
    if size & _SHORT:
        start = 2 + (size & 0x7F)
        if size == _SHORT or start > len(raw) or start > 6:
            raise NotDer("a length is unreadable")
        size = int.from_bytes(raw[2:start], "big")
    if start + size > len(raw):
        raise NotDer("it ends too early")
    return tag, raw[start : start + size], raw[start + size :]


def read_whole(raw: bytes) -> tuple[int, bytes]:
    """Return the integer at the start, and what follows it; one that is negative or padded is refused."""
    content, rest = read(raw, INTEGER)
    if not content or content[0] & 0x80 or (len(content) > 1 and content[0] == 0 and not content[1] & 0x80):
        raise NotDer("an integer is negative or padded")
    return int.from_bytes(content, "big"), rest
