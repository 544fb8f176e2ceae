"""Entering and changing a site, naming who answers for it and whom it threatens."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from anlan.kernel import clock
from anlan.kernel.errors import AnlanError, NotAllowed
from anlan.kernel.regions import normalise
from anlan.people import api as people
from anlan.risks import api
from anlan.risks.pages.forms import SiteForm, initial_of, kind_choices
from anlan.support.rights import may, regions_of, require
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.errors import sentence

KEEP = "risks.keep"
_MOST_PERSONS = 300


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_site(request: HttpRequest) -> HttpResponse:
    """Ask for the kind, then show its form; enter the site."""
    held = regions_of(request.actor, KEEP)
    if not held:
        raise NotAllowed(right=KEEP, region="")
    kind = request.GET.get("kind", "")
    if not kind:
        return render(request, "risks/choose_kind.html", {"kinds": kind_choices()})
    form = SiteForm(api.kind_of(kind), request.POST or None)
    return _keep(request, form, None, held[0])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit_site(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Show a site's form; change the site."""
    site = api.site(request.actor, site_id)
    require(request.actor, KEEP, site.region)
    form = SiteForm(api.kind_of(site.kind), request.POST or None, initial=initial_of(site))
    return _keep(request, form, site, regions_of(request.actor, KEEP)[0])


def _keep(request: HttpRequest, form: SiteForm, site: api.Site | None, within: str) -> HttpResponse:
    region = normalise(request.POST.get("region", "")) or (site.region if site else within)
    if request.method == "POST" and form.is_valid():
        try:
            kept = api.keep_site(
                details=form.details(region), site_id=site.id if site else None, actor=request.actor, now=clock.now()
            )
        except AnlanError as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Kept."))
            return redirect("risks:site", kept)
    context = {"form": form, "site": site, "kind": form.kind, "region": region, "within": within}
    return render(request, "risks/site_form.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def duties(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Show who answers for a site in each role; name them."""
    site = api.site(request.actor, site_id)
    require(request.actor, KEEP, site.region)
    if request.method == "POST":
        holders = {
            role: [sent.as_id("person", value) for value in request.POST.getlist(f"role_{role}") if value]
            for role in api.roles()
        }
        api.set_duties(site_id=site_id, holders=holders, actor=request.actor, now=clock.now())
        messages.success(request, _("Kept."))
        return redirect("risks:site", site_id)
    known = {person.id: person for person in _candidates(request, site)}
    held = api.duties_of(site_id)
    known |= {person.id: person for persons in held.values() for person in persons}
    lines = [(role, name, [person.id for person in held[role]]) for role, name in api.roles().items()]
    context = {
        "site": site,
        "lines": lines,
        "persons": sorted(known.values(), key=lambda each: (each.region, each.name)),
    }
    return render(request, "risks/duties.html", context)


def _candidates(request: HttpRequest, site: api.Site) -> list[people.Person]:
    """Return the persons of the village, the township and the county itself, the nearest first."""
    found: list[people.Person] = []
    for region, is_exact in ((site.region[:9], False), (site.region[:6], True)):
        wanted = people.PersonFilter(region=region, is_exact=is_exact)
        found += people.persons(request.actor, wanted, limit=_MOST_PERSONS)
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def households(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Show the registered households of the village; name those whom the site threatens."""
    site = api.site(request.actor, site_id)
    require(request.actor, KEEP, site.region)
    require(request.actor, "people.see_residents", site.region)
    if request.method == "POST":
        ids = [sent.as_id("household", value) for value in request.POST.getlist("household")]
        count = api.set_households(site_id=site_id, household_ids=ids, actor=request.actor, now=clock.now())
        messages.success(request, _("%(count)s households are named.") % {"count": count})
        return redirect("risks:site", site_id)
    named = {each.id for each in api.households_of(site_id)}
    rows = people.household_names([site.region])
    context = {"site": site, "rows": [(row, row.id in named) for row in rows], "named": len(named)}
    return render(request, "risks/households.html", context)


def may_keep(request: HttpRequest, site: api.Site) -> bool:
    """Tell whether the reader keeps what is known of a site."""
    return site.state != api.SiteState.ELIMINATED and may(request.actor, KEEP, site.region)
