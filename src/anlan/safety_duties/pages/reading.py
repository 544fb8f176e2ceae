"""What a form sent, read strictly."""

from datetime import date

from django.http import HttpRequest

from anlan.kernel.errors import InvalidValue
from anlan.safety_duties import api
from anlan.web import sent


def whole(request: HttpRequest, name: str) -> int:
    """Return a field as a whole number, or refuse it."""
    value = sent.text(request, name)
    if not (value.isascii() and value.isdigit() and len(value) <= 4):
        raise InvalidValue(field=name, value=value[:10], rule="whole_number")
    return int(value)


def year_of(value: str) -> int:
    """Return the year that an address asks for, 0 where it asks for none that can be."""
    return int(value) if value.isascii() and value.isdigit() and len(value) == len("2026") else 0


def day(request: HttpRequest, name: str) -> date:
    """Return a field as a date, or refuse it."""
    value = sent.text(request, name)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise InvalidValue(field=name, value=value[:20], rule="a_date") from error


def duty(request: HttpRequest) -> api.NewDuty:
    """Return a duty as the form tells it."""
    return api.NewDuty(
        text=sent.text(request, "text"),
        measure=sent.text(request, "measure"),
        rhythm=sent.text(request, "rhythm"),
        target=whole(request, "target"),
        weight=whole(request, "weight"),
        basis=sent.text(request, "basis"),
        proof=sent.text(request, "proof"),
        evidence=sent.text(request, "evidence"),
        due=day(request, "due") if sent.text(request, "due") else None,
    )
