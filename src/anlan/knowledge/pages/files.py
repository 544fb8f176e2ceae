"""The library on paper and as a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from anlan.knowledge import api
from anlan.knowledge.pages.library import SEE, WRITE, asked
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.files import word_file, zip_file


@require_GET
@signed_in
def document_file(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Send one document as a Word file."""
    return word_file(*api.document_paper(request.actor, document_id))


@require_GET
@signed_in
def cards_file(request: HttpRequest) -> HttpResponse:
    """Send the documents that the address asks for in one Word file, each on its own page."""
    rights.require_somewhere(request.actor, SEE)
    return word_file(*api.cards_paper(request.actor, asked(request)))


@require_GET
@signed_in
def pack_file(request: HttpRequest) -> HttpResponse:
    """Send the documents that the address asks for as texts with a table of them, to who may write in the library."""
    rights.require_somewhere(request.actor, WRITE)
    return zip_file(*api.library_pack(request.actor, asked(request)))
