"""Orders to mend stations: the list, opening and moving them; pictures and keepers of stations."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.monitoring import api
from anlan.monitoring.pages import words
from anlan.monitoring.pages.listing import region_asked, regions_below
from anlan.people import api as people
from anlan.places import api as places
from anlan.support.rights import may, regions_of
from anlan.web.auth import signed_in
from anlan.web.forms import typed_moment
from anlan.web.lists import Export, csv_answer, page_of, wants_file
from anlan.web.pictures import picture_answer, sent_picture


@signed_in
def orders_page(request: HttpRequest) -> HttpResponse:
    """Show the orders, or answer with a file."""
    get = request.GET.get
    state = get("state", "")
    state = state if state in words.ORDER_FILTERS else "running"
    rows = api.orders(
        request.actor,
        now=clock.now(),
        state="" if state == "all" else state,
        region=region_asked(request),
    )
    if wants_file(request):
        heads = (_("Station"), _("Place"), _("Reason of the fault"), _("State"), _("Opened"), _("Due"), _("Result"))
        return csv_answer(Export("maintenance", heads, _cells), rows)
    page = page_of(request, rows)
    names = places.full_names({row.region for row in page.object_list})
    may_maintain = bool(regions_of(request.actor, "monitoring.maintain"))
    context = {
        "page": page,
        "lines": [
            (
                row,
                names[row.region],
                words.ORDER_STATES[row.state],
                words.ORDER_TONES[row.state],
                may_maintain and may(request.actor, "monitoring.maintain", row.region),
            )
            for row in page.object_list
        ],
        "states": list(words.ORDER_FILTERS.items()),
        "state": state,
        "regions": regions_below(request.actor, "monitoring.read"),
        "overdue": sum(row.is_overdue for row in rows),
        "total": len(rows),
    }
    return render(request, "monitoring/orders.html", context)


@signed_in
@require_POST
def open_order(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Open an order to mend a station."""
    due_at = _text(request, "due_at")
    order = api.NewOrder(
        reason=_text(request, "reason"),
        text=_text(request, "text"),
        person_id=_id(request, "person"),
        organisation_id=_id(request, "organisation"),
        due_at=typed_moment(due_at, "due_at") if due_at else None,
    )
    api.open_order(station_id=station_id, order=order, actor=request.actor, now=clock.now())
    messages.success(request, _("The maintenance order is open. While it runs, the station's silence is no alarm."))
    return redirect("monitoring:station", station_id=station_id)


@signed_in
@require_POST
def move_order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Take, finish or cancel an order."""
    act = _text(request, "act")
    if act not in set(api.OrderAct):
        raise InvalidValue(field="act", value=act[:20], rule="known_value")
    station_id = api.move_order(
        order_id=order_id,
        act=api.OrderAct(act),
        note=_text(request, "note"),
        actor=request.actor,
        now=clock.now(),
    )
    if request.FILES.get("photo"):
        _keep(request, station_id, _text(request, "note"), order_id)
    messages.success(request, _("The maintenance order was changed."))
    return redirect(_back(request) or f"/stations/{station_id}/")


@signed_in
@require_POST
def add_photo(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Add the picture of the form to a station."""
    _keep(request, station_id, _text(request, "caption"), None)
    messages.success(request, _("The picture was added."))
    return redirect(f"/stations/{station_id}/#photos")


@signed_in
@require_GET
def picture(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """Send a picture to who may see its station."""
    return picture_answer(*api.photo(request.actor, photo_id))


@signed_in
def keeper(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Say who looks after a station; a text finds persons to choose from."""
    if request.method == "POST":
        api.name_keeper(station_id=station_id, person_id=_id(request, "person"), actor=request.actor, now=clock.now())
        messages.success(request, _("The keeper was changed."))
        return redirect("monitoring:station", station_id=station_id)
    found = api.station(request.actor, station_id, now=clock.now())
    text = request.GET.get("q", "").strip()
    context = {"station": found, "persons": people.search_people(request.actor, text), "text": text}
    return render(request, "monitoring/keeper.html", context)


def _keep(request: HttpRequest, station_id: UUID, caption: str, order_id: UUID | None) -> None:
    name, content = sent_picture(request)
    photo = api.NewPhoto(content=content, name=name, caption=caption[:120], order_id=order_id)
    api.add_photo(station_id=station_id, photo=photo, actor=request.actor, now=clock.now())


def _text(request: HttpRequest, field: str) -> str:
    return request.POST.get(field, "").strip()


def _id(request: HttpRequest, field: str) -> UUID | None:
    written = _text(request, field)
    if not written:
        return None
    try:
        return UUID(written)
    except ValueError:
        raise InvalidValue(field=field, value=written[:40], rule="known_value") from None


def _back(request: HttpRequest) -> str:
    return "/stations/maintenance/" if request.POST.get("back") == "list" else ""


def _cells(row: api.OrderRow) -> tuple[object, ...]:
    return (
        row.station_name,
        places.full_name(row.region),
        row.reason_word,
        words.ORDER_STATES[row.state],
        row.opened_at.isoformat(),
        row.due_at.isoformat(),
        row.note,
    )
