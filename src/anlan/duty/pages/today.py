"""Who is on duty now, here and below."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.duty import api
from anlan.duty.pages.asked import asked_region
from anlan.duty.pages.calendar import today_in_china
from anlan.kernel import clock
from anlan.kernel.regions import lineage
from anlan.places import api as places
from anlan.support.rights import may, regions_of
from anlan.web.auth import signed_in
from anlan.web.slots import served

_SLOTS: Final = ("/duty/matters/",)


@require_GET
@signed_in
def today(request: HttpRequest) -> HttpResponse:
    """Show who is on duty here and below, and what presses."""
    region, now, actor = asked_region(request), clock.now(), request.actor
    day = today_in_china()
    below = api.duty_rooms(actor, now, below=region)
    children = places.children(region)
    context = {
        "tab": "today",
        "region": region,
        "above": [code for code in reversed(lineage(region)) if may(actor, "duty.see", code)],
        "here": api.on_duty(region, now),
        "below": [(code, shifts) for code, shifts in sorted(below.items())],
        "silent": [child for child in children if child.code not in below and may(actor, "duty.see", child.code)],
        "day": api.days_of(region, [day], api.occasions(actor, region=region, first=day, last=day))[0],
        "rolls": api.rolls_to_answer(actor),
        "overdue": api.overdue_count(actor, now),
        "slots": served(*_SLOTS),
    }
    return render(request, "duty/today.html", context)


@require_GET
@signed_in
def now_here(request: HttpRequest) -> HttpResponse:
    """Show who is on duty in the reader's own region, as a line for other pages; nothing where one may not see it."""
    held = regions_of(request.actor, "duty.see")
    here = api.on_duty(held[0], clock.now()) if held else ()
    return render(request, "duty/now.html", {"here": here, "is_known": bool(held)})
