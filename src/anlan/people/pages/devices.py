"""Devices: the list with a map, one device, and its acts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from anlan.kernel import clock
from anlan.kernel.errors import AnlanError, NotAllowed
from anlan.kernel.regions import normalise
from anlan.people import events
from anlan.people.domain.kinds import labels
from anlan.people.pages.registry_forms import DeviceForm, choices, initial_of
from anlan.people.selectors import devices as questions
from anlan.people.services.devices import EDIT, SEE, keep_device
from anlan.places import api as places
from anlan.support import journal
from anlan.support.rights import may, regions_of, require
from anlan.web.auth import signed_in
from anlan.web.errors import sentence
from anlan.web.lists import Export, csv_answer, wants_file

_MOST_IN_A_FILE = 100_000
_STATES = {
    "in_service": gettext_lazy("In use"),
    "out_of_service": gettext_lazy("Out of service"),
    "silent": gettext_lazy("Never answered"),
    "exercise": gettext_lazy("Exercises only"),
}
_HEADS = ("Device number", "Name", "Kind", "Region", "Topic or number", "Longitude", "Latitude", "Last receipt")


@require_GET
@signed_in
def devices_page(request: HttpRequest) -> HttpResponse:
    """Show the devices of the reader's regions, as a page or as a file."""
    held = regions_of(request.actor, SEE)
    if not held:
        raise NotAllowed(right=SEE, region="")
    wanted = questions.DeviceFilter(
        text=request.GET.get("q", "").strip()[:80],
        region=normalise(request.GET.get("region", "")),
        kind=request.GET.get("kind", ""),
        state=request.GET.get("state", ""),
    )
    if wants_file(request):
        rows = questions.devices(request.actor, wanted, size=_MOST_IN_A_FILE).rows
        return csv_answer(Export("devices", tuple(_(head) for head in _HEADS), _cells), rows)
    found = questions.devices(
        request.actor, wanted, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    places.full_names({row.region for row in found.rows})
    kinds = questions.device_counts(request.actor, questions.DeviceFilter(region=wanted.region))
    context = {
        "tab": "devices",
        "stretch": found,
        "count": questions.device_count(request.actor, wanted),
        "kinds": [(key, word, kinds.get(key, 0)) for key, word in choices("device")],
        "states": list(_STATES.items()),
        "regions": [(each.code, each.name) for each in places.children(wanted.region or held[0])],
        "may_add": bool(regions_of(request.actor, EDIT)),
    }
    return render(request, "people/devices.html", context)


@require_GET
@signed_in
def device_page(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Show one device."""
    row = questions.device(request.actor, device_id)
    context = {
        "tab": "devices",
        "device": row,
        "map": places.map_round(row.longitude, row.latitude, row.name, "device-speaker"),
        "entries": tuple(reversed(journal.entries_about(events.device_subject(device_id), limit=30))),
        "may_edit": may(request.actor, EDIT, row.region),
    }
    return render(request, "people/device.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit_device(request: HttpRequest, device_id: UUID | None = None) -> HttpResponse:
    """Show the form; enter or change a device."""
    held = regions_of(request.actor, EDIT)
    if not held:
        raise NotAllowed(right=EDIT, region="")
    row = questions.device(request.actor, device_id) if device_id else None
    if row is not None:
        require(request.actor, EDIT, row.region)
    region = request.POST.get("region") or (row.region if row else held[0])
    form = DeviceForm(request.POST or None, initial=initial_of(row) if row else {})
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_device(device_id=device_id, details=form.details(), actor=request.actor, now=clock.now())
        except AnlanError as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Kept."))
            return redirect("people:device", kept)
    return render(
        request, "people/device_form.html", {"form": form, "device": row, "region": region, "within": held[0]}
    )


def _cells(row: questions.Device) -> tuple[Any, ...]:
    kind = _(labels("device").get(row.kind, row.kind))
    return (
        row.code,
        row.name,
        kind,
        places.full_name(row.region),
        row.address,
        row.longitude,
        row.latitude,
        row.last_receipt_at.isoformat(timespec="minutes") if row.last_receipt_at else "",
    )
