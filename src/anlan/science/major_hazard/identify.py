"""Whether a unit is a major hazard installation (S), and of which class (R): exact fractions throughout.

S = sum(q / Q); a unit with S >= 1 is a major hazard installation. R = alpha * sum(beta * q / Q) gives its class.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from anlan.science.major_hazard.tables import hazard_classes, substance
from anlan.science.refusing import Refused

ALPHAS: Final = ((100, Fraction(2)), (50, Fraction(3, 2)), (30, Fraction(6, 5)), (1, Fraction(1)), (0, Fraction(1, 2)))
BORDERS: Final = ((1, Fraction(100)), (2, Fraction(50)), (3, Fraction(10)), (4, Fraction(0)))
MOST: Final = Decimal(1_000_000_000)
MOST_PEOPLE: Final = 10_000_000
_DECIMALS: Final = 12
_SHOWN: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a unit holds: a substance of table 1, or a mixture or other substance by its classes of table 2; in t."""

    quantity: Decimal
    substance: str = ""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One line of the worksheet: the factors that were used, and from which table."""

    name: str
    quantity: Decimal
    critical: Fraction
    beta: Fraction
    critical_from: str
    beta_from: str

    @property
    def ratio(self) -> Fraction:
        """Return q / Q."""
        return Fraction(self.quantity) / self.critical

    @property
    def weighted(self) -> Fraction:
        """Return beta * q / Q."""
        return self.beta * self.ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """A unit's S, R and class with the worksheet; ``r`` and ``hazard_class`` are None where S < 1."""

    shares: tuple[Share, ...]
    people: int | None
    alpha: Fraction | None
    s: Fraction
    r: Fraction | None
    hazard_class: int | None

    @property
    def is_major(self) -> bool:
        """Return whether the unit is a major hazard installation."""
        return self.hazard_class is not None


def identify(held: Iterable[Held], people: int | None) -> Identified:
    """Return S, R and the class of a unit; people may be unknown only where S < 1."""
    shares = tuple(_share(each) for each in held)
    if people is not None:
        alpha_of(people)
    s = sum((share.ratio for share in shares), Fraction(0))
    if s < 1:
        alpha = None if people is None else alpha_of(people)
        return Identified(shares=shares, people=people, alpha=alpha, s=s, r=None, hazard_class=None)
    alpha = alpha_of(people)
    r = alpha * sum((share.weighted for share in shares), Fraction(0))
    return Identified(shares=shares, people=people, alpha=alpha, s=s, r=r, hazard_class=class_of(r))


def alpha_of(people: int | None) -> Fraction:
    """Return alpha of so many exposed persons within 500 m outside the boundary."""
    if people is None:
        raise Refused("people_missing")
    if isinstance(people, bool) or not isinstance(people, int):
        raise Refused("people_not_whole", people)
    if not 0 <= people <= MOST_PEOPLE:
        raise Refused("people_out_of_range", people)
    return next(alpha for least, alpha in ALPHAS if people >= least)


def class_of(r: Fraction) -> int:
    """Return the class of R, 1 (gravest) to 4; each lower border belongs to its class."""
    if r < 0:
        raise Refused("quantity_negative", r)
    return next(number for number, least in BORDERS if r >= least)


def quantity_of(text: str) -> Decimal:
    """Return a quantity in t from its text, or refuse by name what is none."""
    try:
        return _sound(Decimal(text.strip()))
    except InvalidOperation:
        raise Refused("quantity_not_a_number", text) from None


def shown(value: Fraction) -> str:
    """Return a fraction of at least 0 as a decimal cut off after six places, so that it never crosses a border."""
    whole, rest = divmod(value.numerator * 10**_SHOWN // value.denominator, 10**_SHOWN)
    return f"{whole}.{rest:0{_SHOWN}d}".rstrip("0").rstrip(".")


def _sound(quantity: Decimal) -> Decimal:
    if not isinstance(quantity, Decimal) or not quantity.is_finite():
        raise Refused("quantity_not_finite", quantity)
    if quantity < 0:
        raise Refused("quantity_negative", quantity)
    exponent = quantity.as_tuple().exponent
    if quantity > MOST or (isinstance(exponent, int) and exponent < -_DECIMALS):
        raise Refused("quantity_out_of_range", quantity)
    return quantity


def _share(held: Held) -> Share:
    quantity = _sound(held.quantity)
    classes = hazard_classes()
    for code in held.classes:
        if code not in classes:
            raise Refused("class_unknown", code)
    if held.substance:
        found = substance(held.substance)
        by_class = held.classes or found.classes
        beta = Fraction(found.beta) if found.beta else max(Fraction(classes[code].beta) for code in by_class)
        return Share(
            name=found.name,
            quantity=quantity,
            critical=Fraction(found.critical),
            beta=beta,
            critical_from=f"1/{found.number}",
            beta_from="3" if found.beta else f"4/{_heaviest(by_class)}",
        )
    if not held.classes:
        raise Refused("substance_missing")
    strictest = min(held.classes, key=lambda code: Fraction(classes[code].critical))
    heaviest = _heaviest(held.classes)
    return Share(
        name="+".join(held.classes),
        quantity=quantity,
        critical=Fraction(classes[strictest].critical),
        beta=Fraction(classes[heaviest].beta),
        critical_from=f"2/{strictest}",
        beta_from=f"4/{heaviest}",
    )


def _heaviest(codes: tuple[str, ...]) -> str:
    return max(codes, key=lambda code: Fraction(hazard_classes()[code].beta))
