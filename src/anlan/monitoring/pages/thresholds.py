"""Local flash-flood values: which stand where, proposing new ones, and settling what another person proposed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, level_of, normalise, parent_of
from anlan.monitoring import api
from anlan.monitoring.pages import words
from anlan.monitoring.pages.forms import ProposalForm, field_of
from anlan.monitoring.pages.listing import regions_below
from anlan.monitoring.pages.showing import threshold_cells
from anlan.places import api as places
from anlan.support.rights import may, regions_of, require_visible
from anlan.web.auth import signed_in

_RIGHT = "monitoring.read"


@signed_in
def overview_page(request: HttpRequest) -> HttpResponse:
    """Show the values of the townships of a county, and what waits for approval."""
    now = clock.now()
    counties = [each for each in regions_below(request.actor, _RIGHT) if level_of(each[0]) is RegionLevel.COUNTY]
    home = [each for each in regions_of(request.actor, _RIGHT) if level_of(each) >= RegionLevel.COUNTY]
    region = request.GET.get("region", "") or (home or [code for code, _name in counties[:1]] or [""])[0]
    require_visible(request.actor, _RIGHT, region, "region")
    in_force = api.editions_in_force(request.actor, region, now=now) if region else ()
    townships = [each for each in in_force if level_of(each.region) is RegionLevel.TOWNSHIP]
    waiting = api.editions_waiting(request.actor, now=now)
    context = {
        "region": region,
        "counties": counties,
        "windows": api.LOCAL_WINDOWS,
        "lines": [(each, threshold_cells(each.values)) for each in townships],
        "waiting": waiting,
    }
    return render(request, "monitoring/thresholds.html", context)


@signed_in
def region_page(request: HttpRequest, region: str) -> HttpResponse:
    """Show a place's editions and its villages' values; take a proposal."""
    region = normalise(region)
    require_visible(request.actor, _RIGHT, region, "region")
    may_propose = may(request.actor, "monitoring.propose_threshold", region)
    editions = api.editions_of(request.actor, region, now=clock.now())
    form = ProposalForm(request.POST or None, initial=_initial(editions))
    if request.method == "POST" and form.is_valid():
        proposal = api.Proposal(
            region=region,
            bands=form.bands(),
            reason=form.cleaned_data["reason"],
            effective_from=form.cleaned_data["effective_from"] or clock.now(),
        )
        api.propose_thresholds(proposal=proposal, actor=request.actor, now=clock.now())
        messages.success(request, _("Proposed. The values judge once another person has approved them."))
        return redirect("monitoring:thresholds-of", region=region)
    return render(
        request, "monitoring/thresholds_of.html", _context(request, region, editions) | _form(form, may_propose)
    )


@signed_in
@require_POST
def approve(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Approve another person's proposal."""
    region = api.approve_thresholds(edition_id=edition_id, actor=request.actor, now=clock.now())
    messages.success(request, _("Approved. The values judge from their date on."))
    return redirect("monitoring:thresholds-of", region=region)


@signed_in
@require_POST
def refuse(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Refuse another person's proposal."""
    reason = request.POST.get("reason", "")
    region = api.refuse_thresholds(edition_id=edition_id, reason=reason, actor=request.actor, now=clock.now())
    messages.success(request, _("Refused. The reason is kept in the journal."))
    return redirect("monitoring:thresholds-of", region=region)


def _context(request: HttpRequest, region: str, editions: tuple[api.EditionRow, ...]) -> dict[str, Any]:
    below = api.editions_in_force(request.actor, region, now=clock.now())
    return {
        "region": region,
        "above": parent_of(region),
        "windows": api.LOCAL_WINDOWS,
        "editions": [
            (each, threshold_cells(each.values), words.EDITION_STATES[each.state], words.EDITION_TONES[each.state])
            for each in editions
        ],
        "villages": [(each, threshold_cells(each.values)) for each in below if each.region != region],
        "default": [
            (level, [_default_value(level, hours) for hours in api.LOCAL_WINDOWS]) for level in api.LOCAL_LEVELS
        ],
        "may_approve": may(request.actor, "monitoring.approve_threshold", region),
        "full_name": places.full_name(region),
    }


def _default_value(level: Level, hours: int) -> float | None:
    bands = api.default_flash_flood_bands()
    return next((band.lower for band in bands if (band.level, band.window_hours) == (level, hours)), None)


def _initial(editions: tuple[api.EditionRow, ...]) -> dict[str, float]:
    current = next((each for each in editions if each.is_in_force), None)
    return {field_of(level, hours): value for (hours, level), value in current.values.items()} if current else {}


def _form(form: ProposalForm, may_propose: bool) -> dict[str, Any]:  # noqa: FBT001 - a page's flag
    rows = [(level, [form[field_of(level, hours)] for hours in api.LOCAL_WINDOWS]) for level in api.LOCAL_LEVELS]
    return {"form": form if may_propose else None, "value_rows": rows}
