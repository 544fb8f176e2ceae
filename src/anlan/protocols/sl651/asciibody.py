"""The body in ASCII: identifiers and data as words, a space after each (6.6.2)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from anlan.protocols.framing import FrameError
from anlan.protocols.sl651.message import (
    Asked,
    Blob,
    Body,
    Definition,
    Entry,
    Group,
    Head,
    Observed,
    Period,
    Rest,
    Rows,
    Setting,
    State,
    Station,
    Step,
    Value,
)
from anlan.protocols.sl651.reader import Ended, Reader, read_entries
from anlan.protocols.sl651.tables import Element, Function, elements_by_code
from anlan.protocols.sl651.values import moment, require_range

STEP = re.compile(r"DR([DHN])(\d\d)")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
MISSING = "M"
BEGIN = 16  # characters of the serial number and the time sent
TEXT_LAYOUTS = frozenset({"rest", "version", "events", "switches", "gates", "quota"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands in the frame."""

    text: str
    at: int


def read(content: bytes, head: Head, function: Function, base: int) -> Body:
    """Return the body in ``content``, which begins at byte ``base`` of the frame."""
    if head.packet and head.packet.number > 1 and not head.is_down:
        return Body(None, None, (Rest(content),))
    reader = Reader(content, base)
    serial = _hexadecimal(_text(reader, 4, "the serial number"), base)
    at = reader.offset
    sent = moment(_text(reader, 12, "the time sent"), at, width=1)
    return Body(serial, sent, read_entries(reader, head, lambda here: _entry(here, head, function)))


def _text(reader: Reader, size: int, what: str) -> str:
    at = reader.offset
    raw = reader.take(size, what)
    if not raw.isascii():
        raise FrameError("value", at, f"{what} is not ASCII")
    return raw.decode("ascii")


def _hexadecimal(text: str, at: int) -> int:
    if not re.fullmatch(r"[0-9A-Fa-f]+", text):
        raise FrameError("value", at, f"{text!r} is no hexadecimal number")
    return int(text, 16)


def _word(reader: Reader) -> Word:
    """Return the next word; each ends with a space, the last one too (6.6.2.1)."""
    at = reader.at
    end = reader.raw.find(b" ", at)
    if end < 0:
        raise Ended("structure", reader.base + at, "the body does not end with a space")
    raw = reader.raw[at:end]
    if not raw or not raw.isascii():
        raise FrameError("structure", reader.base + at, "a word is empty or not ASCII")
    reader.at = end + 1
    return Word(raw.decode("ascii"), reader.base + at)


def _entry(reader: Reader, head: Head, function: Function) -> Entry:
    layout = function.down if head.is_down else function.up
    if reader.has_step and layout == "uniform":
        return _rows(reader)
    if reader.raw.startswith(b"ST ", reader.at):
        return _station(reader, function)
    if layout in TEXT_LAYOUTS:
        return Rest(reader.rest())
    if layout == "none":
        raise FrameError("structure", reader.offset, f"{reader.left} bytes where this message ends")
    if layout == "period" and reader.at == BEGIN:
        return _period(reader)
    if layout == "ask" or (layout == "period" and reader.has_step):
        return _ask(reader)
    word = _word(reader)
    if word.text == "TT":
        return _observed(reader)
    return _setting(reader, word) if layout == "settings" else _element(reader, word)


def _observed(reader: Reader) -> Observed:
    word = _word(reader)
    if len(word.text) != 10:
        raise FrameError("value", word.at, f"the time observed is {word.text}, not YYMMDDHHmm")
    return Observed(moment(word.text, word.at, width=1))


def _station(reader: Reader, function: Function) -> Station:
    reader.at += 3
    address = _word(reader)
    if not re.fullmatch(r"[0-9A-Fa-f]{10}", address.text):
        raise FrameError("value", address.at, f"{address.text} is no station address of ten digits")
    if not function.has_class:
        return Station(address.text.upper())
    kind = _word(reader)
    if len(kind.text) != 1:
        raise FrameError("value", kind.at, f"{kind.text} is no station class of one letter")
    return Station(address.text.upper(), kind.text)


def _period(reader: Reader) -> Entry:
    first, last = _word(reader), _word(reader)
    begin, end = (moment(each.text[:8], each.at, width=1) for each in (first, last))
    if {len(first.text), len(last.text)} != {8} or end < begin:
        raise FrameError("value", last.at, f"{first.text} to {last.text} is no period of hours")
    return Period(begin, end)


def _ask(reader: Reader) -> Entry:
    asked = []
    while reader.left:
        asked.append(Definition(_identifier(_word(reader).text)))
    return Asked(tuple(asked))


def _identifier(code: str) -> str:
    row = elements_by_code().get(code)
    return row.id if row else code


def _element(reader: Reader, word: Word) -> Entry:
    step = STEP.fullmatch(word.text)
    if step:
        return _steps(reader, word, step)
    row = elements_by_code().get(word.text)
    if row is None and not word.text[0].isalpha():
        raise FrameError("structure", word.at, f"{word.text} stands where an identifier must")
    if row and row.kind == "blob":
        return Blob(Definition(row.id), reader.rest())
    data = _word(reader)
    if row and row.kind == "group":
        return _group(row, data)
    if row and row.kind == "status":
        if len(data.text) != 8:
            raise FrameError("structure", data.at, f"the state of the station is {data.text}, not 8 digits")
        return State(_hexadecimal(data.text, data.at))
    return _value(row, word, data)


def _value(row: Element | None, word: Word, data: Word) -> Entry:
    element = row.id if row else word.text
    if data.text != MISSING and not NUMBER.fullmatch(data.text):
        if row:
            raise FrameError("value", data.at, f"{data.text} is no number for {word.text}")
        return Blob(Definition(element), data.text.encode("ascii"))
    value = _number(data)
    require_range(element, value, data.at)
    return Value(Definition(element), value)


def _number(data: Word) -> Decimal | None:
    if data.text == MISSING:
        return None
    if not NUMBER.fullmatch(data.text):
        raise FrameError("value", data.at, f"{data.text} is no number")
    return Decimal(data.text)


def _group(row: Element, data: Word) -> Group:
    width = 2 * row.width
    if len(data.text) != 12 * width:
        raise FrameError("structure", data.at, f"{row.code} has {len(data.text)} digits, not {12 * width}")
    units = [_hexadecimal(data.text[i : i + width], data.at + i) for i in range(0, len(data.text), width)]
    none = (1 << 4 * width) - 1
    return Group(row.id, tuple(None if each == none else Decimal(each).scaleb(-row.decimals) for each in units))


def _steps(reader: Reader, word: Word, step: re.Match[str]) -> Entry:
    count = int(step[2])
    if (count == 0 and step[1] != "H") or count > {"D": 31, "H": 23, "N": 59}[step[1]]:
        raise FrameError("value", word.at, f"{word.text} is no time step of table C.2")
    reader.has_step = count > 0
    return Step(**{{"D": "days", "H": "hours", "N": "minutes"}[step[1]]: count})


def _setting(reader: Reader, word: Word) -> Entry:
    if not re.fullmatch(r"[0-9A-F]{2}|FF[0-9A-F]{2}", word.text):
        raise FrameError("structure", word.at, f"{word.text} is no identifier of a parameter")
    return Setting(Definition(word.text), _word(reader).text.encode("ascii"))


def _rows(reader: Reader) -> Rows:
    """Return the rows of a uniform report: the identifiers, then a number for each of them, again and again."""
    definitions: list[Definition] = []
    word = _word(reader)
    while word.text != MISSING and not NUMBER.fullmatch(word.text):
        definitions.append(Definition(_identifier(word.text)))
        word = _word(reader)
    words = [word]
    while reader.left:
        words.append(_word(reader))
    if not definitions or len(words) % len(definitions):
        raise Ended("structure", word.at, f"{len(words)} numbers for {len(definitions)} elements")
    numbers = [_number(each) for each in words]
    width = len(definitions)
    return Rows(tuple(definitions), tuple(tuple(numbers[i : i + width]) for i in range(0, len(numbers), width)))
