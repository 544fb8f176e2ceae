"""A unit of GB 18218: what it holds, what that makes of it, and when a new line of its history is worth writing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from anlan.major_hazards.domain.errors import refusal_of
from anlan.science.major_hazard.identify import Held, Identified, Share, alpha_of, identify, quantity_of, shown
from anlan.science.major_hazard.tables import classes_in
from anlan.science.refusing import Refused

NOT_MAJOR: Final = 9
NO_CLASS_YET: Final = 0


class UnitKind(StrEnum):
    """What a unit is for; the standard reckons each by itself."""

    PRODUCTION = "production"
    STORAGE = "storage"


class Cause(StrEnum):
    """What made R be reckoned anew."""

    HAND = "hand"
    IMPORT = "import"
    SERIES = "series"
    PEOPLE = "people"
    TAKEN_OVER = "taken_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One substance of the worksheet, as it is kept and shown."""

    name: str
    quantity: str
    critical: str
    beta: str
    ratio: str
    weighted: str
    critical_from: str
    beta_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a unit amounts to. ``gravity`` is the class, 0 where S >= 1 but people are not known, 9 where S < 1."""

    s: Fraction
    r: Fraction | None
    alpha: Fraction | None
    people: int | None
    gravity: int
    lines: tuple[Line, ...]

    @property
    def is_major(self) -> bool:
        """Tell whether the unit is a major hazard installation."""
        return self.gravity != NOT_MAJOR


def result_of(held: Iterable[Held], people: int | None) -> Result:
    """Return what the stock and the people make of a unit; S >= 1 without people has no class yet."""
    stock = tuple(held)
    try:
        found = identify(stock, people)
        gravity = found.hazard_class or NOT_MAJOR
    except Refused as refusal:
        if refusal.code != "people_missing":
            raise refusal_of(refusal.code, refusal.given) from None
        with_some = identify(stock, 0)
        found = Identified(shares=with_some.shares, people=None, alpha=None, s=with_some.s, r=None, hazard_class=None)
        gravity = NO_CLASS_YET
    return Result(
        s=found.s, r=found.r, alpha=found.alpha, people=people, gravity=gravity, lines=tuple(map(_line, found.shares))
    )


def checked_stock(substance: str, classes: str, quantity: str) -> Held:
    """Return what somebody wrote as stock, or refuse it by name."""
    try:
        held = Held(substance=substance.strip(), classes=classes_in(classes), quantity=quantity_of(quantity))
        identify((held,), 0)
    except Refused as refusal:
        raise refusal_of(refusal.code, refusal.given) from None
    return held


def checked_people(text: str) -> int | None:
    """Return how many people somebody wrote, nothing where the field is empty, or refuse it."""
    if not text.strip():
        return None
    try:
        people = int(text)
        alpha_of(people)
    except Refused as refusal:
        raise refusal_of(refusal.code, refusal.given) from None
    except ValueError:
        raise refusal_of("people_not_whole", text) from None
    return people


def held_by_sensor(value: float, factor: Decimal, offset: Decimal) -> Decimal | None:
    """Return the quantity (t) that a reading means, to a kilogram and never below nothing; None where it means none."""
    reading = Decimal(repr(value))
    if not reading.is_finite():
        return None
    return max(Decimal(0), (reading * factor + offset).quantize(Decimal("0.001")))


def is_worth_a_line(before: Result | None, after: Result, least_share: Decimal) -> bool:
    """Tell whether a change by a sensor is told: another class, or S moved by the least share of what it was."""
    if before is None or before.gravity != after.gravity:
        return True
    moved = abs(after.s - before.s)
    return moved > 0 and moved >= Fraction(least_share) * max(before.s, Fraction(1, 100))


def _line(share: Share) -> Line:
    return Line(
        name=share.name,
        quantity=f"{share.quantity:f}",
        critical=shown(share.critical),
        beta=shown(share.beta),
        ratio=shown(share.ratio),
        weighted=shown(share.weighted),
        critical_from=share.critical_from,
        beta_from=share.beta_from,
    )
