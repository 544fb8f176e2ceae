"""What comes in, checked before anything is stored."""

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from anlan.intake.domain.states import MatterKind
from anlan.kernel.checks import check
from anlan.kernel.regions import level_of

LONGEST_TEXT: Final = 4000
MOST_PICTURES: Final = 6
_LONGEST_PLACE: Final = 200
_LONGEST_NAME: Final = 40
_LONGEST_PHONE: Final = 24
_LONGEST_TOKEN: Final = 80
_MOST_HURT: Final = 100_000
_CLOCKS_DIFFER_BY: Final = timedelta(minutes=10)
_PHONE_SIGNS: Final = frozenset("0123456789+-() ")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPicture:
    """A picture as it came."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMatter:
    """Something that somebody tells: words first, everything else where known.

    ``token`` is the sender's own number of it, so that sending it twice stores it once; ``happened_at`` when it was
    told on a phone without a link. ``hurt`` counts people hurt, trapped or missing by the teller's word.
    """

    kind: MatterKind
    text: str
    region: str
    token: str = ""
    place_text: str = ""
    location: tuple[float, float] | None = None
    teller_name: str = ""
    teller_phone: str = ""
    event_kind: str = ""
    category: str = ""
    hurt: int = 0
    told_at: datetime | None = None
    is_exercise: bool = False
    pictures: tuple[SentPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the account or key, or the mark of an address where nobody is signed in."""

    id: str
    name: str
    organisation_id: UUID | None = None


def check_matter(new: NewMatter, now: datetime) -> None:
    """Refuse a matter by the first field that cannot be true."""
    check(0 < len(new.text.strip()) <= LONGEST_TEXT, "text", new.text[:20], "1_to_4000_characters")
    check(level_of(new.region) > 0, "region", new.region, "below_the_nation")
    check(len(new.place_text) <= _LONGEST_PLACE, "place_text", new.place_text[:20], "at_most_200_characters")
    check(len(new.teller_name) <= _LONGEST_NAME, "teller_name", new.teller_name[:20], "at_most_40_characters")
    fits = len(new.teller_phone) <= _LONGEST_PHONE and set(new.teller_phone) <= _PHONE_SIGNS
    check(fits, "teller_phone", new.teller_phone[:24], "phone_number")
    check(0 <= new.hurt <= _MOST_HURT, "hurt", new.hurt, "0_to_100000")
    check(len(new.token) <= _LONGEST_TOKEN, "token", new.token[:20], "at_most_80_characters")
    if new.told_at is not None:
        check(new.told_at <= now + _CLOCKS_DIFFER_BY, "told_at", new.told_at.isoformat(), "not_in_the_future")
    if new.location is not None:
        longitude, latitude = new.location
        is_on_earth = math.isfinite(longitude) and math.isfinite(latitude) and abs(longitude) <= 180
        check(is_on_earth and abs(latitude) <= 90, "location", f"{longitude}, {latitude}", "longitude_latitude")


def digest_of(new: NewMatter) -> str:
    """Return the SM3 digest of what was told: words, place, teller and pictures, in this order."""
    found = hashlib.new("sm3")
    where = "" if new.location is None else f"{new.location[0]:.6f},{new.location[1]:.6f}"
    parts = (new.kind, new.text.strip(), new.region, new.place_text, where, new.teller_name, new.teller_phone)
    for part in (*parts, new.event_kind, str(new.hurt)):
        found.update(part.encode() + b"\0")
    for picture in new.pictures:
        found.update(hashlib.new("sm3", picture.content).digest())
    return found.hexdigest()


def checked_words(field: str, text: str, longest: int = 500) -> str:
    """Return a reason or an answer without the blanks around it; refuse an empty or too long one."""
    words = text.strip()
    check(0 < len(words) <= longest, field, words[:20], f"1_to_{longest}_characters")
    return words


def headline_of(text: str, longest: int = 40) -> str:
    """Return the first words of a text for a list."""
    first = text.strip().splitlines()[0] if text.strip() else ""
    return first if len(first) <= longest else f"{first[: longest - 1]}\N{HORIZONTAL ELLIPSIS}"
