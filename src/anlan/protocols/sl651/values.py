"""Numbers and times as SL 651 writes them in BCD, with the checks that the standard asks for."""

from datetime import datetime
from decimal import Decimal

from anlan.kernel.clock import CHINA
from anlan.protocols.crc16 import TABLE
from anlan.protocols.framing import FrameError
from anlan.protocols.sl651.tables import elements


def checksum(data: bytes) -> int:
    """Return the CRC of ``data``: X16+X15+X2+1, preset to all ones (H.3.2)."""
    crc = 0xFFFF
    for byte in data:
        crc = (crc >> 8) ^ TABLE[(crc ^ byte) & 0xFF]
    return crc


def number(raw: bytes, decimals: int, at: int) -> Decimal | None:
    """Return the BCD number ``raw``: a first byte FF means negative, FF only means no value (6.6.3.3, 6.6.4.4)."""
    digits = raw.hex()
    if digits.isdigit():
        return Decimal(int(digits)).scaleb(-decimals)
    if raw.count(0xFF) == len(raw):
        return None
    if raw[0] == 0xFF and digits[2:].isdigit():
        return Decimal((1, tuple(map(int, str(int(digits[2:])))), -decimals))
    wrong = next(index for index, byte in enumerate(raw) if not f"{byte:02x}".isdigit() and (index or byte != 0xFF))
    raise FrameError("value", at + wrong, f"byte {raw[wrong]:02X} is no BCD number in {digits.upper()}")


def bcd(value: Decimal | None, size: int, decimals: int) -> bytes:
    """Return ``value`` in ``size`` bytes of BCD; the reverse of ``number``."""
    if value is None:
        return b"\xff" * size
    units = int(abs(value).scaleb(decimals).to_integral_value())
    if value.is_signed():
        return b"\xff" + bytes.fromhex(f"{units:0{2 * size - 2}d}")
    return bytes.fromhex(f"{units:0{2 * size}d}")


def moment(digits: str, at: int, width: int = 2) -> datetime:
    """Return the Beijing time of ``YYMMDDHH[mm[SS]]``; ``width`` is how many digits one byte of the frame holds."""
    if not (digits.isascii() and digits.isdigit()):
        wrong = next(index for index, digit in enumerate(digits) if not "0" <= digit <= "9")
        raise FrameError("value", at + wrong // width, f"{digits[wrong]} is no digit in the time {digits}")
    year, month, day, hour, minute, second = (*(int(digits[i : i + 2]) for i in range(0, len(digits), 2)), 0, 0)[:6]
    try:
        return datetime(2000 + year, month, day, hour, minute, second, tzinfo=CHINA)
    except ValueError as fault:
        raise FrameError("value", at, f"there is no such time as {digits}: {fault}") from fault


def require_range(element: str, value: Decimal | None, at: int) -> None:
    """Refuse a number that the element can never have, such as a pH of 15."""
    row = elements().get(element)
    if row is None or value is None:
        return
    if (row.low is not None and value < row.low) or (row.high is not None and value > row.high):
        raise FrameError("value", at, f"element {element} is {value}, outside {row.low} to {row.high}")
    if row.kind == "duration" and value % 1 * 100 >= 60:
        raise FrameError("value", at, f"element {element} has {value % 1 * 100} minutes")
