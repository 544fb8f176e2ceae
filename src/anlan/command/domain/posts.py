"""Command posts: their sides, their seats, and what setting one up must carry."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from anlan.kernel.errors import InvalidValue, TransitionNotAllowed

_LONGEST: Final = {"name": 120, "place_text": 200, "contact": 120, "duty": 300, "holder": 80, "organisation": 120}


class Side(StrEnum):
    """One command for all, or two side by side: who decides and answers, and who leads the work in his trade."""

    WHOLE = ""
    ADMINISTRATIVE = "administrative"
    PROFESSIONAL = "professional"


class PostState(StrEnum):
    """Where a command post stands."""

    STANDING = "standing"
    STOOD_DOWN = "stood_down"


class PostAct(StrEnum):
    """What may be done to a command post."""

    FILL = "fill"
    MOVE = "move"
    STAND_DOWN = "stand_down"


TRANSITIONS: Final = {
    (PostState.STANDING, PostAct.FILL): PostState.STANDING,
    (PostState.STANDING, PostAct.MOVE): PostState.STANDING,
    (PostState.STANDING, PostAct.STAND_DOWN): PostState.STOOD_DOWN,
}


def after(state: PostState, act: PostAct) -> PostState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="command_post", state=state.value, act=act.value)
    return TRANSITIONS[state, act]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a command post is: in words, on the map as (longitude, latitude) where known, and how it is reached."""

    text: str
    location: tuple[float, float] | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCommandPost:
    """A command post to set up; ``token`` names one press of a button."""

    incident_id: UUID
    name: str
    place: Place
    side: Side = Side.WHOLE
    is_mobile: bool = False
    token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A seat of a command post and what it does; ``leads`` the post's head."""

    key: str
    name: str
    duty: str = ""
    group: str = ""
    leads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitter:
    """Who takes a seat; ``person_id`` is empty for somebody who stands in no register."""

    name: str
    organisation: str = ""
    person_id: UUID | None = None


def check_place(place: Place) -> None:
    """Refuse a place without words, or one that is not on earth."""
    _text("place_text", place.text)
    if len(place.contact) > _LONGEST["contact"]:
        raise InvalidValue(field="contact", value=place.contact[:40], rule="at_most_120_characters")
    if place.location is not None:
        longitude, latitude = place.location
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            raise InvalidValue(field="location", value=f"{longitude}, {latitude}", rule="longitude_latitude")


def check_post(new: NewCommandPost) -> None:
    """Refuse a command post without a name or a place."""
    _text("name", new.name)
    check_place(new.place)


def check_seat(seat: Seat) -> None:
    """Refuse a seat without a name."""
    _text("name", seat.name)
    if len(seat.duty) > _LONGEST["duty"]:
        raise InvalidValue(field="duty", value=seat.duty[:40], rule="at_most_300_characters")


def check_sitter(sitter: Sitter) -> None:
    """Refuse nobody."""
    _text("holder", sitter.name)
    if len(sitter.organisation) > _LONGEST["organisation"]:
        raise InvalidValue(field="organisation", value=sitter.organisation[:40], rule="at_most_120_characters")


def _text(field: str, text: str) -> None:
    if not text.strip() or len(text) > _LONGEST[field]:
        raise InvalidValue(field=field, value=text[:40], rule=f"1_to_{_LONGEST[field]}_characters")
