"""Source mappings: their list, the editor, and trying one on a pasted sample."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.monitoring import api
from anlan.monitoring.pages.source_forms import lines, rows_of, shown, source_of
from anlan.support.rights import regions_of, require
from anlan.web.auth import signed_in

_RIGHT = "monitoring.map_sources"
_WAYS = (("mqtt", "MQTT"), ("nats", "NATS"), ("http", "HTTP"))
_PAYLOADS = (("json", "JSON"), ("lines", gettext_lazy("Line protocol")))
_KINDS = (
    ("is", gettext_lazy("is always")),
    ("field", gettext_lazy("stands in the field")),
    ("level", gettext_lazy("stands at the level of the topic")),
)
_TIME_FORMS = (
    ("auto", gettext_lazy("as it looks")),
    ("s", gettext_lazy("Unix seconds")),
    ("ms", gettext_lazy("Unix milliseconds")),
    ("us", gettext_lazy("Unix microseconds")),
    ("ns", gettext_lazy("Unix nanoseconds")),
)


@signed_in
def sources_page(request: HttpRequest) -> HttpResponse:
    """List the mappings in force."""
    _require(request.actor)
    return render(request, "monitoring/sources.html", {"rows": api.source_mappings(request.actor)})


@signed_in
def source_page(request: HttpRequest, family: UUID | None = None) -> HttpResponse:
    """Show the editor; try a mapping on the pasted sample, or set it."""
    _require(request.actor)
    editions = api.mapping_editions(request.actor, family) if family else ()
    source = editions[0].source if editions else None
    context: dict[str, Any] = {"name": editions[0].name if editions else "", "topic": "", "sample": ""}
    if request.method == "POST":
        source = source_of(request.POST)
        context |= {name: request.POST.get(name, "") for name in context}
        if request.POST.get("act") == "set":
            api.map_source(name=context["name"], source=source, family=family, actor=request.actor, now=clock.now())
            messages.success(request, _("Set. Messages are read by it from now on."))
            return redirect("monitoring:sources")
        context["trial"] = api.try_source(request.actor, source, context["topic"], context["sample"])
        context["readings"] = shown(context["trial"])
    return render(request, "monitoring/source.html", context | _form(source) | {"editions": editions})


@signed_in
@require_POST
def retire(request: HttpRequest, family: UUID) -> HttpResponse:
    """Take a mapping out of force."""
    api.retire_source(family=family, actor=request.actor, now=clock.now())
    messages.success(request, _("Retired. Messages of this source go to quarantine or are read by the standard forms."))
    return redirect("monitoring:sources")


def _form(source: api.Source | None) -> dict[str, Any]:
    return {
        "source": source,
        "value_rows": rows_of(source),
        "stations": lines(source.stations) if source else "",
        "named_quantities": lines(source.quantities) if source else "",
        "quantities": api.quantities().values(),
        "ways": _WAYS,
        "payloads": _PAYLOADS,
        "kinds": _KINDS,
        "time_forms": _TIME_FORMS,
    }


def _require(actor: Actor) -> None:
    if not regions_of(actor, _RIGHT):
        require(actor, _RIGHT, "")
