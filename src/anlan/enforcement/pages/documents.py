"""Documents of a case: entering, looking at, signing on the screen, and what happens to them."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.enforcement import api, words
from anlan.enforcement.pages.reading import fields_of, signature_of
from anlan.kernel import clock
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.forms import typed_moment

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "POST"])
@signed_in
def new_document(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """Enter a document of a case."""
    row = api.case(request.actor, case_id)
    if request.method == "POST":
        given = {"case_id": case_id, "kind": kind, "content": fields_of(request), "token": sent.token(request)}
        return redirect("enforcement:document", api.draft_document(**given, actor=request.actor, now=clock.now()))
    fields = api.beginnings(request.actor, case_id, kind, clock.now())
    rights.require(request.actor, "enforcement.review" if kind == "review" else "enforcement.handle", row.region)
    context = {"row": row, "kind": api.document_kinds()[kind], "fields": fields}
    return render(request, "enforcement/draft.html", context)


@require_GET
@signed_in
def document_page(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Show a document as paper, with its signatures and what can be done."""
    found = api.document(request.actor, document_id)
    row = api.case(request.actor, found.case_id)
    signed = {each.name for each in found.signatures if each.part == "officers"}
    context = {
        "document": found,
        "row": row,
        "paper": api.document_preview(request.actor, document_id),
        "officers": [each["name"] for each in row.officers if each["name"] not in signed],
        "ways": words.WAY_WORDS.items(),
        "now": clock.in_china(clock.now()),
    }
    return render(request, "enforcement/document.html", context)


@require_GET
@signed_in
def document_file(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Send a document's Word file."""
    content, name = api.document_file(request.actor, document_id)
    named = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=_DOCX, headers={"Content-Disposition": named})


def _signature(request: HttpRequest) -> api.NewSignature:
    return api.NewSignature(
        part=sent.text(request, "part"),
        name=sent.text(request, "name"),
        image=signature_of(request),
        refused=sent.text(request, "refused") == "1",
        note=sent.text(request, "note"),
    )


def _service(request: HttpRequest) -> api.NewService:
    given = {name: sent.text(request, name) for name in ("way", "received_by", "place", "witness", "reason")}
    served_at = typed_moment(sent.text(request, "served_at"), "served_at")
    return api.NewService(**given, served_at=served_at, image=signature_of(request))


Reader = Callable[[HttpRequest], dict[str, Any]]
_ACTS: Final[dict[str, tuple[Callable[..., object], Reader, Any]]] = {
    "edit": (api.edit_document, lambda r: {"content": fields_of(r)}, _("Changed. Signatures must be given anew.")),
    "sign": (api.sign_document, lambda r: {"new": _signature(r)}, _("Signed.")),
    "submit": (api.submit_document, lambda r: {"reason": sent.text(r, "reason")}, _("Handed in.")),
    "approve": (api.approve_document, lambda r: {"reason": sent.text(r, "reason")}, _("Approved and frozen.")),
    "return": (api.return_document, lambda r: {"reason": sent.text(r, "reason")}, _("Given back to its author.")),
    "discard": (api.discard_document, lambda r: {"reason": sent.text(r, "reason")}, _("Put aside.")),
    "serve": (api.serve_document, lambda r: {"new": _service(r)}, _("The service is written down.")),
}


@require_POST
@signed_in
def document_act(request: HttpRequest, document_id: UUID, act: str) -> HttpResponse:
    """Do one act on a document."""
    if act not in _ACTS:
        raise Http404
    do, read, done = _ACTS[act]
    do(document_id=document_id, **read(request), actor=request.actor, now=clock.now())
    messages.success(request, str(done))
    return redirect("enforcement:document", document_id)
