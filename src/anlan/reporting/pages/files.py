"""Reports as Word files."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from anlan.kernel import clock
from anlan.reporting import api
from anlan.support.documents import pdf_of
from anlan.web.auth import signed_in

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@signed_in
def draft_document(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Send the newest version as a Word file."""
    return _file(*api.draft_document(request.actor, report_id, clock.now()))


@require_GET
@signed_in
def draft_pdf(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Send the newest version as PDF."""
    content, name = api.draft_document(request.actor, report_id, clock.now())
    return _file(pdf_of(content), name.removesuffix(".docx") + ".pdf", "application/pdf")


@require_GET
@signed_in
def sent_document(request: HttpRequest, transmission_id: UUID) -> HttpResponse:
    """Send the Word file exactly as it went out."""
    return _file(*api.sent_document(request.actor, transmission_id))


def _file(content: bytes, name: str, media_type: str = _DOCX) -> HttpResponse:
    named = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": named})
