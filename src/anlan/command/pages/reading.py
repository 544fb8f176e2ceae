"""What a form sent, read strictly: a value that cannot be read is refused by its field's name."""

from datetime import datetime
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
    value = text(request, name)
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
