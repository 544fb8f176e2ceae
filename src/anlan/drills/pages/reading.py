"""What a phone's form sent, read strictly."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from django.http import HttpRequest

from anlan.kernel.errors import InvalidValue


def id_of(text: str) -> UUID | None:
    """Return a typed id, or nothing where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def token(request: HttpRequest) -> UUID | None:
    """Return the form's token, by which the same press of a button counts once; a phone's own text makes one."""
    text = request.POST.get("client_token", "").strip()
    return (id_of(text) or uuid5(NAMESPACE_OID, text)) if text else None


def pressed_at(request: HttpRequest, now: datetime) -> datetime:
    """Return when the button was pressed: a phone that sends later says how many milliseconds ago that was."""
    text = request.POST.get("pressed_ago", "").strip() or "0"
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        raise InvalidValue(field="pressed_ago", value=text[:20], rule="milliseconds")
    return now - timedelta(milliseconds=int(text))
