"""What a form without a Django form sent, read strictly; ``offline.js`` sends the token and the age of the press."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from django.http import HttpRequest

from anlan.kernel.errors import InvalidValue


def text(request: HttpRequest, name: str) -> str:
    """Return a field's text without blanks around it, empty where it is missing."""
    return request.POST.get(name, "").strip()


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


def as_id(field: str, value: str) -> UUID:
    """Return a text as an id, or refuse it by its field's name."""
    try:
        return UUID(value)
    except ValueError as error:
        raise InvalidValue(field=field, value=value[:40], rule="chosen_from_the_list") from error


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
