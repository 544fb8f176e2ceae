"""The frozen list of a warning: who was to be told, why, by which channel, and what came of it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.public_warnings import api
from anlan.public_warnings.words import (
    DELIVERY_WORDS,
    TARGET_KIND_WORDS,
    TARGET_REASON_WORDS,
    TARGET_STATE_WORDS,
)
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer

_HEADS = (
    _("Name"),
    _("Kind"),
    _("Region"),
    _("Address or number"),
    _("Why on the list"),
    _("Channel"),
    _("How it stands"),
    _("Fault"),
)


@never_cache
@require_GET
@signed_in
def target_list(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Show the list of a warning that was sent, as far as it lies in the reader's regions."""
    row = api.warning(request.actor, warning_id)
    if not row.was_sent or not rights.regions_of(request.actor, "public_warnings.see_targets"):
        raise NotFound(what="targets")
    wanted = _wanted(request.GET)
    found = api.targets(
        request.actor,
        warning_id,
        wanted,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    places.full_names({each.region for each in found.rows})  # read at once what the page will ask for one by one
    context = {
        "warning": row,
        "stretch": found,
        "lines": [_labelled(each) for each in found.rows],
        "count": api.target_count(request.actor, warning_id, wanted),
        "standing": api.list_standing(warning_id),
        "totals": api.target_totals(request.actor, warning_id),
        "kinds": list(TARGET_KIND_WORDS.items()),
        "states": list(TARGET_STATE_WORDS.items()),
        "channels": api.channel_names(api.channels_of_list(warning_id)),
        "region": wanted.region,
        "regions": [(each.code, each.name) for each in places.children(wanted.region or row.region)],
        "may_export": rights.may(request.actor, "public_warnings.export_targets", row.region),
    }
    return render(request, "public_warnings/targets.html", context)


@require_POST
@signed_in
def target_export(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Give the list as a file, addresses masked; the journal keeps who took it and why."""
    rows = api.export_targets(
        warning_id=warning_id,
        wanted=_wanted(request.POST),
        reason=request.POST.get("reason", ""),
        actor=request.actor,
        now=clock.now(),
    )
    return csv_answer(Export(f"targets-{warning_id}", _HEADS, _cells), rows)


@never_cache
@require_GET
@signed_in
def told(request: HttpRequest, ref_id: UUID) -> HttpResponse:
    """Show the warnings that one person or device was on the list of."""
    found = api.told(request.actor, ref_id)
    lines = [(each, _labelled(each.target)) for each in found]
    return render(request, "public_warnings/told.html", {"lines": lines, "who": found[0].target})


def _wanted(given: Any) -> api.TargetFilter:
    names = ("kind", "channel", "state")
    return api.TargetFilter(
        text=given.get("q", "").replace("\0", "").strip()[:80],
        region=normalise(given.get("region", "")),
        **{name: given.get(name, "")[:20].replace("\0", "") for name in names},
    )


def _labelled(row: api.TargetRow) -> dict[str, Any]:
    """Return a row with its words."""
    is_on_its_way = row.state == "queued"
    return {
        "row": row,
        "kind": TARGET_KIND_WORDS[row.kind],
        "reason": TARGET_REASON_WORDS[row.reason],
        "state": DELIVERY_WORDS.get(row.delivery_state) if is_on_its_way else TARGET_STATE_WORDS[row.state],
        "tone": _TONES.get(row.delivery_state if is_on_its_way else row.state, "amber"),
        "tried_before": row.ways[: row.place],
    }


_TONES = {
    "sent": "accent",
    "delivered": "good",
    "called": "accent",
    "no_way": "red",
    "exhausted": "red",
    "given_up": "red",
    "undelivered": "red",
    "cancelled": "dim",
}


def _cells(row: api.TargetRow) -> tuple[object, ...]:
    labelled = _labelled(row)
    name = dict(api.channel_names((row.channel,)))[row.channel] if row.channel else ""
    region = places.full_name(row.region)
    return row.name, labelled["kind"], region, row.address, labelled["reason"], name, labelled["state"], row.fault
