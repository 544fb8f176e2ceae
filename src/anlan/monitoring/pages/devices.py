"""Gateways and devices: how each protocol's door is, which devices call in, and how they are read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.monitoring import api
from anlan.monitoring.pages import words
from anlan.support.rights import may, regions_of
from anlan.web.auth import signed_in
from anlan.web.errors import sentence

_PER_PAGE = 50
_RIGHT = "monitoring.register_station"
_PLACES = {"address": "address", "protocol": "protocol", "elements": "elements", "quantity": "elements"}
_STATES = {
    "on": gettext_lazy("In service"),
    "off": gettext_lazy("Out of service"),
    "problem": gettext_lazy("With a problem"),
}


@dataclass(frozen=True, slots=True)
class Door:
    """A protocol's line as the page shows it."""

    row: api.LineRow
    label: str


class DeviceForm(forms.Form):
    """How a device is read: two small tables as JSON."""

    elements = forms.JSONField(
        label=gettext_lazy("Elements"),
        required=False,
        initial=dict,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy("Only what differs from the protocol's own table"),
    )
    options = forms.JSONField(
        label=gettext_lazy("Options of the protocol"),
        required=False,
        initial=dict,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def tables(self) -> dict[str, Any]:
        """Return both tables; empty ones where nothing was written."""
        return {name: self.cleaned_data[name] or {} for name in ("elements", "options")}


class NewDeviceForm(DeviceForm):
    """A device to register."""

    protocol = forms.ChoiceField(label=gettext_lazy("Protocol"), choices=[*words.PROTOCOLS.items()])
    address = forms.CharField(label=gettext_lazy("Address of the device"), max_length=64)
    station = forms.CharField(label=gettext_lazy("Code of its station"), max_length=40)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, required=False)
    field_order = ("protocol", "address", "station", "name", "elements", "options")


@signed_in
def devices_page(request: HttpRequest) -> HttpResponse:
    """Show the doors and the devices behind them."""
    asked = {name: request.GET.get(name, "") for name in ("protocol", "state", "q")}
    found = api.devices(
        request.actor,
        protocol=asked["protocol"] if asked["protocol"] in words.PROTOCOLS else "",
        state=asked["state"] if asked["state"] in _STATES else "",
        text=asked["q"].strip(),
    )
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "doors": [Door(each, words.PROTOCOLS[each.protocol]) for each in api.lines(clock.real_now())],
        "page": page,
        "rows": [(each, words.PROTOCOLS[each.protocol]) for each in map(api.device_row, page.object_list)],
        "protocols": [*words.PROTOCOLS.items()],
        "states": [*_STATES.items()],
        "is_filtered": any(asked.values()),
        "may_register": bool(regions_of(request.actor, _RIGHT)),
    }
    return render(request, "monitoring/devices.html", context)


@signed_in
def new_device(request: HttpRequest) -> HttpResponse:
    """Register a device."""
    form = NewDeviceForm(request.POST or None, initial={"station": request.GET.get("station", "")})
    if request.method == "POST" and form.is_valid():
        device_id = _register(request, form)
        if device_id:
            messages.success(request, _("Registered. What the device reports counts from now on."))
            return redirect("monitoring:device", device_id=device_id)
    return render(request, "monitoring/device_new.html", {"form": form})


def _register(request: HttpRequest, form: NewDeviceForm) -> UUID | None:
    try:
        station = api.station_by_code(request.actor, form.cleaned_data["station"].strip(), now=clock.now())
    except NotFound:
        form.add_error("station", _("There is no station with this code in your region."))
        return None
    device = api.NewDevice(
        protocol=form.cleaned_data["protocol"],
        address=form.cleaned_data["address"].strip(),
        name=form.cleaned_data["name"].strip(),
        station_id=station.row.id,
        **form.tables(),
    )
    try:
        return api.register_device(device=device, actor=request.actor, now=clock.now())
    except (InvalidValue, api.DeviceExists) as error:
        _mark(form, error)
        return None


def _mark(form: forms.Form, error: InvalidValue | api.DeviceExists) -> None:
    """Put a refusal beside the field it speaks of."""
    place = _PLACES.get(str(error.data.get("field", "address")), "options")
    form.add_error(place if place in form.fields else None, sentence(error))


@signed_in
def device_page(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Show one device, what it reported, and how it is read; take a change."""
    row = api.device(request.actor, device_id)
    form = DeviceForm(request.POST or None, initial={"elements": row.elements, "options": row.options})
    if request.method == "POST" and form.is_valid():
        try:
            api.change_device(device_id=device_id, **form.tables(), actor=request.actor, now=clock.now())
        except InvalidValue as error:
            _mark(form, error)
        else:
            messages.success(request, _("Changed. The next report is read this way."))
            return redirect("monitoring:device", device_id=device_id)
    context = {
        "row": row,
        "protocol": words.PROTOCOLS[row.protocol],
        "uses": api.element_uses(row),
        "reports": [(each, words.report_word(each.kind)) for each in api.reports(request.actor, device_id=device_id)],
        "form": form if may(request.actor, _RIGHT, row.region) else None,
    }
    return render(request, "monitoring/device.html", context)


@signed_in
@require_POST
def switch_device(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Take a device's reports, or put them aside."""
    state = request.POST.get("state", "")
    api.switch_device(device_id=device_id, state=state, actor=request.actor, now=clock.now())
    messages.success(request, _("Done. The journal keeps who did it."))
    return redirect("monitoring:device", device_id=device_id)
