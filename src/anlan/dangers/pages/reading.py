"""What a form sent, read strictly: a value that cannot be read is refused by its field's name."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.http import HttpRequest

from anlan.dangers import api
from anlan.kernel.clock import CHINA
from anlan.kernel.errors import InvalidValue
from anlan.web import sent


def pictures(request: HttpRequest) -> tuple[api.SentPicture, ...]:
    """Return the pictures that came along; one more than allowed is read, by which all are refused."""
    files = request.FILES.getlist("photos")[: api.MOST_PICTURES + 1]
    return tuple(api.SentPicture(name=file.name or "", content=file.read()) for file in files)


def point(request: HttpRequest) -> tuple[float, float] | None:
    """Return the place that the form carries, or nothing."""
    longitude, latitude = sent.text(request, "longitude"), sent.text(request, "latitude")
    if not longitude or not latitude:
        return None
    try:
        return float(longitude), float(latitude)
    except ValueError:
        raise InvalidValue(field="location", value=f"{longitude} {latitude}"[:40], rule="longitude_latitude") from None


def day_end(request: HttpRequest, name: str) -> datetime | None:
    """Return the end of the day that a field names (2026-11-22, China time), or nothing where it was left empty."""
    value = sent.text(request, name)
    if not value:
        return None
    try:
        return datetime.strptime(f"{value} 23:59:59", "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA)
    except ValueError:
        raise InvalidValue(field=name, value=value[:20], rule="a_day") from None


def yuan(request: HttpRequest, name: str) -> Decimal | None:
    """Return an amount of money, or nothing where the field was left empty."""
    value = sent.text(request, name)
    if not value:
        return None
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise InvalidValue(field=name, value=value[:20], rule="a_number") from None
    if not amount.is_finite():
        raise InvalidValue(field=name, value=value[:20], rule="a_number")
    return amount.quantize(Decimal("0.01"))


def told(request: HttpRequest) -> api.Told:
    """Return what the form tells, with its pictures and the phone's own number of it."""
    return api.Told(
        text=sent.text(request, "text"), pictures=pictures(request), token=sent.text(request, "client_token")[:80]
    )


def small_number(request: HttpRequest, name: str) -> int | None:
    """Return a small whole number, or nothing where the field was left empty."""
    value = sent.text(request, name)
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 3):
        raise InvalidValue(field=name, value=value[:20], rule="whole_number")
    return int(value)
