"""The list of reports, with the clocks that run."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.reporting import api
from anlan.reporting.pages.reading import page_number
from anlan.reporting.words import REPORT_STATE_WORDS, STAGE_WORDS
from anlan.web.auth import signed_in

_SIZE = 30


@require_GET
@signed_in
def report_list(request: HttpRequest) -> HttpResponse:
    """Show the clocks that want a report, the nearest end first, and the reports that match the address."""
    number = page_number(request)
    found = api.reports(request.actor, _wanted(request), page=number, size=_SIZE)
    context = {
        "clocks": api.owed_clocks(request.actor),
        "rows": found.rows,
        "page": Paginator(range(found.total), _SIZE).get_page(number),
        "stages": [(stage.value, word) for stage, word in STAGE_WORDS.items() if stage in api.WRITTEN],
        "states": [(state.value, word) for state, word in REPORT_STATE_WORDS.items()],
    }
    template = "reporting/list_body.html" if "HX-Request" in request.headers else "reporting/list.html"
    return render(request, template, context)


def _wanted(request: HttpRequest) -> api.ReportFilter:
    chosen = request.GET
    return api.ReportFilter(
        stage=chosen.get("stage", ""), state=chosen.get("state", ""), text=chosen.get("q", "").strip()
    )
