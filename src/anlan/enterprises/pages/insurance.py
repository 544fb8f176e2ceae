"""Which enterprises must have liability insurance, and how each stands."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from anlan.enterprises import api
from anlan.enterprises.pages import labels
from anlan.enterprises.pages.listing import know_names, region_choices
from anlan.kernel import clock
from anlan.places import api as places
from anlan.web.auth import signed_in
from anlan.web.lists import Export, choices, csv_answer, page_of, wants_file


def _cells(row: api.InsuredRow) -> tuple[object, ...]:
    place, trade = places.full_name(row.region), api.trades()[row.industry]
    state = labels.INSURANCES[row.state]
    return row.name, place, trade, row.staff, state, row.persons, row.amount or "", row.until or ""


_HEADS = (
    _("Name of the enterprise"),
    _("Region"),
    _("Trade"),
    _("Staff"),
    _("Insurance"),
    _("Insured persons"),
    _("Sum for each person (10,000 yuan)"),
    _("Holds until"),
)
_EXPORT = Export("insurance", _HEADS, _cells)


@require_GET
@signed_in
def insured_page(request: HttpRequest) -> HttpResponseBase:
    """Show the enterprises that must be insured, as a page or as a file."""
    chosen, today = request.GET, clock.in_china(clock.now()).date()
    wanted = api.InsuredFilter(
        standing=chosen.get("standing", ""),
        region=chosen.get("region", ""),
        industry=chosen.get("trade", ""),
        text=chosen.get("q", "").strip()[:80],
    )
    rows = api.insured(request.actor, wanted, today)
    if wants_file(request):
        return csv_answer(_EXPORT, rows)
    page = page_of(request, rows)
    know_names(page)
    rule = api.insurance_rule()
    context = {
        "tab": "insured",
        "page": page,
        "lines": [
            (row, api.trades()[row.industry], labels.INSURANCES[row.state], labels.INSURANCE_TONES[row.state])
            for row in page
        ],
        "standings": choices(labels.STANDINGS, api.insured_counts(request.actor, wanted, today)),
        "trades": [(key, api.trades()[key]) for key in rule["trades"]],
        "regions": region_choices(request.actor),
        "rule": rule,
    }
    return render(request, "enterprises/insured.html", context)
