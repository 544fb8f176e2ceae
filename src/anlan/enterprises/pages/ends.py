"""What ends soon or has ended in the reader's enterprises: licences, certificates, inspections, policies."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from anlan.enterprises import api
from anlan.enterprises.pages.listing import know_names, region_choices
from anlan.kernel import clock
from anlan.places import api as places
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file


def _cells(row: api.Record) -> tuple[object, ...]:
    section = api.section(row.section)
    return (row.ends_on, row.enterprise_name, section.name, row.title, places.full_name(row.region))


EXPORT = Export("ends", (_("Ends on"), _("Name of the enterprise"), _("Section"), _("What"), _("Region")), _cells)


@require_GET
@signed_in
def ends_page(request: HttpRequest) -> HttpResponseBase:
    """Show what ends, the earliest first, as a page or as a file."""
    steps, today = api.warning_steps(), clock.in_china(clock.now()).date()
    chosen = request.GET.get("within", "")
    within = int(chosen) if chosen in {str(step) for step in steps} else steps[0]
    section = request.GET.get("section", "")
    wanted = api.EndFilter(
        within=within, section=section if section in api.sections() else "", region=request.GET.get("region", "")
    )
    rows = api.ends(request.actor, wanted, today)
    if wants_file(request):
        return csv_answer(EXPORT, rows)
    page = page_of(request, rows)
    know_names(page)
    counts = api.end_counts(request.actor, wanted, today)
    words = {0: _("Has ended"), 30: _("Within 30 days"), 90: _("Within 90 days")}
    context = {
        "tab": "ends",
        "page": page,
        "lines": [(row, api.section(row.section), row.days_left(today)) for row in page],
        "steps": [(str(step), words[step], counts[step]) for step in steps],
        "kinds": [(each.key, each.name) for each in api.sections().values() if each.expires],
        "regions": region_choices(request.actor),
    }
    return render(request, "enterprises/ends.html", context)
