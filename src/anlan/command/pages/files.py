"""Orders, minutes and reviews as Word files."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from anlan.command import api
from anlan.web.auth import signed_in
from anlan.web.files import word_file


@require_GET
@signed_in
def step_document(request: HttpRequest, response_id: UUID, step_id: int) -> HttpResponse:
    """Send the order of a signed step."""
    return word_file(*api.step_document(request.actor, response_id, step_id))


@require_GET
@signed_in
def minutes_document(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Send the closed minutes of a consultation."""
    return word_file(*api.minutes_document(request.actor, consultation_id))


@require_GET
@signed_in
def review_document(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Send the signed review of an incident."""
    return word_file(*api.review_document(request.actor, review_id))
