"""The data segment: its head ``QN=...;ST=...;`` and the parameters between ``CP=&&`` and ``&&``."""

import re
from datetime import datetime, timedelta
from typing import Final

from anlan.kernel.clock import CHINA
from anlan.protocols.framing import FrameError
from anlan.protocols.hj212.message import Group, Head, Item

OPENING: Final = b"CP=&&"
CLOSING: Final = b"&&"
NAMES: Final = ("QN", "ST", "CN", "PW", "MN", "Flag", "PNUM", "PNO")
PATTERNS: Final = {
    "QN": re.compile(r"\d{17}"),
    "ST": re.compile(r"[0-9A-Z]{2}"),
    "CN": re.compile(r"\d{4}"),
    "PW": re.compile(r"[!-~]{1,16}"),
    "MN": re.compile(r"[0-9A-Za-z_.-]{1,32}"),
    "Flag": re.compile(r"\d{1,3}"),
    "PNUM": re.compile(r"\d{1,4}"),
    "PNO": re.compile(r"\d{1,4}"),
}
REQUIRED: Final = ("ST", "CN", "PW", "MN")
HAS_PACKETS: Final = 2
ITEM: Final = re.compile(r"(?:([0-9A-Za-z_]+)-)?([0-9A-Za-z_]+)")
NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
TIMES: Final = frozenset(
    {"DataTime", "BeginTime", "EndTime", "SystemTime", "RestartTime", "AlarmTime", "SampleTime", "Ctime", "Stime"}
)
NUMBERS: Final = frozenset(
    {
        *("Rtd", "Min", "Avg", "Max", "Cou"),
        *("ZsRtd", "ZsMin", "ZsAvg", "ZsMax"),
        *("Data", "DayData", "NightData", "RT", "RS", "Ala"),
    }
)


def read(segment: bytes, base: int) -> tuple[Head, tuple[Group, ...]]:
    """Return head and groups of ``segment``, which begins at byte ``base`` of the frame."""
    opened = segment.find(OPENING)
    if opened < 0 or (opened and segment[opened - 1 : opened] != b";"):
        raise FrameError("structure", base + max(opened, 0), "there is no CP=&& that begins the parameters")
    begin = opened + len(OPENING)
    closed = segment.find(CLOSING, begin)
    if closed < 0 or closed + len(CLOSING) != len(segment):
        at = len(segment) if closed < 0 else closed + len(CLOSING)
        raise FrameError("structure", base + at, "the parameters do not end with && at the end of the segment")
    head = read_head(segment[:opened], base)
    return head, _groups(segment[begin:closed], base + begin)


def _text(value: str, at: int) -> str:
    """Return ``value``, one character a byte, as text in UTF-8, else in GB 18030: it may name places and devices."""
    if value.isascii():
        return value
    for encoding in ("utf-8", "gb18030"):
        try:
            return value.encode("latin-1").decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FrameError("value", at, "the text is neither UTF-8 nor GB 18030")


def read_head(raw: bytes, base: int) -> Head:
    """Return the head in ``raw``, which begins at byte ``base`` of the frame."""
    found: dict[str, str] = {}
    places: dict[str, int] = {}
    at = base
    for part in raw.decode("latin-1").split(";"):
        if part:
            name, _, value = part.partition("=")
            _require_field(name, value, found, at)
            found[name], places[name] = value, at + len(name) + 1
        at += len(part) + 1
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        raise FrameError("header", base, f"{missing[0]} is missing")
    head = Head(
        number=found.get("QN", ""),
        system=found["ST"],
        command=found["CN"],
        password=found["PW"],
        device=found["MN"],
        flag=int(found["Flag"]) if "Flag" in found else None,
        packets=int(found["PNUM"]) if "PNUM" in found else None,
        packet=int(found["PNO"]) if "PNO" in found else None,
    )
    _require_head(head, places, base)
    return head


def _require_field(name: str, value: str, found: dict[str, str], at: int) -> None:
    if name not in NAMES:
        raise FrameError("header", at, f"{name[:20]!r} is no field of the head")
    if name in found:
        raise FrameError("header", at, f"{name} stands twice")
    if not PATTERNS[name].fullmatch(value):
        raise FrameError("header", at + len(name) + 1, f"{name} is {value[:40]!r}")


def _require_head(head: Head, places: dict[str, int], base: int) -> None:
    if head.number:
        moment(head.number[:14], places["QN"])
    if head.flag is not None and head.flag > 255:
        raise FrameError("header", places["Flag"], f"the flag {head.flag} is more than one byte")
    has_packets = bool((head.flag or 0) & HAS_PACKETS)
    if has_packets and (head.packets is None or head.packet is None):
        raise FrameError("header", base, "the flag says that PNUM and PNO follow, and they do not")
    if head.packets is not None and head.packet is not None and not 1 <= head.packet <= head.packets:
        raise FrameError("value", places["PNO"], f"packet {head.packet} of {head.packets} cannot be")


def _groups(raw: bytes, base: int) -> tuple[Group, ...]:
    groups: list[Group] = []
    at = base
    for group in raw.decode("latin-1").split(";"):
        items: list[Item] = []
        for part in group.split(","):
            if part:
                items.append(_item(part, at))
            at += len(part) + 1
        if items:
            groups.append(tuple(items))
    return tuple(groups)


def _item(part: str, at: int) -> Item:
    name, equals, value = part.partition("=")
    found = ITEM.fullmatch(name)
    if not equals or found is None:
        raise FrameError("structure", at, f"{name[:40]!r} is no parameter of the form name=value")
    factor, field = found[1] or "", found[2]
    if field in TIMES and value:
        if len(value) != 14:
            raise FrameError("value", at + len(name) + 1, f"{name} is {value[:20]!r}, not YYYYMMDDhhmmss")
        moment(value, at + len(name) + 1)
    if factor and field in NUMBERS and value and not NUMBER.fullmatch(value):
        raise FrameError("value", at + len(name) + 1, f"{name} is {value[:40]!r}, which is no number")
    return Item(factor, field, _text(value, at))


def moment(digits: str, at: int = 0) -> datetime:
    """Return the Beijing time of ``YYYYMMDDhhmmss``."""
    try:
        if not (digits.isascii() and digits.isdigit()):
            raise ValueError(digits)
        month, day, hour, minute, second = (int(digits[i : i + 2]) for i in range(4, 14, 2))
        return datetime(int(digits[:4]), month, day, hour, minute, second, tzinfo=CHINA)
    except ValueError as fault:
        raise FrameError("value", at, f"there is no such time as {digits}") from fault


def instant(number: str) -> datetime:
    """Return the Beijing time of a request number QN, to the millisecond."""
    return moment(number[:14]) + timedelta(milliseconds=int(number[14:]))


def write(head: Head, groups: tuple[Group, ...]) -> bytes:
    """Return the segment of ``head`` and ``groups``; other than ASCII text goes out in UTF-8."""
    values = (head.number, head.system, head.command, head.password, head.device, head.flag, head.packets, head.packet)
    fields = (f"{name}={value};" for name, value in zip(NAMES, values, strict=True) if value not in ("", None))
    items = ";".join(",".join(f"{item.name}={item.value}" for item in group) for group in groups)
    return f"{''.join(fields)}CP=&&{items}&&".encode()
