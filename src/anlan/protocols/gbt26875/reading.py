"""Reading a frame of GB/T 26875.3: strict, and exact about what is wrong and at which byte."""

from datetime import datetime
from typing import Any, Final

from anlan.kernel.clock import CHINA
from anlan.protocols.framing import Cut, Cutter, FrameError
from anlan.protocols.framing import Splitter as SharedSplitter
from anlan.protocols.gbt26875.message import OBJECTS, SIZES, Frame, Unit, Wire, layout

START: Final = b"@@"
END: Final = b"##"
HEAD: Final = 27
TAIL: Final = 3
MOST_DATA: Final = 1024
_LIMITS: Final = ((0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 99))
_TIME_PARTS: Final = ("second", "minute", "hour", "day", "month", "year")


def decode(frame: bytes) -> Frame:
    """Return the frame that exactly these bytes are; refuse by code and offset whatever breaks the standard."""
    error = check(frame)
    if error:
        raise error
    data_end = HEAD + int.from_bytes(frame[24:26], "little")
    return Frame(
        serial=int.from_bytes(frame[2:4], "little"),
        version=(frame[4], frame[5]),
        time=read_time(frame, 6),
        source=int.from_bytes(frame[12:18], "little"),
        target=int.from_bytes(frame[18:24], "little"),
        command=frame[26],
        unit=read_unit(frame, HEAD, data_end),
    )


def check(frame: bytes) -> FrameError | None:
    """Say what is wrong with the frame's outside (start, length, end, check sum), or nothing."""
    if not frame.startswith(START):
        return FrameError("start", 1 if frame.startswith(START[:1]) else 0, "a frame begins with 40 40 (@@)")
    if len(frame) < HEAD + TAIL:
        return FrameError("truncated", len(frame), f"{len(frame)} bytes; the shortest frame has {HEAD + TAIL}")
    size = int.from_bytes(frame[24:26], "little")
    if size > MOST_DATA:
        return FrameError("length", 24, f"{size} bytes of data are announced; at most {MOST_DATA} may be")
    whole = HEAD + size + TAIL
    if len(frame) != whole:
        code, at = ("truncated", len(frame)) if len(frame) < whole else ("length", 24)
        return FrameError(code, at, f"{len(frame)} bytes; with {size} bytes of data the frame has {whole}")
    if not frame.endswith(END):
        return FrameError("end", whole - (1 if frame[-2] == END[0] else 2), "a frame ends with 23 23 (##)")
    found, right = frame[-3], check_sum(frame[2:-3])
    if found != right:
        return FrameError("checksum", whole - TAIL, f"the check sum is {found:02x}; the bytes add up to {right:02x}")
    return None


def check_sum(content: bytes) -> int:
    """Return the low byte of the sum of control unit and data."""
    return sum(content) & 0xFF


def read_time(data: bytes, at: int) -> datetime:
    """Return the time label at ``at``: second, minute, hour, day, month, year since 2000, each a binary number."""
    second, minute, hour, day, month, year = data[at : at + 6]
    if year > 99:
        raise _bad_time(data, at)
    try:
        return datetime(2000 + year, month, day, hour, minute, second, tzinfo=CHINA)
    except ValueError:
        raise _bad_time(data, at) from None


def _bad_time(data: bytes, at: int) -> FrameError:
    for index, (least, most) in enumerate(_LIMITS):
        value = data[at + index]
        if not least <= value <= most:
            return FrameError("value", at + index, f"{_TIME_PARTS[index]} {value} is not within {least}-{most}")
    return FrameError("value", at + 3, f"day {data[at + 3]} is not in month {data[at + 4]}")


def read_unit(frame: bytes, at: int, end: int) -> Unit | None:
    """Return the application data unit between ``at`` and ``end``, or nothing where there is none."""
    if at == end:
        return None
    type_flag = frame[at]
    kind = OBJECTS.get(type_flag)
    if kind is None or end - at == 1:
        return Unit(type_flag=type_flag, rest=frame[at + 1 : end])
    count = frame[at + 1]
    if not count:
        raise FrameError("structure", at + 1, f"type {type_flag} announces no information object")
    objects, here = [], at + 2
    for number in range(1, count + 1):
        each, here = read_object(kind, frame, here, end, f"object {number} of {count} (type {type_flag})")
        objects.append(each)
    if here != end:
        detail = f"{end - here} bytes are left after {count} objects of type {type_flag}"
        raise FrameError("structure", here, detail)
    return Unit(type_flag=type_flag, objects=tuple(objects))


def read_object(kind: type[Any], frame: bytes, at: int, end: int, which: str) -> tuple[Any, int]:
    """Return one information object and where the next begins."""
    values: dict[str, Any] = {}
    for name, wire in layout(kind):
        size = SIZES[wire]
        if wire is Wire.TEXT and at < end:
            size += frame[at]
        if at + size > end:
            raise FrameError("structure", end, f"{which}: {name} needs {size} bytes, {end - at} are left")
        values[name] = _read_field(wire, frame, at, size)
        at += size
    return kind(**values), at


def _read_field(wire: Wire, frame: bytes, at: int, size: int) -> Any:
    if wire is Wire.BYTE:
        return frame[at]
    if wire is Wire.TIME:
        return read_time(frame, at)
    if wire is Wire.DESCRIPTION:
        return frame[at : at + size]
    if wire is Wire.TEXT:
        return frame[at + 1 : at + size]
    return int.from_bytes(frame[at : at + size], "little", signed=wire is Wire.SIGNED_WORD)


def _length(buffer: bytes, at: int) -> int:
    if len(buffer) - at < HEAD:
        return Cut.WAIT
    size = int.from_bytes(buffer[at + 24 : at + 26], "little")
    return HEAD + size + TAIL if size <= MOST_DATA else Cut.NONE


CUTTER: Final = Cutter((START,), _length, check, HEAD + MOST_DATA + TAIL)


class Splitter(SharedSplitter):
    """Cuts a device's byte stream into frames; see ``protocols.framing``."""

    def __init__(self) -> None:
        super().__init__(CUTTER)
