"""What a SensorThings result means as the number that a reading stores, and why one is refused."""

from math import isfinite
from typing import Final

from anlan.kernel.errors import AnlanError, ErrorClass

_OM: Final = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_"
MEASUREMENT: Final = f"{_OM}Measurement"
COUNT: Final = f"{_OM}CountObservation"
TRUTH: Final = f"{_OM}TruthObservation"
CATEGORY: Final = f"{_OM}CategoryObservation"
LONGEST_TERM: Final = 255


class NoSuchResult(ValueError):
    """A result does not fit the observationType of its Datastream."""


def number_of(kind: str, result: object) -> float:
    """Return the number that a result is; truth is 1 or 0. A category's words are numbered elsewhere."""
    if kind == TRUTH:
        if not isinstance(result, bool):
            raise NoSuchResult("a Datastream of truth takes true or false")
        return float(result)
    if isinstance(result, bool) or not isinstance(result, int | float):
        raise NoSuchResult("a Datastream of this observationType takes numbers")
    if kind == COUNT and not (isinstance(result, int) or result.is_integer()):
        raise NoSuchResult("a Datastream of counts takes whole numbers")
    try:
        value = float(result)
    except OverflowError as error:
        raise NoSuchResult("the number is too large") from error
    if not isfinite(value):
        raise NoSuchResult("the number is too large")
    return value


def term_of(result: object) -> str:
    """Return the word that a category's result is."""
    if not isinstance(result, str) or not 0 < len(result) <= LONGEST_TERM:
        raise NoSuchResult(f"a Datastream of categories takes words of at most {LONGEST_TERM} letters")
    return result


def result_of(kind: str, value: float, terms: dict[int, str]) -> float | int | bool | str:
    """Return the result that a stored number means."""
    if kind == TRUTH:
        return value == 1
    if kind == CATEGORY:
        return terms.get(int(value), "")
    if kind == COUNT and value.is_integer():
        return int(value)
    return value


class ReadingStands(AnlanError):
    """What was measured is never changed or erased: ``what``."""

    code = "monitoring.reading_stands"
    message = "A stored reading stands as it was measured: %(what)s cannot be changed."
    error_class = ErrorClass.CONFLICT


class OtherReadingStored(AnlanError):
    """The series already has another value at this time: ``time``."""

    code = "monitoring.other_reading_stored"
    message = "At %(time)s there already is another value; the first one stays."
    error_class = ErrorClass.CONFLICT


class ReadingRefused(AnlanError):
    """The intake does not take the reading: ``reason`` is the code that the quarantine shows."""

    code = "monitoring.reading_refused"
    message = "The reading is not taken: %(reason)s"
