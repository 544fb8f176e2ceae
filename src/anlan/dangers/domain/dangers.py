"""What is told of a hidden danger, checked before anything is stored."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from anlan.dangers.domain.states import Grade, ObjectKind, Source
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import level_of

LONGEST_TEXT: Final = 4000
MOST_PICTURES: Final = 6
_LONGEST: Final = {"title": 120, "place_text": 200, "object_name": 120, "source_id": 80, "token": 80, "trade": 30}
_CLOCKS_DIFFER_BY: Final = timedelta(minutes=10)
_BY_A_PERSON: Final = frozenset({Source.SELF, Source.INSPECTION, Source.EXPERT})


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPicture:
    """A picture as it came."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDanger:
    """A hidden danger as it is found: where, at what, by which way.

    ``token`` is the sender's own number of it, so that sending it twice stores it once. ``trade`` is the trade whose
    criteria grade it; ``object_name`` is looked up where it is left out. The same ``source`` and ``source_id`` are
    stored once.
    """

    title: str
    region: str
    source: Source
    object_kind: ObjectKind = ObjectKind.PLACE
    object_id: UUID | None = None
    object_name: str = ""
    location: tuple[float, float] | None = None
    place_text: str = ""
    text: str = ""
    trade: str = ""
    source_id: str = ""
    found_at: datetime | None = None
    token: str = ""
    pictures: tuple[SentPicture, ...] = ()


def check_new(new: NewDanger, now: datetime) -> None:
    """Refuse a hidden danger by the first field that cannot be true."""
    _check("title", new.title[:20], "1_to_120_characters", holds=bool(new.title.strip()))
    for field, longest in _LONGEST.items():
        value = getattr(new, field)
        _check(field, value[:20], f"at_most_{longest}_characters", holds=len(value) <= longest)
    _check("text", new.text[:20], "at_most_4000_characters", holds=len(new.text) <= LONGEST_TEXT)
    _check("region", new.region, "below_the_nation", holds=level_of(new.region) > 0)
    needs_object = new.object_kind is not ObjectKind.PLACE
    _check("object_id", "", "chosen_from_the_list", holds=(new.object_id is not None) == needs_object)
    if new.found_at is not None:
        is_past = new.found_at <= now + _CLOCKS_DIFFER_BY
        _check("found_at", new.found_at.isoformat(), "not_in_the_future", holds=is_past)
    if new.location is not None:
        longitude, latitude = new.location
        is_on_earth = math.isfinite(longitude) and math.isfinite(latitude) and abs(longitude) <= 180
        is_on_earth = is_on_earth and abs(latitude) <= 90
        _check("location", f"{longitude}, {latitude}", "longitude_latitude", holds=is_on_earth)


def registers_at_once(source: Source, *, may_register: bool, is_own: bool) -> bool:
    """Tell whether it is registered as it is found; what a stranger or a machine found waits for a person."""
    if source is Source.SELF:
        return may_register or is_own
    return source in _BY_A_PERSON and may_register


def checked_words(field: str, text: str, longest: int = 1000) -> str:
    """Return a text without the blanks around it; refuse an empty or too long one."""
    words = text.strip()
    _check(field, words[:20], f"1_to_{longest}_characters", holds=0 < len(words) <= longest)
    return words


def shown_number(year: int, serial: int) -> str:
    """Return the number by which a hidden danger is called."""
    return f"YH{year}-{serial:06d}"


def pairs_of(*texts: str) -> list[str]:
    """Return the pairs of neighbouring characters of texts, by which they are found and compared."""
    found: dict[str, None] = {}
    for text in texts:
        signs = "".join(sign for sign in text.lower() if sign.isalnum())
        found.update(dict.fromkeys(signs[at : at + 2] for at in range(len(signs) - 1)))
    return list(found)


def grade_or_none(value: str) -> Grade | None:
    """Return a stored grade, or nothing where there is none yet."""
    return Grade(value) if value else None


def _check(field: str, value: object, rule: str, *, holds: bool) -> None:
    if not holds:
        raise InvalidValue(field=field, value=value, rule=rule)
