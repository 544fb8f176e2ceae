"""Reports as Word files."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from anlan.kernel import clock
from anlan.reporting import api
from anlan.web.auth import signed_in
from anlan.web.files import pdf_file, word_file


@require_GET
@signed_in
def draft_document(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Send the newest version as a Word file."""
    return word_file(*api.draft_document(request.actor, report_id, clock.now()))


@require_GET
@signed_in
def draft_pdf(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Send the newest version as PDF."""
    return pdf_file(*api.draft_document(request.actor, report_id, clock.now()))


@require_GET
@signed_in
def sent_document(request: HttpRequest, transmission_id: UUID) -> HttpResponse:
    """Send the Word file exactly as it went out."""
    return word_file(*api.sent_document(request.actor, transmission_id))
