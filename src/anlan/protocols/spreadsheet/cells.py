"""What a cell's text means as a number or as a time, in the ways that Chinese tables write them."""

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from anlan.kernel.clock import CHINA
from anlan.protocols.spreadsheet.errors import CellRefused
from anlan.protocols.spreadsheet.words import plain, words

NOT_A_NUMBER: Final = "not_a_number"
AMBIGUOUS_NUMBER: Final = "ambiguous_number"
NOT_A_TIME: Final = "not_a_time"
TWO_DIGIT_YEAR: Final = "two_digit_year"
YEAR_NOT_FIRST: Final = "year_not_first"
NO_SUCH_MOMENT: Final = "no_such_moment"

_NUMBER = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*)", re.DOTALL | re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[, ']\d{3})+(?:\.\d+)?(?![\d,])", re.ASCII)
_UNIT = re.compile(r"(?![xX_]\d)[^\W\d_][^=<>]*|[%\u2030\u00b0*(/][^=<>]*")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[ T]?(\d{2})(?:(\d{2})(\d{2})?)?)?", re.ASCII)
_SHORT_CLOCK = re.compile(r"(\d{2})(\d{2})(\d{2})?", re.ASCII)
_UNIX = re.compile(r"\d{10}|\d{13}", re.ASCII)
_ZONE = re.compile(r"\d{2}:?\d{2}", re.ASCII)
_LEAST_SERIAL, _GREATEST_SERIAL = 20_000, 80_000
_EXCEL_DAY_ZERO = datetime(1899, 12, 30, tzinfo=CHINA)
_YEARS = range(1900, 2101)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, the unit that stood behind it, and whether the cell calls it an estimate."""

    value: float
    unit: str = ""
    is_estimated: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant in China time; ``end`` where the cell gives a span; ``has_clock`` is false for a date alone."""

    at: datetime
    end: datetime | None = None
    has_clock: bool = True


def is_missing(text: str) -> bool:
    """Tell whether a cell says that there is no value."""
    bare = plain(text)
    return not bare or bare.lower() in words().missing


def is_missing_code(value: float) -> bool:
    """Tell whether instruments write this number for "no value"."""
    return value in words().missing_codes


def number(text: str) -> Number | None:
    """Return the number in a cell, or nothing where it says that there is none; refuse what is not one."""
    if is_missing(text):
        return None
    bare = plain(text)
    rest, estimates = words().estimated.subn("", bare)
    rest = rest.strip()
    grouped = _GROUPED.match(rest)
    if grouped:
        rest = re.sub(r"[, ']", "", grouped[0]) + rest[grouped.end() :]
    found = _NUMBER.fullmatch(rest)
    if not found:
        raise CellRefused(NOT_A_NUMBER)
    if found[2][:1] in (",", ";", "."):
        raise CellRefused(AMBIGUOUS_NUMBER)
    factor, unit = _multiplier(found[2].strip())
    value = float(found[1]) * factor
    if (unit and not _UNIT.fullmatch(unit)) or math.isinf(value):
        raise CellRefused(NOT_A_NUMBER)
    return Number(round(value, 9) if factor != 1 else value, unit, estimates > 0)


def _multiplier(unit: str) -> tuple[float, str]:
    table = words().multipliers
    for name in sorted(table, key=len, reverse=True):
        if unit.startswith(name):
            return table[name], unit[len(name) :].strip()
    return 1, unit


def moment(text: str, *, two_digit_years: bool = False, from_1904: bool = False) -> Moment:
    """Return the instant that a cell gives, in China time where it names no zone.

    ``two_digit_years`` says that 21 means 2021; without it such a year is refused. ``from_1904`` says that the workbook
    counts its days from 1904.
    """
    bare = _arabic(words().weekday.sub(" ", plain(text)).strip())
    special = _stamp(bare, from_1904=from_1904)
    if special:
        return special
    begin, end = _span(bare)
    at, has_clock = _instant(begin, None, two_digit_years=two_digit_years)
    if not end:
        return Moment(at, None, has_clock)
    until, _ = _instant(end, at, two_digit_years=two_digit_years)
    return Moment(at, until if until >= at else until + _DAY, has_clock)


def _stamp(bare: str, *, from_1904: bool) -> Moment | None:
    """Return the instant of a bare number: an Excel day count, a compact date, or Unix seconds or milliseconds."""
    if _SERIAL.fullmatch(bare) and _LEAST_SERIAL <= float(bare) <= _GREATEST_SERIAL:
        return Moment(_serial(float(bare), from_1904=from_1904), None, "." in bare)
    found = _COMPACT.fullmatch(bare)
    if found and int(found[1]) in _YEARS:
        year, month, day, hour, minute, second = (int(each or 0) for each in found.groups())
        return Moment(_made(year, month, day, (hour, minute, second)), None, found[4] is not None)
    if _UNIX.fullmatch(bare):
        return Moment(datetime.fromtimestamp(int(bare[:10]), UTC).astimezone(CHINA) + _milliseconds(bare[10:]))
    return None


def _serial(days: float, *, from_1904: bool) -> datetime:
    """Return the instant of an Excel day count, to the millisecond."""
    moved = days + 1462 if from_1904 else days
    whole = int(moved)
    return _EXCEL_DAY_ZERO + timedelta(days=whole, milliseconds=round((moved - whole) * 86_400_000))


def _milliseconds(digits: str) -> timedelta:
    return timedelta(milliseconds=int(digits or 0))


def _span(bare: str) -> tuple[str, str]:
    """Cut a span in two; the hyphens of a date are no span."""
    date = words().date.match(bare)
    head = date.end() if date else 0
    found = words().interval.search(bare, head)
    if not found or ("T" in bare and _ZONE.fullmatch(bare[found.end() :])):
        return bare, ""
    return bare[: found.start()].strip(), bare[found.end() :].strip()


def _instant(bare: str, day_of: datetime | None, *, two_digit_years: bool) -> tuple[datetime, bool]:
    """Return one instant; ``day_of`` gives the date where the text has only a time of day."""
    compact = re.match(r"(\d{4})(\d{2})(\d{2})(?=[ T])", bare)
    found = compact or words().date.match(bare)
    if found:
        year, month, day = (int(each) for each in found.groups())
        if not compact:
            year = _year(found["y"], found["d"], two_digit_years=two_digit_years)
        rest = bare[found.end() :].strip(" T,")
    elif day_of:
        year, month, day, rest = day_of.year, day_of.month, day_of.day, bare
    else:
        raise CellRefused(NOT_A_TIME)
    if not rest:
        return _made(year, month, day, (0, 0, 0)), False
    return _with_clock((year, month, day), rest), True


def _year(written: str, day: str, *, two_digit_years: bool) -> int:
    if len(day) > 2:
        raise CellRefused(YEAR_NOT_FIRST)
    if len(written) == 4:
        return int(written)
    if len(written) != 2:
        raise CellRefused(NOT_A_TIME)
    if not two_digit_years:
        raise CellRefused(TWO_DIGIT_YEAR)
    return 2000 + int(written)


def _with_clock(date: tuple[int, int, int], rest: str) -> datetime:
    table = words()
    half = table.half.search(rest)
    shown = half[0].lower() if half else ""
    bare = table.half.sub(" ", rest).strip()
    short = _SHORT_CLOCK.fullmatch(bare)
    if short:
        return _made(*date, _halved(int(short[1]), shown, int(short[2]), int(short[3] or 0)))
    found = table.clock.fullmatch(bare)
    if not found:
        raise CellRefused(NOT_A_TIME)
    hour, minute, second = (int(found[name] or 0) for name in ("h", "min", "s"))
    made = _made(*date, _halved(hour, shown, minute, second))
    made += timedelta(seconds=float(found["f"] or 0))
    return _in_zone(made, found["z"])


def _halved(hour: int, shown: str, minute: int, second: int) -> tuple[int, int, int]:
    """Return the time of day, with morning or afternoon taken into account."""
    if shown in words().pm and hour < 12:
        hour += 12 if hour or shown in ("pm", "p.m.") else 0
    if shown in words().am and hour == 12:
        hour = 0
    return hour, minute, second


def _in_zone(made: datetime, zone: str | None) -> datetime:
    if not zone:
        return made
    if zone == "Z":
        return made.replace(tzinfo=UTC).astimezone(CHINA)
    digits = zone[1:].replace(":", "")
    shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return (made.replace(tzinfo=UTC) - (shift if zone[0] == "+" else -shift)).astimezone(CHINA)


def _made(year: int, month: int, day: int, clock: tuple[int, int, int]) -> datetime:
    """Return the instant; 24:00 is the next day's midnight, as observers write it."""
    if year not in _YEARS:
        raise CellRefused(NO_SUCH_MOMENT)
    hour, minute, second = clock
    is_midnight = (hour, minute, second) == (24, 0, 0)
    try:
        made = datetime(year, month, day, 0 if is_midnight else hour, minute, second, tzinfo=CHINA)
    except ValueError as error:
        raise CellRefused(NO_SUCH_MOMENT) from error
    return made + _DAY if is_midnight else made


def _arabic(text: str) -> str:
    """Return Chinese numerals of a date as digits: the year digit by digit, month and day by tens."""
    table = words()
    letters = "".join(table.digits) + table.ten
    return re.sub(f"[{letters}]+", lambda found: _value_of(found[0]), text)


def _value_of(numeral: str) -> str:
    table = words()
    if table.ten not in numeral:
        return "".join(str(table.digits[letter]) for letter in numeral)
    tens, _, ones = numeral.partition(table.ten)
    value = 10 * (table.digits[tens] if tens else 1) + (table.digits[ones] if ones else 0)
    return str(value)
