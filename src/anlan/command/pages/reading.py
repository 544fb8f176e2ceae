"""What a form sent, read strictly: a value that cannot be read is refused by its field's name."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from django.http import HttpRequest

from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.web.forms import typed_moment


def text(request: HttpRequest, name: str) -> str:
    """Return a field's text, empty where it is missing."""
    return request.POST.get(name, "").strip()


def whole(request: HttpRequest, name: str) -> int:
    """Return a field as a whole number."""
    return whole_of(text(request, name), name)


def whole_of(value: str, name: str) -> int:
    """Return a typed text as a whole number."""
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise InvalidValue(field=name, value=value[:20], rule="whole_number")
    return int(value)


def level(request: HttpRequest, name: str = "level") -> Level:
    """Return a field as a level."""
    value = whole(request, name)
    if value not in tuple(Level):
        raise InvalidValue(field=name, value=value, rule="level_1_to_4")
    return Level(value)


def moment(request: HttpRequest, name: str, otherwise: datetime) -> datetime:
    """Return a field as a time in China, or ``otherwise`` where it was left empty."""
    value = text(request, name)
    return typed_moment(value, name) if value else otherwise


def token(request: HttpRequest) -> UUID | None:
    """Return the form's token, by which the same press of a button counts once."""
    value = text(request, "client_token")
    if not value:
        return None
    try:
        return UUID(value)
    except ValueError:
        # An old phone without secure random ids sends another unique text.
        return uuid5(NAMESPACE_OID, value)


def identity(request: HttpRequest, name: str) -> UUID:
    """Return a field as an id."""
    return as_id(name, text(request, name))


def as_id(field: str, value: str) -> UUID:
    """Return a text as an id, or refuse it by its field's name."""
    try:
        return UUID(value)
    except ValueError as error:
        raise InvalidValue(field=field, value=value[:40], rule="chosen_from_the_list") from error


def place(request: HttpRequest) -> tuple[float, float] | None:
    """Return the place that the phone sent along, or nothing."""
    longitude, latitude = text(request, "longitude"), text(request, "latitude")
    if not longitude and not latitude:
        return None
    try:
        return float(longitude), float(latitude)
    except ValueError as error:
        raise InvalidValue(
            field="place", value=f"{longitude} {latitude}"[:40], rule="longitude_and_latitude"
        ) from error


def pressed_at(request: HttpRequest, now: datetime) -> datetime | None:
    """Return when the button was pressed: a phone that sends later says how many milliseconds ago that was.

    The age is told, not the time, so that a phone whose clock is wrong does no harm.
    """
    value = text(request, "pressed_ago")
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 10):
        raise InvalidValue(field="pressed_ago", value=value[:20], rule="milliseconds")
    return now - timedelta(milliseconds=int(value))


def way_back(request: HttpRequest) -> str:
    """Return where the form wants to go on: a page of this room, the tasks where it names none."""
    value = text(request, "back")
    known = value.startswith(("/incidents/", "/orders/", "/tasks/")) and "//" not in value and "\\" not in value
    return value if known else "/tasks/"
