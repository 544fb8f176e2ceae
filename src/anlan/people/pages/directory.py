"""The directory: regions and organisations on the left, persons on the right, all of it in the address."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from anlan.kernel.errors import NotAllowed
from anlan.kernel.regions import lineage, normalise
from anlan.people.domain.kinds import labels
from anlan.people.selectors.organisations import Organisation, organisations
from anlan.people.selectors.persons import PersonFilter, person_count, persons
from anlan.places import api as places
from anlan.support.rights import may, regions_of
from anlan.web.auth import signed_in

_SIZE = 50
_MOST_UNITS = 200


def _by_kind(unit: Organisation) -> tuple[int, str]:
    return list(labels("organisation")).index(unit.kind), unit.name


@require_GET
@signed_in
def directory(request: HttpRequest) -> HttpResponse:
    """Show organisations and persons of a region and all below it."""
    held = regions_of(request.actor, "people.see")
    if not held:
        raise NotAllowed(right="people.see", region="")
    chosen = request.GET
    region = normalise(chosen.get("region", "")) or held[0]
    wanted = PersonFilter(text=chosen.get("q", "").strip(), region=region, duty=chosen.get("duty", ""))
    total = person_count(request.actor, wanted)
    page = Paginator(range(total), _SIZE).get_page(chosen.get("page"))
    units = organisations(request.actor, region=region, kind=chosen.get("kind", ""), limit=_MOST_UNITS)
    rows = persons(request.actor, wanted, offset=page.start_index() - 1 if total else 0, limit=_SIZE)
    places.full_names({row.region for row in rows})  # read at once what the page will ask for one by one
    context = {
        "region": region,
        "above": [code for code in reversed(lineage(region)) if may(request.actor, "people.see", code)],
        "below": places.children(region),
        "units": sorted((unit for unit in units if unit.region == region), key=_by_kind),
        "rows": rows,
        "page": page,
        "duties": [(key, gettext(label)) for key, label in labels("duty").items()],
        "may_add": may(request.actor, "people.edit", region),
    }
    return render(request, "people/directory.html", context)
