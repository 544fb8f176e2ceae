"""What all pages of the room share: ``{% load monitoring %}{% monitoring_tabs %}``."""

from functools import cache
from typing import Any, Final

from django import template
from django.template.context import Context
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from anlan.kernel.actors import NOBODY
from anlan.support.rights import regions_of

register = template.Library()

# Address, words and right of each page, the ways from the overview to everything in the room.
_PAGES: Final = (
    ("/monitoring/", _("Monitoring overview"), "monitoring.read"),
    ("/stations/", _("Stations"), "monitoring.read"),
    ("/alarms/", _("Alarm board"), "alarms.see"),
    ("/stations/health/", _("Sensor health"), "monitoring.read"),
    ("/stations/maintenance/", _("Maintenance"), "monitoring.read"),
    ("/monitoring/rules/", _("Judging rules"), "monitoring.read"),
    ("/stations/thresholds/", _("Flash-flood values"), "monitoring.read"),
    ("/gateways/", _("Gateways"), "monitoring.read"),
    ("/monitoring/sources/", _("Source mappings"), "monitoring.read"),
    ("/monitoring/imports/", _("Import history"), "monitoring.import_history"),
    ("/quarantine/", _("Quarantine"), "monitoring.handle_quarantine"),
)


@register.inclusion_tag("monitoring/tabs.html", takes_context=True)
def monitoring_tabs(context: Context) -> dict[str, Any]:
    """Show the ways to the room's pages that the reader may open, the one that is shown marked."""
    request = context["request"]
    actor = getattr(request, "actor", NOBODY)
    pages = [(path, word) for path, word, right in _PAGES if _exists(path) and regions_of(actor, right)]
    here = max((path for path, _ in pages if request.path.startswith(path)), key=len, default="")
    return {"pages": pages, "here": here}


@cache
def _exists(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
