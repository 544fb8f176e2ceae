"""Which stations measure at a hazard site: chosen among those near by."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anlan.kernel import clock
from anlan.monitoring import api as monitoring
from anlan.risks import api as risks
from anlan.support.rights import require
from anlan.web import sent
from anlan.web.auth import signed_in

_KILOMETRES: Final = 20.0
_SHOWN: Final = 60


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def site_stations(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Show the stations round a site, those that measure there ticked; choose them."""
    site = risks.site(request.actor, site_id)
    require(request.actor, "risks.keep", site.region)
    now, place = clock.now(), (site.longitude, site.latitude)
    if request.method == "POST":
        ids = [sent.as_id("station", value) for value in request.POST.getlist("station")]
        chosen = monitoring.stations_by_id(request.actor, ids, now=now)
        named = {row.id: row.name for row in chosen}
        risks.set_stations(site_id=site_id, stations=named, actor=request.actor, now=now)
        messages.success(request, _("Kept."))
        return redirect(f"/risks/sites/{site_id}/")
    linked = {each.id for each in risks.stations_of(site_id)}
    near = monitoring.stations_near(request.actor, place, kilometres=_KILOMETRES, now=now)[:_SHOWN]
    far = linked - {row.id for row in near}
    rows = (*monitoring.stations_by_id(request.actor, far, now=now), *near)
    context = {"site": site, "rows": [(row, row.id in linked) for row in rows], "kilometres": int(_KILOMETRES)}
    return render(request, "center/site_stations.html", context)
