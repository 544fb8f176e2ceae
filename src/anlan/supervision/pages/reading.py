"""What a form sent, read strictly."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.http import HttpRequest

from anlan.kernel.clock import CHINA
from anlan.kernel.errors import InvalidValue
from anlan.supervision import api
from anlan.support.pictures import MOST_BYTES as LARGEST_PICTURE
from anlan.support.sounds import MOST_BYTES as LARGEST_SOUND
from anlan.web import sent

_MOST_FILES = 60


def day(request: HttpRequest, name: str) -> date:
    """Return a field as a date, or refuse it."""
    value = sent.text(request, name)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise InvalidValue(field=name, value=value[:20], rule="a_date") from error


def moment(request: HttpRequest, name: str) -> datetime:
    """Return a field (``datetime-local``, China's time) as an instant, or refuse it."""
    value = sent.text(request, name)
    try:
        return datetime.fromisoformat(value).replace(tzinfo=CHINA)
    except ValueError as error:
        raise InvalidValue(field=name, value=value[:20], rule="a_moment") from error


def asked_day(request: HttpRequest, name: str) -> date | None:
    """Return a date of the address, or nothing where it is none."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def ids(request: HttpRequest, name: str) -> tuple[UUID, ...]:
    """Return the ids that were ticked."""
    return tuple(sent.as_id(name, value) for value in request.POST.getlist(name))


def record(request: HttpRequest, inspection_id: UUID, keys: list[str], now: datetime) -> api.NewRecord:
    """Return what the phone sent of a visit."""
    ended = sent.pressed_at(request, now) or now
    texts = {name: sent.text(request, name) for name in ("situation", "measure", "refusal", "witnesses")}
    return api.NewRecord(
        inspection_id=inspection_id,
        token=sent.token(request) or uuid4(),
        answers=tuple(_answer(request, key) for key in keys if sent.text(request, f"v_{key}")),
        begun_at=ended - _took(request),
        ended_at=ended,
        firm_person=sent.text(request, "firm_person"),
        firm_post=sent.text(request, "firm_post"),
        location=_point(request),
        files=_files(request, keys),
        orders_now="orders_now" in request.POST,
        **texts,
    )


def recheck(request: HttpRequest, found: api.InspectionFile, now: datetime) -> api.NewRecheck:
    """Return what the phone sent of a re-inspection; a picture of a finding is called by the finding's item."""
    said = {each.id: sent.text(request, f"r_{each.item}") for each in found.findings}
    texts = {name: sent.text(request, name) for name in ("firm_person", "firm_post", "refusal", "witnesses")}
    return api.NewRecheck(
        inspection_id=found.row.id,
        token=sent.token(request) or uuid4(),
        officers=tuple(sent.as_id("officers", each) for each in request.POST.getlist("officers") if each),
        results={key: value == "fixed" for key, value in said.items() if value in ("fixed", "unfixed")},
        opinion=sent.text(request, "opinion"),
        seen_at=sent.pressed_at(request, now) or now,
        location=_point(request),
        files=_files(request, [each.item for each in found.findings]),
        **texts,
    )


def _answer(request: HttpRequest, key: str) -> api.Answer:
    verdict = sent.text(request, f"v_{key}")
    if verdict not in {each.value for each in api.Verdict}:
        raise InvalidValue(field=key, value=verdict[:10], rule="chosen_from_the_list")
    days = sent.text(request, f"d_{key}") or "0"
    if not (days.isascii() and days.isdigit() and len(days) <= 4):
        raise InvalidValue(field="days", value=days[:10], rule="whole_number")
    return api.Answer(key, verdict, sent.text(request, f"t_{key}"), int(days))


def _took(request: HttpRequest) -> timedelta:
    """Return how long the visit took, by the phone's own clock, which may be wrong but runs evenly."""
    begun, pressed = sent.text(request, "begun"), sent.text(request, "pressed_at")
    if not all(each.isascii() and each.isdigit() and len(each) <= 16 for each in (begun, pressed)):
        return timedelta(0)
    return timedelta(milliseconds=max(int(pressed) - int(begun), 0))


def _point(request: HttpRequest) -> tuple[float, float] | None:
    longitude, latitude = sent.text(request, "longitude"), sent.text(request, "latitude")
    if not longitude or not latitude:
        return None
    try:
        place = float(longitude), float(latitude)
    except ValueError as error:
        raise InvalidValue(field="location", value=longitude[:20], rule="longitude_latitude") from error
    if not (-180 <= place[0] <= 180 and -90 <= place[1] <= 90):
        raise InvalidValue(field="location", value=longitude[:20], rule="longitude_latitude")
    return place


def _files(request: HttpRequest, keys: list[str]) -> tuple[api.SentFile, ...]:
    """Return the files by their fields; of one that is too large a byte more than allowed is read, which refuses it."""
    wanted = [("photos", api.FileKind.PHOTO, ""), *((f"p_{key}", api.FileKind.PHOTO, key) for key in keys)]
    wanted += [("audio", api.FileKind.AUDIO, "")]
    wanted += [(f"sign_{who}", api.FileKind.SIGNATURE, who) for who in (*map(str, range(1, 10)), "firm")]
    found = []
    for field, kind, item in wanted:
        most = LARGEST_SOUND if kind is api.FileKind.AUDIO else LARGEST_PICTURE
        found += [
            api.SentFile(kind, item, file.name or field, file.read(most + 1)) for file in request.FILES.getlist(field)
        ]
    return tuple(found[:_MOST_FILES])
