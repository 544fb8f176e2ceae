"""What a form sent, read strictly: a value that cannot be read is refused by its field's name."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from anlan.intake import api
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.support import rights
from anlan.web import sent


def whole(request: HttpRequest, name: str) -> int:
    """Return a field as a whole number, 0 where it was left empty."""
    value = sent.text(request, name) or "0"
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise InvalidValue(field=name, value=value[:20], rule="whole_number")
    return int(value)


def point(request: HttpRequest) -> tuple[float, float] | None:
    """Return the place that the form carries, or nothing."""
    longitude, latitude = sent.text(request, "longitude"), sent.text(request, "latitude")
    if not longitude or not latitude:
        return None
    try:
        return float(longitude), float(latitude)
    except ValueError:
        raise InvalidValue(field="location", value=f"{longitude} {latitude}"[:40], rule="longitude_latitude") from None


def told_at(request: HttpRequest, now: datetime) -> datetime:
    """Return when it was told: a phone that sends later says how many milliseconds ago that was."""
    value = sent.text(request, "pressed_ago")
    is_age = value.isascii() and value.isdigit() and len(value) <= 10
    return now - timedelta(milliseconds=int(value)) if is_age else now


def pictures(request: HttpRequest) -> tuple[api.SentPicture, ...]:
    """Return the pictures that came along; one more than allowed is read, by which all are refused."""
    files = request.FILES.getlist("photos")[: api.MOST_PICTURES + 1]
    return tuple(api.SentPicture(name=file.name or "", content=file.read()) for file in files)


def placed(request: HttpRequest) -> tuple[str, tuple[float, float] | None, str]:
    """Return region, point and words of the place: chosen, else by the point, else by its words, else the own region.

    A call must not be lost because its place is not understood: the words are kept beside what was found.
    """
    words, location = sent.text(request, "place_text"), point(request)
    typed = sent.text(request, "region_typed")
    chosen = normalise(sent.text(request, "region"))
    if not chosen and typed:
        words = words or typed
    region = chosen or _region_at(location) or _region_named(request, typed or words) or _own_region(request)
    return region, location or places.middle_of(region if chosen else ""), words


def _region_at(location: tuple[float, float] | None) -> str:
    return places.region_at(*location) if location else ""


def _region_named(request: HttpRequest, words: str) -> str:
    for own in rights.regions_of(request.actor, "intake.send") if words else ():
        found = api.region_named(words, own)
        if found:
            return found
    return ""


def _own_region(request: HttpRequest) -> str:
    return next(iter(rights.regions_of(request.actor, "intake.send")), "")
