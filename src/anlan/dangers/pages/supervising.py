"""Listed supervision and stops of power: the list of notices, the acts, the public pages."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from anlan.dangers import api
from anlan.dangers.pages import reading
from anlan.kernel import clock
from anlan.kernel.clock import CHINA
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import page_of

By = dict[str, Any]
_LIST: Final = "dangers.list"


@require_GET
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    """Show what is or was under listed supervision."""
    which = request.GET.get("which", "")
    rows = api.listings(request.actor, stands={"stands": True, "ended": False}.get(which))
    choices = [("stands", _("Under supervision")), ("ended", _("Supervision ended"))]
    return render(request, "dangers/listed.html", {"page": page_of(request, rows), "choices": choices})


@require_GET
def public_list(request: HttpRequest) -> HttpResponse:
    """Show everybody the published notices."""
    return render(request, "dangers/public.html", {"page": page_of(request, api.public_listings(), 20)})


@require_GET
def public_notice(request: HttpRequest, listing_id: UUID) -> HttpResponse:
    """Show everybody one published notice."""
    return render(request, "dangers/public_notice.html", {"notice": api.public_listing(listing_id)})


def around(request: HttpRequest, row: api.DangerRow) -> dict[str, Any]:
    """Return what the page of a hidden danger shows of supervision, and what the reader may do."""
    held = api.listings_of(row.id) if row.is_major else ()
    listing = next((each for each in held if each.stands), None)
    may = _may(request, row, listing)
    extensions = api.extensions_of(listing.id) if listing else ()
    waiting = next((each for each in extensions if each.is_granted is None), None)
    return {
        "listings": held,
        "listing": listing,
        "extensions": extensions,
        "waiting": waiting,
        "power_stops": api.power_stops_of(row.id) if row.is_major else (),
        "power_hours": api.power_hours(),
        "procedure": api.procedure(row.region) if row.is_major else None,
        **may,
    }


def _may(request: HttpRequest, row: api.DangerRow, listing: api.ListingRow | None) -> dict[str, bool]:
    actor, runs = request.actor, row.is_major and row.state.value in _RUNNING
    level = api.listing_level(row.region, row.grade, row.danger_class) if runs else "county"
    of_level = rights.may(actor, _LIST, api.authority_of(row.region, level))
    of_listing = listing is not None and rights.may(actor, _LIST, listing.authority)
    higher = {"county": "prefecture", "prefecture": "province"}.get(listing.level) if listing else None
    stops = rights.may(actor, "dangers.stop_power", row.region)
    return {
        "may_list": runs and not row.is_listed and of_level,
        "may_publish": of_listing and listing.state is api.ListingState.LISTED,
        "may_decide": of_listing,
        "may_ask": listing is not None and _is_unit(request, row),
        "may_upgrade": higher is not None and rights.may(actor, _LIST, api.authority_of(row.region, higher)),
        "may_lift": of_listing and row.state is api.DangerState.ACCEPTED and listing.published_at is not None,
        "may_stop": runs and not row.is_cut_off and stops,
        "may_give_power": row.is_cut_off and stops,
    }


_RUNNING: Final = ("assessed", "reported", "controlling", "rectifying", "returned")


def _is_unit(request: HttpRequest, row: api.DangerRow) -> bool:
    return api.is_own(request.actor, row.object_id) or rights.may(request.actor, "dangers.rectify", row.region)


@require_POST
@signed_in
def act(request: HttpRequest, danger_id: UUID, name: str) -> HttpResponse:
    """Do what a button of the supervision says."""
    if name not in _ACTS:
        raise NotFound(what="act")
    row = api.danger(request.actor, danger_id)
    do, word = _ACTS[name]
    do(request, row, {"actor": request.actor, "now": clock.now()})
    messages.success(request, str(word))
    return redirect("dangers:danger", danger_id)


def _standing(row: api.DangerRow) -> UUID:
    listing = next((each for each in api.listings_of(row.id) if each.stands), None)
    if listing is None:
        raise NotFound(what="listing")
    return listing.id


def _notice(request: HttpRequest) -> api.Notice:
    due = reading.day_end(request, "due_at")
    if due is None:
        raise InvalidValue(field="due_at", value="", rule="a_day")
    units = {name: sent.text(request, name) for name in ("responsible_unit", "supervising_unit", "measures")}
    return api.Notice(due_at=due, **units)


def _list(request: HttpRequest, row: api.DangerRow, by: By) -> None:
    api.list_danger(danger_id=row.id, notice=_notice(request), **by)


def _publish(_request: HttpRequest, row: api.DangerRow, by: By) -> None:
    api.publish_listing(listing_id=_standing(row), **by)


def _ask(request: HttpRequest, row: api.DangerRow, by: By) -> None:
    until = reading.day_end(request, "until")
    if until is None:
        raise InvalidValue(field="until", value="", rule="a_day")
    api.ask_extension(listing_id=_standing(row), until=until, reason=sent.text(request, "text"), **by)


def _decide(request: HttpRequest, row: api.DangerRow, by: By) -> None:
    is_granted = sent.text(request, "granted") == "yes"
    words = sent.text(request, "text")
    api.decide_extension(listing_id=_standing(row), is_granted=is_granted, decision=words, **by)


def _upgrade(request: HttpRequest, row: api.DangerRow, by: By) -> None:
    api.upgrade_listing(listing_id=_standing(row), notice=_notice(request), **by)


def _lift(request: HttpRequest, row: api.DangerRow, by: By) -> None:
    experts = tuple(sent.text(request, "experts").splitlines())
    acceptance = api.Acceptance(experts=experts, opinion=sent.text(request, "text"))
    api.lift_listing(listing_id=_standing(row), acceptance=acceptance, **by)


def _stop(request: HttpRequest, row: api.DangerRow, by: By) -> None:
    is_emergency = sent.text(request, "emergency") == "1"
    cut_at = by["now"] if is_emergency and not sent.text(request, "cut_at") else _moment(request, "cut_at")
    new = api.NewStop(
        supplier=sent.text(request, "supplier"),
        cut_at=cut_at,
        decision=sent.text(request, "text"),
        is_emergency=is_emergency,
    )
    api.order_power_stop(danger_id=row.id, new=new, **by)


def _give(request: HttpRequest, row: api.DangerRow, by: By) -> None:
    api.end_power_stop(danger_id=row.id, reason=sent.text(request, "text"), **by)


def _moment(request: HttpRequest, name: str) -> datetime:
    value = sent.text(request, name)
    try:
        return datetime.strptime(value, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)
    except ValueError:
        raise InvalidValue(field=name, value=value[:20], rule="a_moment") from None


_ACTS: Final[dict[str, tuple[Callable[[HttpRequest, api.DangerRow, By], None], Any]]] = {
    "list": (_list, _("It is under listed supervision.")),
    "publish": (_publish, _("The notice stands on the public page.")),
    "ask": (_ask, _("The extension is asked for.")),
    "decide": (_decide, _("The decision stands with the listing.")),
    "upgrade": (_upgrade, _("The level above lists it now.")),
    "lift": (_lift, _("The listing is lifted.")),
    "stop": (_stop, _("The stop of power is ordered; tell the supplier and the unit by the notice.")),
    "give": (_give, _("The stop of power is ended.")),
}
