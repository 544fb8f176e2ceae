"""What may be written of households, residents and devices, and how an id number is shown."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from anlan.kernel.regions import RegionLevel, level_of, normalise
from anlan.people.domain.errors import FieldNotValid
from anlan.people.domain.kinds import labels
from anlan.people.domain.phones import checked as checked_phone

WEST, SOUTH, EAST, NORTH = 73.0, 3.0, 136.0, 54.0
MOST_PERSONS: Final = 99
MOST_METRES: Final = 20_000
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS: Final = "10X98765432"
_ID_FORM: Final = re.compile(r"\d{17}[\dX]")
_LONGEST: Final = {"code": 30, "address": 120, "head_name": 40, "hazard": 200, "name": 40}
_ID_HEAD, _ID_TAIL = 6, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdDetails:
    """What is kept of a household."""

    region: str
    head_name: str
    code: str = ""
    address: str = ""
    persons: int = 1
    longitude: float | None = None
    latitude: float | None = None
    hazard: str = ""
    is_to_move_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentDetails:
    """What is kept of a resident besides household and place; a phone or id number of ``None`` stays as it is."""

    name: str
    phone: str | None = ""
    id_number: str | None = ""
    language: str = "zh-CN"
    channels: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    is_exercise: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceDetails:
    """What is kept of a device."""

    code: str
    name: str
    kind: str
    address: str
    region: str
    longitude: float | None = None
    latitude: float | None = None
    reach_m: int = 0
    languages: tuple[str, ...] = ()
    is_in_service: bool = True
    is_exercise: bool = False


def checked_household(details: HouseholdDetails) -> HouseholdDetails:
    """Return the household's details tidied; refuse by name what breaks a rule."""
    tidy = replace(
        details,
        region=checked_region(details.region),
        code=_text("code", details.code),
        address=_text("address", details.address),
        head_name=_text("head_name", details.head_name),
        hazard=_text("hazard", details.hazard),
    )
    _refuse_unless(bool(tidy.head_name), "head_name", "not_empty")
    _refuse_unless(1 <= tidy.persons <= MOST_PERSONS, "persons_count", "1_to_99")
    check_place(tidy.longitude, tidy.latitude)
    return tidy


def checked_resident(details: ResidentDetails) -> ResidentDetails:
    """Return the resident's details tidied; refuse by name what breaks a rule."""
    name = _text("name", details.name)
    _refuse_unless(bool(name), "name", "not_empty")
    _check_keys("language", (details.language,), "language")
    _check_keys("ways", details.channels, "way")
    _check_keys("duties", details.duties, "task")
    phone = None if details.phone is None else checked_phone(details.phone)
    number = None if details.id_number is None else checked_id_number(details.id_number)
    return replace(details, name=name, phone=phone, id_number=number, channels=tuple(dict.fromkeys(details.channels)))


def checked_device(details: DeviceDetails) -> DeviceDetails:
    """Return the device's details tidied; refuse by name what breaks a rule."""
    code, name, address = details.code.strip(), details.name.strip(), details.address.strip()
    for field, text, longest in (("own_number", code, 40), ("name", name, 80), ("address", address, 200)):
        _refuse_unless(0 < len(text) <= longest, field, "not_empty" if not text else "shorter")
    _check_keys("device_kind", (details.kind,), "device")
    _check_keys("languages", details.languages, "language")
    _refuse_unless(0 <= details.reach_m <= MOST_METRES, "reach_m", "0_to_20000_m")
    check_place(details.longitude, details.latitude)
    _refuse_unless(details.reach_m == 0 or details.longitude is not None, "reach_m", "with_a_place")
    return replace(details, code=code, name=name, address=address, region=checked_region(details.region))


def checked_region(region: str) -> str:
    """Return a region at most as wide as a county; refuse a wider or malformed one."""
    found = normalise(region.strip())
    _refuse_unless(level_of(found) >= RegionLevel.COUNTY, "region", "county_or_below")
    return found


def checked_id_number(number: str) -> str:
    """Return an id number of 18 digits whose check digit is right (GB 11643); nothing stays nothing."""
    tidy = number.strip().upper()
    if not tidy:
        return ""
    _refuse_unless(bool(tidy.isascii() and _ID_FORM.fullmatch(tidy)), "id_number", "18_digits")
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, tidy, strict=False))
    _refuse_unless(_ID_CHECKS[total % len(_ID_CHECKS)] == tidy[-1], "id_number", "check_digit")
    return tidy


def masked_id_number(number: str) -> str:
    """Return an id number with all but the region and the last two digits hidden."""
    return f"{number[:_ID_HEAD]}{'*' * (len(number) - _ID_HEAD - _ID_TAIL)}{number[-_ID_TAIL:]}" if number else ""


def check_place(longitude: float | None, latitude: float | None) -> None:
    """Refuse a place that is half given or lies outside of the country's frame."""
    _refuse_unless((longitude is None) == (latitude is None), "place", "both_or_neither")
    if longitude is not None and latitude is not None:
        is_number = math.isfinite(longitude) and math.isfinite(latitude)
        inside = is_number and WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH
        _refuse_unless(inside, "place", "within_the_country")


def _text(field: str, text: str) -> str:
    tidy = " ".join(text.split())
    _refuse_unless(len(tidy) <= _LONGEST[field], "own_number" if field == "code" else field, "shorter")
    return tidy


def _check_keys(field: str, keys: Iterable[str], what: str) -> None:
    known = labels(what)
    _refuse_unless(all(key in known for key in keys), field, "known_word")


def _refuse_unless(holds: object, field: str, rule: str) -> None:
    if not holds:
        raise FieldNotValid(field=field, rule=rule)
