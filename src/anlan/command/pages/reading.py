"""What a form sent, read strictly: a value that cannot be read is refused by its field's name."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.web import sent
from anlan.web.forms import typed_moment


def whole(request: HttpRequest, name: str) -> int:
    """Return a field as a whole number."""
    return whole_of(sent.text(request, name), name)


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
    value = sent.text(request, name)
    return typed_moment(value, name) if value else otherwise


def identity(request: HttpRequest, name: str) -> UUID:
    """Return a field as an id."""
    return sent.as_id(name, sent.text(request, name))


def place(request: HttpRequest) -> tuple[float, float] | None:
    """Return the place that the phone sent along, or nothing."""
    longitude, latitude = sent.text(request, "longitude"), sent.text(request, "latitude")
    if not longitude and not latitude:
        return None
    try:
        return float(longitude), float(latitude)
    except ValueError as error:
        raise InvalidValue(
            field="place", value=f"{longitude} {latitude}"[:40], rule="longitude_and_latitude"
        ) from error


def way_back(request: HttpRequest) -> str:
    """Return where the form wants to go on: a page of this room, the tasks where it names none."""
    value = sent.text(request, "back")
    known = value.startswith(("/incidents/", "/orders/", "/tasks/")) and "//" not in value and "\\" not in value
    return value if known else "/tasks/"
