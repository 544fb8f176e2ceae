"""What a form sent, read strictly."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from django.http import HttpRequest

from anlan.kernel.errors import InvalidValue

_PREFIX = "f_"
_LONGEST_CLOCK = 16


def text(request: HttpRequest, name: str) -> str:
    """Return a field's text, empty where it is missing."""
    return request.POST.get(name, "").strip()


def figures(request: HttpRequest) -> dict[str, str]:
    """Return the figures of a form, as they were typed."""
    return {name.removeprefix(_PREFIX): value for name, value in request.POST.items() if name.startswith(_PREFIX)}


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


def pressed_at(request: HttpRequest, now: datetime) -> datetime:
    """Return when the button was pressed: a phone that sends later says how many milliseconds ago that was."""
    value = text(request, "pressed_ago") or "0"
    if not (value.isascii() and value.isdigit() and len(value) <= 10):
        raise InvalidValue(field="pressed_ago", value=value[:20], rule="milliseconds")
    return now - timedelta(milliseconds=int(value))


def pressed(request: HttpRequest) -> int | None:
    """Return when the button was pressed by the phone's own clock, in milliseconds; None where it says nothing."""
    value = text(request, "pressed_at")
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= _LONGEST_CLOCK):
        raise InvalidValue(field="pressed_at", value=value[:20], rule="milliseconds")
    return int(value)


def identity(value: str, field: str) -> UUID:
    """Return a text as an id, or refuse it by its field's name."""
    try:
        return UUID(value)
    except ValueError:
        raise InvalidValue(field=field, value=value[:40], rule="chosen_from_the_list") from None
