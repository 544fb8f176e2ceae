"""Orders, minutes and reviews as Word files."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from anlan.command import api
from anlan.web.auth import signed_in

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@signed_in
def step_document(request: HttpRequest, response_id: UUID, step_id: int) -> HttpResponse:
    """Send the order of a signed step."""
    return _file(*api.step_document(request.actor, response_id, step_id))


@require_GET
@signed_in
def minutes_document(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Send the closed minutes of a consultation."""
    return _file(*api.minutes_document(request.actor, consultation_id))


@require_GET
@signed_in
def review_document(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Send the signed review of an incident."""
    return _file(*api.review_document(request.actor, review_id))


def _file(content: bytes, name: str) -> HttpResponse:
    named = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=_DOCX, headers={"Content-Disposition": named})
