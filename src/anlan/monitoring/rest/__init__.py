"""The room's part of the API: readings in and out, stations, values by which readings are judged."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.kernel.regions import normalise
from anlan.monitoring.adapters.publisher import bus
from anlan.monitoring.domain.errors import TooLarge
from anlan.monitoring.domain.formats import JSON
from anlan.monitoring.rest.rules import router as rules_router
from anlan.monitoring.selectors import listing, readings, rules, stations, thresholds
from anlan.monitoring.services.receiving import Sent, receive
from anlan.monitoring.services.registering import NewStation, register_station, set_service
from anlan.support.rights import regions_of, require
from anlan.web.auth import signed_in_api

router = Router(tags=["monitoring"], auth=signed_in_api)
router.add_router("", rules_router)
_PAGE = 200


class RefusedOut(Schema):
    """A reading or line that was not taken: ``time`` in Unix milliseconds, ``code`` the reason, ``line`` its place."""

    code: str
    station: str
    quantity: str
    time: int | None
    value: float | None
    line: int
    detail: str


class ReceiptOut(Schema):
    """How many readings are safely stored on the bus, and which were refused."""

    accepted: int
    refused: list[RefusedOut]


class StationOut(Schema):
    """A station with what was heard of it last."""

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    status: str
    level: str
    rain_1h: float | None
    rain_3h: float | None
    rain_24h: float | None
    water_level: float | None
    heard_at: datetime | None
    is_silent: bool
    watch: str


class StationsOut(Schema):
    """One page of stations."""

    total: int
    page: int
    pages: int
    stations: list[StationOut]


class NewStationIn(Schema):
    """A station to register: ``stands_for`` are the townships and villages its rain counts for; empty: its own."""

    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    quantities: list[str] = ["rain"]
    stands_for: list[str] = []
    warning_level: float | None = None
    guarantee_level: float | None = None
    owner: str = ""
    source: str = ""


class ServiceIn(Schema):
    """Whether readings are taken: in_service or out_of_service."""

    status: str


class SeriesOut(Schema):
    """One quantity of a station with its newest value."""

    id: int
    quantity: str
    unit: str
    warning_level: float | None
    guarantee_level: float | None
    latest_value: float | None
    latest_at: datetime | None


class StationDetailOut(StationOut):
    """A station with its series and the places it stands for."""

    longitude: float
    latitude: float
    owner: str
    source: str
    is_demo: bool
    series: list[SeriesOut]
    stands_for: list[str]


class ReadingOut(Schema):
    """One reading."""

    time: datetime
    value: float


class HourOut(Schema):
    """One hour, named by its end."""

    end: datetime
    value: float
    least: float
    greatest: float
    count: int


class ValueOut(Schema):
    """From ``value`` (mm) in ``window_hours`` on, ``level`` is reached."""

    window_hours: int
    level: str
    value: float


class EditionOut(Schema):
    """An edition of a region's flash-flood values."""

    region: str
    number: int
    state: str
    reason: str
    effective_from: datetime
    is_in_force: bool
    values: list[ValueOut]


@router.post("/readings", response={202: ReceiptOut}, summary="Send readings")
def send_readings(request: HttpRequest) -> Status:
    """Take readings as JSON (one, a list, or a column), CSV or line protocol, by the request's content type.

    202 means that the accepted readings are on disk at the message bus; 503 that nothing is, and all of it is to be
    sent again. Sending twice stores once. What is refused is listed, and kept in quarantine with the reason.
    """
    require_sender(request)
    sent = Sent(_body(request), request.content_type or JSON, request.GET.dict())
    receipt = receive(sent=sent, bus=bus(), actor=request.actor, now=clock.now())
    return Status(202, receipt)


@router.get("/stations", response=StationsOut, summary="Stations")
def list_stations(
    request: HttpRequest,
    q: str = "",
    region: str = "",
    state: str = "",
    page: int = 1,
) -> Any:
    """Return the stations of the caller's regions by code or name, region and state (silent, heard, out_of_service)."""
    wanted = listing.StationFilter(text=q, region=normalise(region) if region else "", state=state, sort="name")
    here = listing.station_slice(request.actor, wanted, number=page, size=_PAGE, now=clock.now())
    return {
        "total": here.total,
        "page": here.number,
        "pages": here.pages,
        "stations": [_station(row) for row in here.rows],
    }


@router.post("/stations", response={201: StationDetailOut}, summary="Register a station")
def add_station(request: HttpRequest, body: NewStationIn) -> Status:
    """Register a station of the caller's regions; its readings are taken from now on."""
    values = body.dict() | {"quantities": tuple(body.quantities), "stands_for": tuple(body.stands_for)}
    register_station(station=NewStation(**values), actor=request.actor, now=clock.now())
    return Status(201, one_station(request, body.code))


@router.post("/stations/{code}/service", response=StationDetailOut, summary="Take out of service or put back")
def change_service(request: HttpRequest, code: str, body: ServiceIn) -> Any:
    """Put a station's readings aside from now on, or take them again."""
    found = stations.station_by_code(request.actor, code, now=clock.now())
    set_service(station_id=found.row.id, status=body.status, actor=request.actor, now=clock.now())
    return one_station(request, code)


@router.get("/stations/{code}", response=StationDetailOut, summary="One station by its code")
def one_station(request: HttpRequest, code: str) -> Any:
    """Return a station with its series."""
    found = stations.station_by_code(request.actor, code, now=clock.now())
    own = {name: getattr(found, name) for name in ("longitude", "latitude", "owner", "source", "is_demo")}
    return _station(found.row) | own | {"series": list(found.series), "stands_for": list(found.stands_for)}


@router.get("/series/{series_id}/readings", response=list[ReadingOut], summary="Readings of a series")
def list_readings(request: HttpRequest, series_id: int, since: datetime, until: datetime) -> Any:
    """Return the readings after ``since`` and not after ``until``, oldest first, at most 20,000."""
    _check_zone(since=since, until=until)
    found = readings.history(request.actor, series_id, since, until)
    return [{"time": time, "value": value} for time, value in found]


@router.get("/series/{series_id}/hours", response=list[HourOut], summary="A series by the hour")
def list_hours(request: HttpRequest, series_id: int, since: datetime, until: datetime) -> Any:
    """Return clock hours: the sum of rain, or the last of other values, with least and greatest."""
    _check_zone(since=since, until=until)
    return list(readings.hourly(request.actor, series_id, since, until))


@router.get("/thresholds/{region}", response=list[EditionOut], summary="Flash-flood values of a place")
def list_thresholds(request: HttpRequest, region: str) -> Any:
    """Return every edition of a township's or village's values, the newest first."""
    found = thresholds.editions_of(request.actor, normalise(region), now=clock.now())
    return [_edition(row) for row in found]


def require_sender(request: HttpRequest) -> None:
    """Refuse a caller who may send readings nowhere."""
    if not regions_of(request.actor, "monitoring.ingest"):
        require(request.actor, "monitoring.ingest", "")


def _body(request: HttpRequest) -> bytes:
    """Read the body, but not one that is larger than the table allows, whatever its header says."""
    limit = rules.limits()["message"]["largest_http_bytes"]
    declared = int(request.META.get("CONTENT_LENGTH") or 0)
    if declared > limit:
        raise TooLarge(size=declared, limit=limit)
    raw = request.read(limit + 1)
    if len(raw) > limit:
        raise TooLarge(size=f"> {limit}", limit=limit)
    return raw


def _check_zone(**instants: datetime) -> None:
    for field, instant in instants.items():
        if instant.tzinfo is None:
            raise InvalidValue(field=field, value=instant.isoformat(), rule="with_time_zone")


def _station(row: stations.StationRow) -> dict[str, Any]:
    names = StationOut.model_fields
    return {name: getattr(row, name) for name in names} | {"level": row.level.colour}


def _edition(row: thresholds.EditionRow) -> dict[str, Any]:
    values = [
        {"window_hours": hours, "level": Level(level).colour, "value": value}
        for (hours, level), value in sorted(row.values.items())
    ]
    names = ("region", "number", "state", "reason", "effective_from", "is_in_force")
    return {name: getattr(row, name) for name in names} | {"values": values}
