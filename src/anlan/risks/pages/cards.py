"""The transfer card of a site: what threatens, what the signal is, where to go, who calls; one sheet per household."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from anlan.kernel import clock
from anlan.people import api as people
from anlan.risks import api
from anlan.risks.pages import labels
from anlan.risks.pages.forms import facts_of
from anlan.support.rights import may
from anlan.web.auth import signed_in

_CALLERS = ("patrol", "grid_village", "administrative")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def card(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Show the card with masked numbers; a POST shows the numbers, each noted in the journal."""
    site = api.site(request.actor, site_id)
    duties = api.duties_of(site_id)
    callers = [(api.roles()[role], person) for role in _CALLERS for person in duties[role]]
    if not callers and site.monitor:
        callers = [(api.roles()["patrol"], site.monitor)]
    sees_names = may(request.actor, "people.see_residents", site.region)
    context: dict[str, Any] = {
        "site": site,
        "kind": labels.KINDS[site.kind],
        "grade": labels.GRADES[site.grade],
        "facts": facts_of(site),
        "callers": [(role, person, _phone(request, person)) for role, person in callers],
        "households": api.households_of(site_id) if sees_names else (),
        "is_masked": request.method != "POST",
        "may_reveal": may(request.actor, "people.reveal_phone", site.region),
        "now": clock.now(),
    }
    return render(request, "risks/card.html", context)


def _phone(request: HttpRequest, person: people.Person) -> str:
    """Return a number: masked, or the whole one where the reader asked for it and it is journalled."""
    if request.method != "POST" or not person.phone_masked:
        return person.phone_masked
    return people.reveal_phone(person_id=person.id, actor=request.actor, now=clock.now())
