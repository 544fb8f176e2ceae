"""In which encoding a text is: by its mark, by its bytes, and never by a guess that hides damage.

Chinese office programs save UTF-8 with and without a mark, UTF-16, GB18030 (GBK and GB 2312 are parts of it) and, from
Taiwan and Hong Kong, Big5. Latin-1 fits any bytes and is therefore never tried. A last character that was cut off is
read as a replacement character and told of; two encodings in one file are refused with the line where it turns.
"""

import codecs
from dataclasses import dataclass
from typing import Final

from anlan.protocols.spreadsheet.errors import MixedEncodings, NotATable, UnknownEncoding

ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5")
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CODEC: Final = {"big5": "cp950"}
_SAMPLE: Final = 200_000
_CLEARLY: Final = 0.2


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, in which encoding it was, and where its last character was cut off (-1: it was not)."""

    text: str
    encoding: str
    cut_at: int = -1


def decode(raw: bytes, encoding: str = "") -> Decoded:
    """Return the text of ``raw``, in the given encoding or the one that its bytes show."""
    for mark, marked in _MARKS:
        if raw.startswith(mark) and encoding in ("", marked):
            body, shift = raw[len(mark) :], len(mark)
            return _strict(body, marked, shift)
    if encoding:
        return _strict(raw, encoding, 0)
    wide = _wide(raw)
    if wide:
        return _strict(raw, wide, 0)
    if b"\0" in raw[:_SAMPLE]:
        raise NotATable
    return _narrow(raw)


def _strict(raw: bytes, encoding: str, shift: int) -> Decoded:
    try:
        return Decoded(raw.decode(_CODEC.get(encoding, encoding)), encoding)
    except UnicodeDecodeError as error:
        if _is_cut(error, raw):
            text = raw[: error.start].decode(_CODEC.get(encoding, encoding)) + "\ufffd"
            return Decoded(text, encoding, error.start + shift)
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnknownEncoding(line=line, offset=error.start + shift) from error


def _is_cut(error: UnicodeDecodeError, raw: bytes) -> bool:
    """Tell whether the bytes from here to the end are the beginning of one character."""
    left = len(raw) - error.start
    if left > 3 or error.start == 0:
        return False
    decoder = codecs.getincrementaldecoder(error.encoding)("strict")
    try:
        return decoder.decode(raw[error.start :], final=False) == ""
    except UnicodeDecodeError:
        return False


def _wide(raw: bytes) -> str:
    """Return the UTF-16 order that an unmarked text shows by the zero bytes of its commas, digits and line ends."""
    sample = raw[:_SAMPLE]
    zeros = sample.count(0)
    if zeros * 10 < len(sample) or len(sample) < 4:
        return ""
    odd = sample[1::2].count(0)
    if odd * 10 >= zeros * 9:
        return "utf-16-le"
    return "utf-16-be" if odd * 10 <= zeros else ""


def _narrow(raw: bytes) -> Decoded:
    """Decide among UTF-8, GB18030 and Big5."""
    try:
        decoded = _strict(raw, "utf-8", 0)
    except UnknownEncoding:
        _refuse_a_mixture(raw)
        return _national(raw)
    if decoded.text.isascii() or _has_east_asian(decoded.text):
        return decoded
    # Two-byte sequences only: short Chinese texts in GBK can look like Greek or Arabic in UTF-8.
    is_western = all(letter <= "\u00ff" for letter in decoded.text)
    return decoded if is_western or _likeness(raw, "gb18030") < 1.0 else _national(raw)


def _national(raw: bytes) -> Decoded:
    """Return the text as GB18030, or as Big5 where it is clearly that."""
    gb, big5 = _likeness(raw, "gb18030"), _likeness(raw, "big5")
    if big5 > gb + _CLEARLY:
        return _strict(raw, "big5", 0)
    return _strict(raw, "gb18030", 0)


def _likeness(raw: bytes, encoding: str) -> float:
    """Return which part of the two-byte characters are everyday ones in an encoding; 0 where it cannot be it."""
    sample = raw[:_SAMPLE]
    try:
        text = _strict(sample, encoding, 0).text
    except UnknownEncoding:
        return 0.0
    codec = "gb2312" if encoding == "gb18030" else "big5"
    first, last = (0xA1, 0xD7) if encoding == "gb18030" else (0xA1, 0xC6)
    wide = [each for each in text if ord(each) > 0x7F and each != "\ufffd"]
    everyday = sum(_leads(each, codec, first, last) for each in wide)
    return everyday / len(wide) if wide else 0.0


def _leads(letter: str, codec: str, first: int, last: int) -> bool:
    try:
        return first <= letter.encode(codec)[0] <= last
    except UnicodeEncodeError:
        return False


def _has_east_asian(text: str) -> bool:
    return any("\u2e80" <= letter <= "\U0003ffff" for letter in text)


def _refuse_a_mixture(raw: bytes) -> None:
    """Refuse where some lines are UTF-8 beyond doubt and others are not UTF-8 at all."""
    offset, is_first_utf8 = 0, None
    for number, line in enumerate(raw.split(b"\n"), 1):
        is_utf8 = None if line.isascii() else _is_utf8(line)
        if is_utf8 is not None and is_first_utf8 is None:
            is_first_utf8 = is_utf8
        if is_utf8 is not None and is_utf8 is not is_first_utf8:
            raise MixedEncodings(line=number, offset=offset)
        offset += len(line) + 1


def _is_utf8(line: bytes) -> bool | None:
    """Tell whether a line is UTF-8; None where it could as well be another encoding."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if not _has_east_asian(text):
        return None
    return True if _likeness(line, "gb18030") < 1.0 else None
