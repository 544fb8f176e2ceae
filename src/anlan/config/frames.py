"""Frames one to a line, in hexadecimal digits or as they are, for ``anlan decode``."""

import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any, BinaryIO, Final

from anlan.protocols.framing import FrameError

PROTOCOLS: Final = ("sl651", "hj212", "gbt26875", "jt808")
MOST_LINE: Final = 65536
# What a frame begins with when it stands on the line as it is.
_STARTS: Final = {"sl651": (b"\x01", b"\x7e\x7e"), "hj212": (b"##",), "gbt26875": (b"@@",), "jt808": (b"\x7e",)}
_TEXT_PROTOCOLS: Final = frozenset({"sl651", "hj212"})
_FILLING: Final = re.compile(rb"0[xX](?=[0-9A-Fa-f])|[\s,]+|\\x(?=[0-9A-Fa-f])")
_NOT_HEX: Final = re.compile(rb"[^0-9A-Fa-f]")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class NotReadable(FrameError):
    """The line holds no frame at all; ``offset`` is that of the character in the line."""


def protocol(name: str) -> ModuleType:
    """Return the codec of that name; only the one that is asked for is loaded."""
    return import_module(f"anlan.protocols.{name}")


def lines(file: BinaryIO) -> Iterator[bytes]:
    """Return every line that is not blank, without its end; one that is too long comes cut just beyond the limit."""
    is_first = True
    while line := file.readline(MOST_LINE + 1):
        if len(line) > MOST_LINE and not line.endswith(b"\n"):
            _skip_line(file)
        line = line.removeprefix(_BYTE_ORDER_MARK) if is_first else line
        is_first = False
        line = line.removesuffix(b"\n").removesuffix(b"\r")
        if line.strip():
            yield line


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(MOST_LINE)) and not rest.endswith(b"\n"):
        pass


def outcome(codec: ModuleType, line: bytes) -> dict[str, Any]:
    """Return what the codec says of a line: ``ok``, ``error`` and ``fields``."""
    frame = None
    try:
        frame = frame_of(line, codec.__name__.rpartition(".")[2])
        return {"ok": True, "error": None, "fields": codec.fields(codec.decode(frame))}
    except FrameError as refused:
        error = {"code": refused.code, "offset": refused.offset, "detail": refused.detail}
        return {"ok": False, "error": error, "fields": None if frame is None else codec.salvage(frame)}


def frame_of(line: bytes, name: str) -> bytes:
    """Return the bytes of the frame on a line; raise ``NotReadable`` where it holds none."""
    if len(line) > MOST_LINE:
        raise NotReadable("length", MOST_LINE, f"the line has more than {MOST_LINE} bytes")
    starts = _STARTS[name]
    if line.lstrip(b" \t").startswith(starts):
        return line.lstrip(b" \t")
    digits = _FILLING.sub(b"", line)
    wrong = _NOT_HEX.search(digits)
    if wrong is None and len(digits) % 2 == 0:
        return bytes.fromhex(digits.decode("ascii"))
    if name in _TEXT_PROTOCOLS and not digits.lower().startswith(tuple(each.hex().encode() for each in starts)):
        return line
    if wrong is None:
        raise NotReadable("hex", len(line), f"{len(digits)} hexadecimal digits make no whole bytes")
    at = line.find(wrong[0], wrong.start())
    raise NotReadable("hex", at, f"{wrong[0]!r} is no hexadecimal digit")
