"""Official documents: their list, the page of one, its files, and the acts on it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.reporting import api
from anlan.reporting.pages.reading import content_in, page_number, text
from anlan.support import rights
from anlan.support.documents import can_make_pdf
from anlan.web.auth import signed_in
from anlan.web.files import pdf_file, word_file

_SIZE = 30
_STATES = (("draft", gettext_lazy("Being drafted")), ("issued", gettext_lazy("Signed and issued")))


@require_GET
@signed_in
def paper_list(request: HttpRequest) -> HttpResponse:
    """Show the documents that match the address, and what may be written."""
    number = page_number(request)
    wanted = api.PaperFilter(
        kind=request.GET.get("kind", ""), state=request.GET.get("state", ""), text=request.GET.get("q", "").strip()
    )
    found = api.papers(request.actor, wanted, page=number, size=_SIZE)
    offices = rights.regions_of(request.actor, "reporting.write")
    context = {
        "rows": found.rows,
        "page": Paginator(range(found.total), _SIZE).get_page(number),
        "kinds": list(api.paper_kinds().items()),
        "states": _STATES,
        "offices": [(region, api.unit_of(region)) for region in offices if region],
        "incidents": incidents.open_incidents(request.actor, limit=20) if offices else (),
    }
    return render(request, "reporting/paper_list.html", context)


@require_POST
@signed_in
def draft_paper(request: HttpRequest) -> HttpResponse:
    """Write a document by the office's template and open it."""
    incident = text(request, "incident")
    wanted = api.NewPaper(
        kind=text(request, "kind"), region=text(request, "region"), incident_id=_uuid(incident) if incident else None
    )
    return redirect(f"/reports/papers/{api.draft_paper(wanted=wanted, actor=request.actor, now=clock.now())}/")


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError as error:
        raise InvalidValue(field="incident", value=value[:40], rule="an_incident") from error


@require_GET
@signed_in
def paper_page(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Show one document beside the paper that it is."""
    row = api.paper(request.actor, paper_id)
    context = {
        "row": row,
        "paper": api.paper_preview(request.actor, paper_id, clock.now()),
        "may_edit": not row.is_issued and rights.may(request.actor, "reporting.write", row.region),
        "may_issue": api.may_issue(request.actor, paper_id),
        "has_pdf": can_make_pdf(),
    }
    return render(request, "reporting/paper_page.html", context)


@require_POST
@signed_in
def preview_paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Show the paper that the form would become; nothing is stored."""
    content = content_in(request)
    paper = api.paper_preview(request.actor, paper_id, clock.now(), content)
    return render(request, "reporting/paper.html", {"paper": paper})


@require_POST
@signed_in
def edit_paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Save what a draft says."""
    api.edit_paper(paper_id=paper_id, content=content_in(request), actor=request.actor, now=clock.now())
    messages.success(request, _("The text is saved."))
    return redirect(f"/reports/papers/{paper_id}/")


@require_POST
@signed_in
def issue_paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Sign a document and number it."""
    number = api.issue_paper(paper_id=paper_id, actor=request.actor, now=clock.now())
    messages.success(request, _("Issued with number %(number)s. Text and document are frozen.") % {"number": number})
    return redirect(f"/reports/papers/{paper_id}/")


@require_GET
@signed_in
def paper_file(request: HttpRequest, paper_id: UUID, form: str) -> HttpResponse:
    """Send the document as a Word file or as PDF."""
    send = pdf_file if form == "pdf" else word_file
    return send(*api.paper_document(request.actor, paper_id, clock.now()))
