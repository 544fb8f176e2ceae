"""The register of enterprises: its list and its file for a spreadsheet."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from anlan.enterprises import api
from anlan.enterprises.pages import labels
from anlan.enterprises.pages.listing import know_names, may_register, region_choices
from anlan.kernel import clock
from anlan.places import api as places
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_FIELDS = ("industry", "region", "sort", "state", "risk")


def _cells(row: api.Enterprise) -> tuple[object, ...]:
    """Return a firm's line of the file."""
    return (
        row.code,
        row.name,
        labels.trade(row.industry),
        labels.STATES[row.state],
        labels.RISKS[str(row.risk_level)],
        places.full_name(row.region),
        row.address,
        row.longitude,
        row.latitude,
        row.staff,
        labels.HAZARD_CLASSES[row.gravest] if row.gravest else "",
        labels.STANDARDS.get(row.standard_level, ""),
        row.next_end,
    )


EXPORT = Export(
    "enterprises",
    (
        _("Credit code"),
        _("Name of the enterprise"),
        _("Trade"),
        _("State"),
        _("Risk"),
        _("Region"),
        _("Address"),
        _("Longitude"),
        _("Latitude"),
        _("Staff"),
        _("Gravest class"),
        _("Standardisation"),
        _("Next end"),
    ),
    _cells,
)


@require_GET
@signed_in
def enterprises_page(request: HttpRequest) -> HttpResponseBase:
    """Show the enterprises that the reader may see, as a page or as a file."""
    wanted = api.EnterpriseFilter(
        text=request.GET.get("q", "").strip(), **{name: request.GET.get(name, "") for name in _FIELDS}
    )
    rows = api.enterprises(request.actor, wanted)
    if wants_file(request):
        return csv_answer(EXPORT, rows)
    page = page_of(request, rows)
    know_names(page)
    in_region = api.EnterpriseFilter(region=wanted.region)
    context = {
        "page": page,
        "tab": "enterprises",
        "today": clock.in_china(clock.now()).date(),
        "lines": [labels.labelled(row) for row in page],
        "industries": labels.choices(api.trades(), api.enterprise_counts(request.actor, in_region)),
        "states": labels.choices(labels.STATES, api.enterprise_counts(request.actor, in_region, "state")),
        "risks": labels.choices(labels.RISKS, api.enterprise_counts(request.actor, in_region, "risk_level")),
        "regions": region_choices(request.actor),
        "may_register": may_register(request.actor),
        "is_filtered": wanted != api.EnterpriseFilter(sort=wanted.sort),
    }
    return render(request, "enterprises/enterprises.html", context)
